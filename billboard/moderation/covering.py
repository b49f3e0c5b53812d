"""The rule that covers posters: what is heard of a slogan, whether it is enough (core.rank.covering), and the card.

All posters that say the same, however it is spelt, are heard together: a slogan in five spellings gets a fifth of the
reports on each. Covered are those of them that somebody reported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.core.rank.covering import ESTABLISHED, Heard, Terms, Verdict, judge
from billboard.core.rank.midnight import Shaded, across
from billboard.core.rank.urgency import PROVEN, Voice
from billboard.infra.config import Settings
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import LIVE, OPEN_REPORT, REPORTED, UNCOVERED, Cover, Kind, Moderator, Poster, Report, Reporter
from billboard.moderation.snapshots import slug_of, snapshot
from billboard.posters import covers
from billboard.posters.sayings import Templates, said_on, say_the_same
from billboard.posters.watching import WORD

RULE = "covering"
HOUR = timedelta(hours=1)
MOST = 60  # posters of one slogan that are heard together; the newest
IS_PERSON = Reporter.reporter.not_like(f"{WORD}%")  # and no watched word
UNPROVEN = "unproven"  # the one voice of all that reported a poster without the proof of work that was asked for
COUNTS = (OPEN_REPORT, Report.voice.not_in(["", UNPROVEN]), Report.answered.is_(False))
# What tells slogans apart: posters whose words are not known are each one of its own.
SLOGAN = func.coalesce(Poster.skeleton, -Poster.id)


@dataclass(frozen=True)
class Covering:
    """On what terms posters are covered."""

    terms: Terms
    is_on: bool
    templates: Templates


def covering_of(settings: Settings, templates: Templates) -> Covering:
    """As operators have set it."""
    terms = Terms(settings.covering_networks, settings.covers_per_hour, settings.covers_per_network)
    return Covering(terms, settings.covering, templates)


def consider(session: Session, poster: Poster, covering: Covering, now: datetime) -> list[Poster]:
    """Cover a locked poster, and those that say the same, where what is open against them is enough; those covered."""
    if not (covering.is_on and _may_be_covered(poster)) or _heard_at_most(session, poster) < covering.terms.threshold:
        return []
    members = _members(session, poster, covering.templates)
    told = _told(session, members)
    days = _days(session, poster, told, now)
    session.scalar(select(Cover.id).order_by(Cover.id.desc()).limit(1).with_for_update())  # the hour's count is exact
    lately = covers.by_rule_since(session, now - HOUR)
    verdict = judge(days, covering.terms, on_record=_on_record(session), covered=lately)
    if not verdict.is_covered:
        return []
    reported = {each.poster_id for each in told}
    chosen = [each for each in members if each.id in reported and _may_be_covered(each)]
    chosen = chosen[: covering.terms.an_hour - lately]
    return [each for each in chosen if _cover(session, each, told, verdict, now)]


def consider_all(session: Session, covering: Covering, now: datetime) -> list[Poster]:
    """The same of all that are open, the most urgent first: what was put off, or passed over for a moment."""
    if not covering.is_on:
        return []
    heard = select(SLOGAN).join(Report, Report.poster_id == Poster.id).where(LIVE, *COUNTS)
    loud = heard.group_by(SLOGAN).having(func.count(Report.voice.distinct()) >= covering.terms.threshold)
    found = select(Poster).where(LIVE, UNCOVERED, REPORTED, SLOGAN.in_(loud)).order_by(Poster.id).with_for_update()
    waiting = sorted(session.scalars(found).all(), key=lambda each: (-each.urgency, each.id))
    return [one for poster in waiting for one in consider(session, poster, covering, now)]


def told_on(session: Session, poster_ids: Iterable[int]) -> dict[int, str]:
    """By whom cards were laid over those of some posters that are covered, in words, by their numbers."""
    lying = select(Cover, Moderator.name).outerjoin(Moderator, Moderator.id == Cover.moderator_id)
    lying = lying.where(Cover.poster_id.in_(list(poster_ids)), Cover.ended.is_(None))
    return {
        cover.poster_id: f"by {name}, for another to look at" if name else f"by the rule: {cover.networks} networks"
        for cover, name in session.execute(lying)
    }


def _may_be_covered(poster: Poster) -> bool:
    return poster.covered is None and not poster.reports_ignored


def _of_slogan(poster: Poster) -> ColumnElement[bool]:
    return Poster.id == poster.id if poster.skeleton is None else Poster.skeleton == poster.skeleton


def _heard_at_most(session: Session, poster: Poster) -> int:
    """Networks that can have been heard of its slogan: one that reports two posters is two here."""
    heard = select(func.count(Report.voice.distinct())).join(Poster, Poster.id == Report.poster_id)
    return session.scalar(heard.where(_of_slogan(poster), LIVE, *COUNTS)) or 0


def _members(session: Session, poster: Poster, templates: Templates) -> list[Poster]:
    """The poster, and the reported that say the same, covered or not; those that somebody else is busy with come by the
    next job."""
    if poster.skeleton is None:
        return [poster]
    others = select(Poster).where(_of_slogan(poster), LIVE, REPORTED, Poster.id != poster.id)
    locked = others.order_by(Poster.id.desc()).limit(MOST).with_for_update(skip_locked=True)
    found = session.scalars(locked.execution_options(populate_existing=True)).all()
    said = said_on(poster, templates)
    same = [each for each in found if not each.reports_ignored and say_the_same(said, said_on(each, templates))]
    return [poster, *same]


def _told(session: Session, members: Iterable[Poster]) -> Sequence[Report]:
    numbers = [each.id for each in members]
    open_ = select(Report).where(Report.poster_id.in_(numbers), *COUNTS).order_by(Report.made, Report.id)
    known = select(Report.poster_id, Report.voice).where(Report.poster_id.in_(numbers), Report.answered)
    answered = {(row.poster_id, row.voice) for row in session.execute(known)}  # of networks: with another cookie, too
    found = session.scalars(open_.execution_options(populate_existing=True))
    return [each for each in found if (each.poster_id, each.voice) not in answered]


def _days(session: Session, poster: Poster, told: Sequence[Report], now: datetime) -> list[list[Heard]]:
    """What was heard on each day and besides, once for each network as far as networks can be told apart.

    Of a day whose networks are forgotten the voices on one poster are kept; those on another are others where their
    shades are.
    """
    names = {each.reporter for each in told}
    records = {each.reporter: each for each in session.scalars(select(Reporter).where(Reporter.reporter.in_(names)))}
    helped = _helped(session, poster, {each.network for each in told if each.network}, now)
    groups: dict[tuple[int, int], dict[str, Shaded[Heard]]] = {}
    for each in told:
        # By networks all members of a slogan are one group, by voices each is its own.
        group = groups.setdefault((day_of(each.made), 0 if each.network else each.poster_id), {})
        record = records.get(each.reporter)
        voice = Voice(record.agreed if record else 0, record.disagreed if record else 0, each.spread, each.filed)
        heard = Shaded(Heard(voice, helped.get(each.network or "", 0)), each.shade)
        key = each.network or each.voice
        group[key] = max(group.get(key, heard), heard, key=lambda one: one.what.voice.decided)
    return across([list(group.values()) for group in groups.values()])


def _helped(session: Session, poster: Poster, networks: Iterable[str], now: datetime) -> dict[str, int]:
    """To cover how many other slogans within the hour these networks have helped."""
    walk = select(Report.network, func.count(SLOGAN.distinct()))
    walk = walk.join(Cover, Cover.poster_id == Report.poster_id).join(Poster, Poster.id == Report.poster_id)
    by_rule = (Cover.moderator_id.is_(None), Cover.made > now - HOUR, Report.made <= Cover.made)
    others = walk.where(Report.network.in_(list(networks)), *by_rule, ~_of_slogan(poster))
    return {row[0] or "": row[1] for row in session.execute(others.group_by(Report.network))}


def _on_record(session: Session) -> int:
    """Reporters with a good record, counted as far as it matters."""
    good = (Reporter.agreed + Reporter.disagreed >= PROVEN, Reporter.agreed > Reporter.disagreed, IS_PERSON)
    some = select(Reporter.reporter).where(*good).limit(ESTABLISHED).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _cover(session: Session, poster: Poster, told: Sequence[Report], verdict: Verdict, now: datetime) -> bool:
    if covers.put(session, poster, now=now, networks=verdict.networks) is None:
        return False
    own = [each for each in told if each.poster_id == poster.id]
    details = {"networks": verdict.networks, "reports": len(own)}
    act = Act(
        Kind.COVER,
        "cover",
        subject=poster.code,
        wall=slug_of(session, poster),
        details=details,
        snapshot=snapshot(poster, own),
    )
    journal.record(session, act, rule=RULE, now=now)
    return True
