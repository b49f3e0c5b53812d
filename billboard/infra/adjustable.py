"""What operators may change while the site runs.

Each setting is one line: its type, its default, a label and a sentence of help for the operators' desk. The environment
sets it, under its name in upper case; the database may say otherwise for the whole site or, where the line says
`campaign=True`, for one campaign. `billboard.settings` reads and changes it.
"""

from typing import Any, Literal

from pydantic import BaseModel, Field

from billboard.infra.setting_types import (
    Address,
    Addresses,
    Announcement,
    Colour,
    Count,
    Hook,
    Hour,
    Hours,
    Limit,
    Line,
    Minutes,
    Moment,
    Name,
    Networks,
    PageAddress,
    PerMinute,
    Position,
    Quiet,
    Rate,
    Seconds,
    Slugs,
    Words,
    Work,
    Zone,
)


def adjustable(default: Any, label: str, help_: str, *, campaign: bool = False, kind: str = "") -> Any:
    """`kind` is what a form shows for it, where its type does not say so."""
    return Field(default, title=label, description=help_, json_schema_extra={"campaign": campaign, "kind": kind})


def switch(label: str, help_: str) -> Any:
    """Of a site and of each campaign, and of both where either is on: `billboard.switches`."""
    return Field("off", title=label, description=help_, json_schema_extra={"campaign": True, "switch": True})


