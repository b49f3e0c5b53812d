"""The settings in groups that a person understands, for the operators' desk: a page for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from billboard.core.errors import NotFound
from billboard.settings.registry import SETTINGS, Setting

NO_GROUP = "There are no such settings. Choose from the list."


@dataclass(frozen=True)
class Group:
    slug: str  # in the address of its page
    title: str
    about: str
    names: tuple[str, ...]
    listed: bool = False  # its page is a list of things, each with its place
    see: tuple[str, str] = ("", "")  # the endpoint and the words of another page that belongs to it

    @property
    def settings(self) -> list[Setting]:
        return [SETTINGS[name] for name in self.names]


DECLARED = (
    Group(
        "site",
        "The site",
        "What it is called, what colour it has, which clock it goes by and who answers for it.",
        ("site_name", "run_by", "contact_email", "accent", "time_zone"),
    ),
    Group(
        "announcement",
        "Announcement",
        "A strip across the top of every public page. Visitors can put it away; nobody is told who did.",
        ("announcement", "announcement_link", "announcement_from", "announcement_until"),
    ),
    Group(
        "words",
        "Pages of your own",
        "Who runs this, an imprint, and what you add to the rules, to About and to Privacy.",
        ("who_runs_it", "imprint", "more_rules", "more_about", "more_privacy"),
    ),
    Group(
        "templates",
        "Templates",
        "Which are offered to the public, and in which order they hang. Posters that were made with others stay.",
        ("templates_order", "templates_left_out"),
        listed=True,
    ),
    Group(
        "studio",
        "Studio",
        "Whether the public may propose templates, and how many photographs one network may send.",
        ("template_proposals", "upload_limit"),
    ),
    Group(
        "streets",
        "Streets",
        "Which a poster is shown in, and in which order. The one that its template is drawn for comes first.",
        ("scenes_order", "scenes_left_out"),
        listed=True,
    ),
    Group(
        "calls",
        "Calls and letters",
        "Who is told when moderators are needed, and when the round-up goes out.",
        ("notify_emails", "notify_webhook", "spike_reports", "roundup_hour", "subscribe_limit"),
        see=("call_desk.page", "Send a test, and see what became of the last calls"),
    ),
    Group(
        "making",
        "Making posters",
        "How much one network may publish and have drawn.",
        ("publish_limit", "network_seconds"),
    ),
    Group(
        "votes",
        "Votes and duels",
        "How many count, from one network and from new browsers.",
        (
            "vote_limit",
            "votes_per_network_per_poster",
            "votes_per_network",
            "votes_of_new_visitors_per_poster",
            "duels_per_network_per_poster",
            "duels_per_network",
            "duels_of_new_visitors_per_poster",
            "votes_of_a_site_network",
            "votes_of_a_block_network",
            "burst_votes",
            "duel_seconds",
            "duels_a_minute",
        ),
    ),
    Group(
        "reports",
        "Reports and covers",
        "How much may be reported, and when a card goes over a poster.",
        (
            "report_limit",
            "takedown_limit",
            "covering",
            "covering_networks",
            "covers_per_hour",
            "covers_per_network",
        ),
    ),
    Group(
        "attacks",
        "Hostile nights",
        "When the site counts as under attack, and what a browser must work out then.",
        (
            "attack_posters_a_minute",
            "attack_votes_a_minute",
            "attack_reports_a_minute",
            "attack_quiet_minutes",
            "proof_work",
        ),
        see=("switch_desk.page", "Turn it on or off by hand"),
    ),
    Group(
        "accounts",
        "Signing in",
        "Who needs a second factor, how long sessions last and how often somebody may try.",
        ("require_second_factor", "session_minutes", "session_hours", "login_limit", "login_account_limit"),
    ),
)


def _undeclared() -> tuple[str, ...]:
    """What no group has, so that nothing can be changed by command alone. Switches have a desk of their own."""
    known = {name for group in DECLARED for name in group.names}
    return tuple(name for name, setting in SETTINGS.items() if name not in known and not setting.switch)


REST = Group("more", "More", "What belongs to none of these.", _undeclared())
GROUPS: Sequence[Group] = (*DECLARED, REST) if REST.names else DECLARED


def find(slug: str) -> Group:
    """Raises NotFound."""
    for group in GROUPS:
        if group.slug == slug:
            return group
    raise NotFound(NO_GROUP)


def of(name: str) -> Group | None:
    """The group that a setting stands in; none for a switch."""
    return next((group for group in GROUPS if name in group.names), None)
