"""The rule that covers posters: what is heard of a slogan, whether it is enough (core.rank.covering), and the card.

All posters that say the same, however it is spelt, are heard together: a slogan in five spellings gets a fifth of the
reports on each. Covered are those of them that somebody reported.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.core.rank.covering import ESTABLISHED, Heard, Judgement, Terms, judge
from billboard.core.rank.midnight import Shaded, across
from billboard.core.rank.urgency import PROVEN, Voice
from billboard.infra.config import Settings
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Cover, Kind, Moderator, Poster, Report, Reporter
from billboard.moderation.hearing import SLOGAN, Hearing, hear, heard_at_most, loud, others
from billboard.moderation.snapshots import slug_of, snapshot
from billboard.posters import covers
from billboard.posters.sayings import Templates
from billboard.posters.watching import WORD

RULE = "covering"
HOUR = timedelta(hours=1)
IS_PERSON = Reporter.reporter.not_like(f"{WORD}%")  # and no watched word


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
    if not (covering.is_on and _may_be_covered(poster)):
        return []
    if heard_at_most(session, poster) < covering.terms.threshold:
        return []
    found = [poster, *others(session, poster)]
    return _cover_where_enough(session, [poster], hear(session, found, covering.templates), covering.terms, now)


def consider_all(session: Session, covering: Covering, now: datetime) -> list[Poster]:
    """The same of all that are open, the most urgent first: what was put off, or passed over for a moment. However many
    they are, what is heard of them is read together."""
    if not covering.is_on:
        return []
    found = loud(session, covering.terms.threshold)
    waiting = sorted((each for each in found if _may_be_covered(each)), key=lambda each: (-each.urgency, each.id))
    if not waiting:
        return []
    return _cover_where_enough(session, waiting, hear(session, found, covering.templates), covering.terms, now)


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


def _cover_where_enough(
    session: Session, waiting: Sequence[Poster], hearing: Hearing, terms: Terms, now: datetime
) -> list[Poster]:
    """Judge posters one after another by what is heard of their slogans; those that were covered, whoever says so."""
    session.scalar(select(Cover.id).order_by(Cover.id.desc()).limit(1).with_for_update())  # the hour's count is exact
    on_record, hour, covered = _on_record(session), _hour(session, now), list[Poster]()
    for poster in waiting:
        if hour.covers >= terms.an_hour:
            break
        if not _may_be_covered(poster):  # with one that says the same
            continue
        members = hearing.saying_the_same(poster)
        told = hearing.told_on(members)
        days = _days(hearing, told, hour.helped(hearing.slogan_of(poster)))
        judgement = judge(days, terms, on_record=on_record, covered=hour.covers)
        if not judgement.is_covered:
            continue
        reported = {each.poster_id for each in told}
        chosen = [each for each in members if each.id in reported and _may_be_covered(each)]
        chosen = chosen[: terms.an_hour - hour.covers]
        covered += [each for each in chosen if _cover(session, each, told, judgement, now)]
        hour = _hour(session, now)
    return covered


def _days(hearing: Hearing, told: Sequence[Report], helped: Mapping[str, int]) -> list[list[Heard]]:
    """What was heard on each day and besides, once for each network as far as networks can be told apart.

    Of a day whose networks are forgotten the voices on one poster are kept; those on another are others where their
    shades are.
    """
    groups: dict[tuple[int, int], dict[str, Shaded[Heard]]] = {}
    for each in told:
        # By networks all members of a slogan are one group, by voices each is its own.
        group = groups.setdefault((day_of(each.made), 0 if each.network else each.poster_id), {})
        record = hearing.records.get(each.reporter)
        voice = Voice(record.agreed if record else 0, record.disagreed if record else 0, each.spread, each.filed)
        heard = Shaded(Heard(voice, helped.get(each.network or "", 0)), each.shade)
        key = each.network or each.voice
        group[key] = max(group.get(key, heard), heard, key=lambda one: one.what.voice.decided)
    return across([list(group.values()) for group in groups.values()])


@dataclass(frozen=True)
class _Hour:
    """What the rule has covered within the hour."""

    covers: int
    slogans: Mapping[str, frozenset[int]]  # that each network has helped to cover

    def helped(self, slogan: int) -> dict[str, int]:
        """To cover how many slogans but this one each network has helped."""
        return {network: len(slogans - {slogan}) for network, slogans in self.slogans.items()}


def _hour(session: Session, now: datetime) -> _Hour:
    walk = select(Report.network, SLOGAN).distinct().select_from(Cover)
    walk = walk.join(Report, Report.poster_id == Cover.poster_id).join(Poster, Poster.id == Report.poster_id)
    by_rule = (Cover.moderator_id.is_(None), Cover.made > now - HOUR, Report.made <= Cover.made)
    slogans: dict[str, set[int]] = {}
    for network, slogan in session.execute(walk.where(Report.network.is_not(None), *by_rule)):
        slogans.setdefault(network or "", set()).add(slogan)
    frozen = {network: frozenset(each) for network, each in slogans.items()}
    return _Hour(covers.by_rule_since(session, now - HOUR), frozen)


def _on_record(session: Session) -> int:
    """Reporters with a good record, counted as far as it matters."""
    good = (Reporter.agreed + Reporter.disagreed >= PROVEN, Reporter.agreed > Reporter.disagreed, IS_PERSON)
    some = select(Reporter.reporter).where(*good).limit(ESTABLISHED).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _cover(session: Session, poster: Poster, told: Sequence[Report], judgement: Judgement, now: datetime) -> bool:
    if covers.put(session, poster, now=now, networks=judgement.networks) is None:
        return False
    own = [each for each in told if each.poster_id == poster.id]
    details = {"networks": judgement.networks, "reports": len(own)}
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