class Adjustable(BaseModel):
    site_name: Name = adjustable("Billboard", "Name of the site", "In the masthead, in titles and in letters.")
    contact_email: Address = adjustable(
        "", "Contact address", "Where the public may write to. Empty for nowhere.", campaign=True
    )
    run_by: Line = adjustable(
        "", "Who runs the site", "A name, and an address where the law wants one. On the page of rules."
    )
    accent: Colour = adjustable(
        "", "Accent colour", "Of buttons and lines, like #0a5c36. Empty for the house’s orange.", kind="colour"
    )
    time_zone: Zone = adjustable(
        "UTC", "Time zone", "In which pages give dates, and desks take them. Days are counted in UTC.", kind="zone"
    )
    announcement: Announcement = adjustable(
        "", "Announcement", "A sentence or two across the top of every public page. Empty for none."
    )
    announcement_link: PageAddress = adjustable(
        "", "Where it leads", "An address with more about it, https://… or a page of this site such as /about."
    )
    announcement_from: Moment = adjustable("", "Shown from", "Empty: at once.", kind="moment")
    announcement_until: Moment = adjustable("", "Shown until", "Empty: until it is taken away.", kind="moment")
    who_runs_it: Words = adjustable(
        "", "Who runs this", "A page of its own, linked at the foot of every page. Empty for none.", kind="words"
    )
    imprint: Words = adjustable(
        "", "Imprint", "A page of its own, for whatever the law wants said. Empty for none.", kind="words"
    )
    more_rules: Words = adjustable(
        "", "More rules", "Added to the house rules, at their foot. They cannot say less than those.", kind="words"
    )
    more_about: Words = adjustable("", "More about it", "Added to the page About.", kind="words")
    more_privacy: Words = adjustable(
        "", "More on privacy", "Added to the page on privacy: who is responsible, where complaints go.", kind="words"
    )
    templates_order: Slugs = adjustable((), "Order of templates", "Those that hang first, by slug.")
    templates_left_out: Slugs = adjustable((), "Templates left out", "Those that are not offered, by slug.")
    scenes_order: Slugs = adjustable((), "Order of streets", "Those that are shown first, by slug.")
    scenes_left_out: Slugs = adjustable((), "Streets left out", "Those that are not offered, by slug.")
    votes_per_network_per_poster: Count = adjustable(
        40, "Votes for one poster", "That one network (an address, or a /64 of IPv6) may cast for one poster in a day."
    )
    votes_per_network: Count = adjustable(2000, "Votes for all posters", "That one network may cast in a day.")
    votes_of_new_visitors_per_poster: Count = adjustable(
        12, "Votes of new browsers", "For one poster from one network in a day, by cookies that are not an hour old."
    )
    duels_per_network_per_poster: Count = adjustable(
        200, "Duels with one poster", "That one network may judge in a day with one and the same poster in them."
    )
    duels_per_network: Count = adjustable(4000, "Duels altogether", "That one network may judge in a day.")
    duels_of_new_visitors_per_poster: Count = adjustable(
        6, "Duels of new browsers", "With one poster, from one network in a day, by cookies that are not an hour old."
    )
    burst_votes: Count = adjustable(
        40, "Smallest burst", "Votes of crowded networks for one poster in an hour, fewer of which are never set apart."
    )
    duel_seconds: Seconds = adjustable(
        2,
        "Seconds before a pick",
        "For which a pair is shown before it is judged, and between two picks of one network with one poster.",
    )
    duels_a_minute: Count = adjustable(20, "Duels a minute", "That one visitor may judge.")
    votes_of_a_site_network: Count = adjustable(
        2, "Votes and duels of a /56", "How many times what one network may, all networks of a /56 together may."
    )
    votes_of_a_block_network: Count = adjustable(
        3, "Votes and duels of a /24 or /48", "How many times what one network may, those of a /24 or /48 together may."
    )
    covering: bool = adjustable(
        True, "Covering", "Whether posters that many networks report are covered until somebody has looked."
    )
    covering_networks: Networks = adjustable(5, "Networks that cover", "That have to report a poster; 5 at least.")
    covers_per_hour: Count = adjustable(100, "Covers in an hour", "Posters that are covered by reports, at most.")
    covers_per_network: Count = adjustable(
        8, "Covers by one network", "Slogans in an hour that reports of one network help to cover, at most."
    )
    publish_limit: Limit = adjustable("30 per minute; 300 per hour", "Publishing", "Posters from one network.")
    network_seconds: PerMinute = adjustable(
        20,
        "Drawing for one network",
        "Seconds of a processor in a minute that previews, pictures, prints and searches for one network may take at "
        "most. Half of it while others wait.",
    )
    vote_limit: Limit = adjustable("600 per minute", "Voting", "Votes set and taken back by one network, and duels.")
    report_limit: Limit = adjustable("10 per minute; 60 per hour", "Reporting", "Reports from one network.")
    login_limit: Limit = adjustable("10 per 5 minutes; 40 per hour", "Signing in", "Attempts from one network.")
    login_account_limit: Limit = adjustable(
        "20 per hour",
        "Signing in under one name",
        "Attempts from all networks together, but for browsers that have signed in under it before.",
    )
    require_second_factor: Literal["off", "operators", "everybody"] = adjustable(
        "off", "Second factor", "Who must have a passkey or an app's codes besides a password."
    )
    session_minutes: Minutes = adjustable(30, "Idle sessions", "Minutes after which an idle moderator signs in again.")
    session_hours: Hours = adjustable(12, "Longest session", "Hours after which every moderator signs in again.")
    takedown_limit: Limit = adjustable("3 per minute; 20 per hour", "Notices", "Notices from one network.")
    subscribe_limit: Limit = adjustable(
        "5 per minute; 20 per hour", "Asking for the round-up", "Requests from one network."
    )
    template_proposals: bool = adjustable(
        False, "Proposed templates", "Whether anybody may make a template in the studio and propose it to moderators."
    )
    upload_limit: Limit = adjustable(
        "10 per minute; 60 per hour", "Photographs", "Pictures for templates that one network uploads."
    )
    notify_emails: Addresses = adjustable(
        (),
        "Whom to write to",
        "When moderators are needed: an address a line, 20 at most. Empty for nobody.",
        campaign=True,
    )
    notify_webhook: Hook = adjustable(
        "", "Whom to tell by webhook", "When moderators are needed: an https:// address. Empty for none.", campaign=True
    )
    spike_reports: Count = adjustable(
        30, "Networks that are a spike", "That report within ten minutes on the whole site; then moderators are called."
    )
    roundup_hour: Hour = adjustable(7, "Hour of the round-up", "From which hour of the day it is sent, UTC.")
    hold_new: Position = switch("Hold everything new", "New posters wait until a moderator has looked at them.")
    publishing_off: Position = switch("Stop publishing", "Nothing new is published.")
    voting_off: Position = switch("Stop voting", "No votes and no duels; those that were cast stand.")
    read_only: Position = switch("Read-only", "Nothing is published, voted for or subscribed to; all can be looked at.")
    under_attack: Position = switch(
        "Under attack", "Publishing, voting and reporting want a proof of work; without scripts posters wait."
    )
    proof_work: Work = adjustable(
        400, "Work of a proof", "Keys of 5,000 rounds that a browser tries at most for one: 400 take a phone a second."
    )
    attack_posters_a_minute: Rate = adjustable(
        60, "Posters of an attack", "In a minute on the whole site, above which it counts as under attack. 0 for never."
    )
    attack_votes_a_minute: Rate = adjustable(0, "Votes of an attack", "And votes and duels. 0 for never.")
    attack_reports_a_minute: Rate = adjustable(60, "Reports of an attack", "And reports. 0 for never.")
    attack_quiet_minutes: Quiet = adjustable(
        15, "Quiet after an attack", "Minutes without half of that, after which the rule takes its switch back."
    )
