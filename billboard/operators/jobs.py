"""What each job does, and when it is due.

A job is a generator: it finds by itself what there is to do and says in sentences what it has done. It may be cut short
at any moment and begun again, and may run twice at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType

from billboard import numbers, visitors
from billboard.accounts import links, passkeys, sessions
from billboard.bans import making as bans
from billboard.calls import alerts, calls
from billboard.core.days import day_of
from billboard.core.errors import Refused
from billboard.core.text.wording import count
from billboard.infra.jobs import JobName
from billboard.moderation import answering, batches, covering, newcomers, notices, receipts, reports, sightings
from billboard.operators.backups_cli import NIGHTLY, back_up
from billboard.operators.timetable import AsSet, Daily, Every
from billboard.posters import indexing, pictures, republication, skeletons
from billboard.roundup import confirmations, roundups, subscriptions
from billboard.studio import drafts, orphans
from billboard.switches import proofs, rates, turning
from billboard.voting import bursts, duel_ranking, recent, voting
from billboard.walls import evidence
from billboard.web import calling, letters
from billboard.web.site import Site

ORPHAN_AGE = timedelta(hours=1)  # younger ones may belong to a publish that is still under way
SKELETONS_AT_ONCE = 20_000  # posters in one run: half a minute
INDEXED_AT_ONCE = 20_000  # posters in one run of the job
NO_ADDRESS = "SITE_URL is missing: letters need the public address for their links."


@dataclass(frozen=True)
class Job:
    work: Callable[..., Iterator[str]]  # (site, now, **arguments)
    when: Every | Daily | AsSet | None  # none where it runs only when it is asked for


def move_pictures(site: Site, moment: datetime, codes: Sequence[str] = ()) -> Iterator[str]:
    """Of those posters, or of all whose pictures are not where their status asks for. Raises StoreUnavailable."""
    if not codes:
        with site.database.read() as session:
            codes = pictures.misplaced(session)
    moved = sum(pictures.move(site, code) for code in codes)
    yield f"{moved} posters' pictures moved."


def collect_orphans(site: Site, moment: datetime) -> Iterator[str]:
    """Raises StoreUnavailable."""
    yield from move_pictures(site, moment)
    with site.database.write() as session:
        untouched = drafts.forget(session, moment)
    if untouched:
        yield f"{count(untouched, 'draft')} of templates deleted, untouched for {drafts.UNTOUCHED.days} days."
    deleted = pictures.delete_orphans(site, older_than=moment - ORPHAN_AGE)
    deleted += orphans.delete_orphans(site, older_than=moment - ORPHAN_AGE)
    yield f"{deleted} orphaned pictures deleted."


def expire(site: Site, moment: datetime) -> Iterator[str]:
    with site.database.write() as session:
        visitors.forget(session, day_of(moment))
        numbers.forget(session, moment)
        bans.forget(session, moment)
    with site.database.write() as session:
        forgotten = subscriptions.forget(session, now=moment)
    with site.database.write() as session:
        sessions.forget(session, sessions.span_of(site.settings), moment)
        links.forget(session, moment)
        passkeys.forget(session, moment)
        sightings.forget(session, moment)
    with site.database.write() as session:
        senders, followed = notices.forget(session, moment), receipts.forget(session, moment)
    with site.database.write() as session:
        calls.forget(session, moment)
    site.database.leave_nothing_behind()
    yield f"{forgotten} unanswered requests, {senders} senders of notices and {followed} receipts forgotten."


def send_roundup(site: Site, moment: datetime, from_hour: int | None = None) -> Iterator[str]:
    """Letters that wait at any hour, the round-up from an hour of the day on. Raises RelayDown, and Refused where the
    settings lack something."""
    relay = site.settings.relay
    if relay is None:
        yield "SMTP_URL is not set: no round-up is sent."
        return
    if not site.settings.site_url:
        raise Refused(NO_ADDRESS)
    # Somebody waits for these, whatever the hour.
    questions = confirmations.post_waiting(site.database, relay, letters.confirmation, now=moment)
    yield f"{questions.sent} waiting letters sent, {questions.put_off} put off until the next run."
    if moment.hour < (site.settings.roundup_hour if from_hour is None else from_hour):
        return
    mailing = roundups.send(site.database, relay, letters.roundup, now=moment)
    yield f"{mailing.sent} round-ups sent, {mailing.put_off} put off until the next run, {mailing.lost} lost."


def answer_notices(site: Site, moment: datetime) -> Iterator[str]:
    """Raises RelayDown, and Refused where the settings lack something."""
    relay = site.settings.relay
    if relay is None:
        yield "SMTP_URL is not set: notices are answered on the pages of their receipts alone."
        return
    if not site.settings.site_url:
        raise Refused(NO_ADDRESS)
    posted = answering.post_answers(site.database, relay, letters.notice, now=moment)
    yield f"{posted.sent} answers sent, {posted.put_off} put off until the next run, {posted.lost} lost."


def call_moderators(site: Site, moment: datetime) -> Iterator[str]:
    """About what has come up, and the calls that have not arrived yet. Nothing is sent before it is kept."""
    with site.database.write() as session:
        found = alerts.find(session, moment, spike=site.settings.spike_reports)
        walls = calls.walls(session)
    if walls:
        named = {wall: calling.whom(site, wall) for wall in walls}
        with site.database.write() as session:
            calls.make(session, named, moment)
    arrived, left = calling.deliver(site, moment)
    yield f"{found} things to call about found; {arrived} messages sent, {left} to be tried again."


def weigh_reports(site: Site, moment: datetime) -> Iterator[str]:
    """Cases grow more urgent with time, and a voice less weighty the more its network reports. What was put off, for an
    hour that had covers enough or for a poster that somebody was busy with, is covered now."""
    with site.database.write() as session:
        covered = covering.consider_all(session, covering.covering_of(site.settings, site.templates), moment)
        reports.weigh_all(session, moment)
    yield f"All open cases weighed, {len(covered)} posters covered."


def finish_decisions(site: Site, moment: datetime) -> Iterator[str]:
    """Hiding a cluster, above all: of more posters than somebody would wait for."""
    held = sum(len(codes) for codes in newcomers.hold_the_rest(site, moment))  # first: these are up
    decided = left = 0
    for done in batches.carry_on(site, moment):
        decided, left = decided + len(done.lines), left + len(done.left)
    yield f"{decided} posters decided about, {left} left as they were, {held} held."


def find_skeletons(site: Site, moment: datetime) -> Iterator[str]:
    """Of posters that were published before there were any, or by another edition of them."""
    with site.database.write() as session:
        republication.find_again(session, site.templates)
    found = 0
    while found < SKELETONS_AT_ONCE:
        with site.database.write() as session:  # a short one each: nobody waits for the whole wall
            batch = skeletons.find_missing(session, site.templates)
        found += batch
        if not batch:
            break
    else:
        yield f"{found} skeletons of slogans found; the rest at the next turn."
        return
    if found:
        with site.database.write() as session:
            skeletons.forget_unused(session)
    yield f"{found} skeletons of slogans found."


def index_words(site: Site, moment: datetime) -> Iterator[str]:
    """Of posters that were indexed by another edition of the search."""
    found = 0
    while found < INDEXED_AT_ONCE:
        with site.database.write() as session:  # a short one each, and what is done is done
            batch = indexing.index_missing(session, site.templates)
        found += batch
        if not batch:
            yield f"{count(found, 'poster')} indexed."
            return
    yield f"{count(found, 'poster')} indexed; the rest at the next turn."


def find_expectations(site: Site, moment: datetime) -> Iterator[str]:
    with site.database.read() as session:  # nobody waits while it adds up
        totals, lately = evidence.find_expectations(session, moment)
    with site.database.write() as session:
        evidence.keep_expectations(session, totals)
    yield f"What is to be expected of new posters was found from {count(lately, 'poster')}."


def set_votes_apart(site: Site, moment: datetime) -> Iterator[str]:
    found = list(bursts.find(site.database, site.settings.burst_votes, moment))
    with site.database.write() as session:
        recent.forget(session, moment)
    votes, duels = (sum(each.votes for each in found if each.of_duels is of_duels) for of_duels in (False, True))
    yield f"{votes} votes and {duels} duels set apart."
    if duels:
        yield from rank_duels(site, moment)


def turn_switches(site: Site, moment: datetime) -> Iterator[str]:
    """Whose time is over, of which nobody has felt anything since; and that of an attack, where it has been quiet."""
    with site.database.write() as session:
        turned = list(turning.end_overdue(session, moment))
        proofs.forget_ended(session, moment)
    with site.database.write() as session:
        turned += [said for said in [rates.watch(session, site.settings, moment)] if said]
        rates.forget(session, moment)
    yield " ".join(turned) or "No switch has ended."


def rank_duels(site: Site, moment: datetime) -> Iterator[str]:
    yield f"{duel_ranking.rank(site.database)} strengths changed."


def recount(site: Site, moment: datetime) -> Iterator[str]:
    with site.database.write() as session:
        votes, reported = voting.recount(session), reports.weigh_all(session, moment)
        fought = duel_ranking.recount(session)
    yield f"{votes} counts of votes, {reported} of reports and {fought} of duels were wrong."
    yield from rank_duels(site, moment)
    yield f"{recount_numbers(site, moment)} of the public numbers were wrong."


def recount_numbers(site: Site, moment: datetime | None = None) -> int:
    with site.database.write() as session:
        numbers.find_missing_words(session, site.templates, site.renderer.sticker_catalogue.said)
    with site.database.write() as session:
        return numbers.recount(session, moment)


MINUTE, MINUTES, HOUR = timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=1)
JOBS: Mapping[JobName, Job] = MappingProxyType(
    {
        JobName.MOVE_PICTURES: Job(move_pictures, Every(MINUTES)),
        JobName.COLLECT_ORPHANS: Job(collect_orphans, Every(HOUR)),
        JobName.EXPIRE: Job(expire, Every(MINUTES)),
        JobName.SEND_ROUNDUP: Job(send_roundup, Every(MINUTES)),
        JobName.ANSWER_NOTICES: Job(answer_notices, Every(MINUTES)),
        JobName.CALL_MODERATORS: Job(call_moderators, Every(MINUTE)),
        JobName.WEIGH_REPORTS: Job(weigh_reports, Every(MINUTE)),
        JobName.FINISH_DECISIONS: Job(finish_decisions, Every(MINUTE)),
        JobName.FIND_SKELETONS: Job(find_skeletons, Every(MINUTES)),
        JobName.INDEX_WORDS: Job(index_words, Every(MINUTES)),
        JobName.FIND_EXPECTATIONS: Job(find_expectations, Every(HOUR)),
        JobName.SET_VOTES_APART: Job(set_votes_apart, Every(MINUTE)),
        JobName.TURN_SWITCHES: Job(turn_switches, Every(MINUTE)),
        JobName.RANK_DUELS: Job(rank_duels, Daily(time(3, 30))),
        JobName.BACKUP: Job(back_up, NIGHTLY),
        JobName.RECOUNT: Job(recount, None),
    }
)
