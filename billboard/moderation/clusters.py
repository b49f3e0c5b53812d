"""Posters beside one that is looked at, so that one decision serves them all.

Those that say the same, however it is spelt, those that say nearly the same, what was made from it, and what else its
maker put up today. What is not certain to deserve the same is never ticked by itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.days import day_of
from billboard.core.likeness.comparing import Comparison, Turn, compare
from billboard.core.likeness.differences import Piece, differences
from billboard.models import Descent, Kinship, Origin, Poster, Scope, Status
from billboard.moderation import reports
from billboard.moderation.scopes import within
from billboard.moderation.sightings import Mark, Sighting
from billboard.posters import skeletons
from billboard.posters.sayings import Said, said_on
from billboard.posters.skeletons import own_words, said_by

MOST = 60  # of one slogan that a page offers at once; the newest
MOST_WHOLE = 20_000  # of one slogan that one decision takes; the newest
MOST_COUNTED = 1_000  # of one slogan beyond those that a page offers
MOST_NEAR = 12
MOST_RELATED = 30  # made from it; by its maker
UP = (Status.LIVE, Status.WAITING)
TURNS: Mapping[Turn, str] = {
    Turn.NEGATION: "one denies what the other says",
    Turn.QUOTATION: "one quotes it",
    Turn.QUESTION: "one asks",
    Turn.REWORDING: "other words",
}
KINSHIPS: Mapping[Kinship, str] = {Kinship.REMIX: "remix", Kinship.REBUTTAL: "answer"}
Templates = Mapping[str, PosterTemplate]
Found = dict[int, list[tuple[Poster, Any]]]  # by a key; the second is what else was asked for


@dataclass(frozen=True)
class Alike:
    """A poster beside another."""

    code: str
    text: str
    status: Status
    seen: Sighting
    is_ticked: bool  # the spelling alone differs; else it may quote, deny or ask, and somebody must look
    about: str = ""  # what it is to the other, in words
    pieces: Sequence[Piece] = ()  # of a near one: what it says, and where that differs
    is_slip: bool = False  # a near one that differs by so few letters that it may be misspelt


@dataclass(frozen=True)
class Offers:
    """All that one decision may take along; a poster stands in the first list alone that it belongs to."""

    same: list[Alike] = field(default_factory=list)
    near: list[Alike] = field(default_factory=list)
    descended: list[Alike] = field(default_factory=list)
    by_maker: list[Alike] = field(default_factory=list)
    unlisted: int = 0  # that say the same, the spelling apart, and are more than the page lists
    is_uncounted: bool = False  # there are still more of them than were counted


@dataclass(frozen=True)
class Unlisted:
    """A poster that says the same as another, whatever the spelling, of which no more is needed to decide."""

    code: str
    seen: Sighting


def offers(
    session: Session, posters: Sequence[Poster], templates: Templates, scope: Scope, now: datetime
) -> dict[int, Offers]:
    """By the number of each poster, in as many statements however many there are."""
    if not posters:
        return {}
    same, near = _same(session, posters, scope), _near(session, posters, scope)
    descended, by_maker = _descended(session, posters, scope), _by_maker(session, posters, scope, day_of(now))
    groups = {each.id: _apart(each, same, near, descended, by_maker) for each in posters}
    others = {one.id for lists in groups.values() for group in lists for one, _ in group}
    latest = {each.poster_id: each.made for each in reports.open_on(session, sorted(others))}
    crowded = [each for each in posters if len(same.get(each.id, [])) > MOST]
    found = {each.id: _told(each, groups[each.id], templates, latest) for each in posters}
    return found | {each.id: counted for each, counted in _with_rest(session, crowded, found, templates, scope)}


def _with_rest(
    session: Session, posters: Sequence[Poster], found: Mapping[int, Offers], templates: Templates, scope: Scope
) -> Iterator[tuple[Poster, Offers]]:
    """With how many more say the same: what a page shows is read however many there are, so they are not all read."""
    most = 1 + MOST + MOST_COUNTED  # itself, and those that are listed: the newest but for it
    wanted = sorted({each.skeleton for each in posters if each.skeleton is not None})
    newest = [select(_saying([each], scope).order_by(Poster.id.desc()).limit(most).subquery()) for each in wanted]
    rows = session.execute(union_all(*newest)).all() if newest else []
    reached = Counter(row.skeleton for row in rows)
    for poster in posters:
        offered = found[poster.id]
        listed = {each.code for each in offered.same}
        count = sum(each.code not in listed for each in _agreeing(poster, rows, templates, None))
        yield poster, replace(offered, unlisted=count, is_uncounted=reached[poster.skeleton] == most)


def whole(
    session: Session, posters: Sequence[Poster], templates: Templates, scope: Scope, mark: Mark | None = None
) -> dict[int, list[Unlisted]]:
    """By the number of each poster, all others that are up or wait and say the same, the spelling alone apart; the
    newest first. With a `mark`, those of them that were there then, and about which nobody has decided since."""
    wanted = {each.skeleton for each in posters if each.skeleton is not None}
    chosen = _saying(wanted, scope)
    if mark is not None:
        untouched = or_(Poster.last_decision_id.is_(None), Poster.last_decision_id <= mark.decision)
        chosen = chosen.where(Poster.id <= mark.newest, untouched)
    rows = session.execute(chosen.order_by(Poster.id.desc()).limit(MOST_WHOLE)).all()
    return {each.id: list(_agreeing(each, rows, templates, mark)) for each in posters}


def _saying(skeletons: Iterable[int], scope: Scope) -> Select[*tuple[Any, ...]]:
    """What is needed of the posters that are up or wait and have one of these skeletons, to see what they say."""
    columns = (Poster.id, Poster.code, Poster.case_version, Poster.template, Poster.slogan, Poster.stickers)
    chosen = select(*columns, Poster.skeleton).where(Poster.skeleton.in_(skeletons))
    return chosen.where(Poster.status.in_(UP), *within(scope))


def _agreeing(
    poster: Poster, rows: Iterable[Row[*tuple[Any, ...]]], templates: Templates, mark: Mark | None
) -> Iterator[Unlisted]:
    """Of some rows those that say the same as a poster."""
    said, seen_until = said_on(poster, templates), mark.at if mark else None
    for row in rows:
        if row.skeleton != poster.skeleton or row.id == poster.id:
            continue
        comparison = _compared(said, Said(row.slogan, row.stickers, templates.get(row.template)))
        if comparison is None or comparison.is_ticked:
            yield Unlisted(row.code, Sighting(row.case_version, seen_until))


def folded(posters: Sequence[Poster], templates: Templates) -> list[Poster]:
    """Posters without those that one before them on the page stands for."""
    shown = list[Poster]()
    for poster in posters:
        said = said_on(poster, templates)
        if not any(_stands_for(each, poster, said, templates) for each in shown):
            shown.append(poster)
    return shown


def _stands_for(one: Poster, other: Poster, said: Said, templates: Templates) -> bool:
    """Whether a decision about one takes the other along, as far as nobody unticks it."""
    if one.skeleton is None or one.skeleton != other.skeleton or other.status not in UP:
        return False
    comparison = _compared(said_on(one, templates), said)
    return comparison is None or comparison.is_ticked


def _same(session: Session, posters: Sequence[Poster], scope: Scope) -> Found:
    wanted = {each.skeleton for each in posters if each.skeleton is not None}
    found = _newest(session, select(Poster.id, Poster.skeleton.label("key")), Poster.skeleton, wanted, MOST + 1, scope)
    return {each.id: found.get(each.skeleton or 0, []) for each in posters if each.skeleton is not None}


def _near(session: Session, posters: Sequence[Poster], scope: Scope) -> Found:
    known = skeletons.near(session, {each.skeleton for each in posters if each.skeleton is not None})
    nearest = {key: [one.fingerprint for one in others[:MOST_NEAR]] for key, others in known.items()}
    wanted = {each for others in nearest.values() for each in others}
    found = _newest(session, select(Poster.id, Poster.skeleton.label("key")), Poster.skeleton, wanted, MOST_NEAR, scope)
    return {
        each.id: [one for key in nearest.get(each.skeleton or 0, []) for one in found.get(key, [])][:MOST_NEAR]
        for each in posters
    }


def _descended(session: Session, posters: Sequence[Poster], scope: Scope) -> Found:
    walk = select(Poster.id, Descent.parent_id.label("key"), Descent.kinship.label("more"))
    walk = walk.join(Descent, Descent.poster_id == Poster.id)
    return _newest(session, walk, Descent.parent_id, {each.id for each in posters}, MOST_RELATED, scope)


def _by_maker(session: Session, posters: Sequence[Poster], scope: Scope, day: int) -> Found:
    """What came today from the network that each came from; nothing of it is known of the days before."""
    known = select(Origin.poster_id, Origin.network).where(
        Origin.poster_id.in_([each.id for each in posters]), Origin.day == day
    )
    networks = {row.poster_id: row.network for row in session.execute(known)}
    walk = select(Poster.id, Origin.network.label("key")).join(Origin, Origin.poster_id == Poster.id)
    walk = walk.where(Origin.day == day)
    found = _newest(session, walk, Origin.network, {*networks.values()}, MOST_RELATED + 1, scope)
    return {number: found.get(network, []) for number, network in networks.items()}


def _newest(
    session: Session,
    walk: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[Any],
    wanted: Iterable[Any],
    most: int,
    scope: Scope,
) -> dict[Any, list[tuple[Poster, Any]]]:
    """Of each key, the newest that are up or wait to be."""
    wanted = list(wanted)
    if not wanted:
        return {}
    place = func.row_number().over(partition_by=key, order_by=Poster.id.desc()).label("place")
    ranked = walk.add_columns(place).where(key.in_(wanted), Poster.status.in_(UP), *within(scope)).subquery()
    columns = [ranked.c.key, *([ranked.c.more] if "more" in ranked.c else [])]
    chosen = select(Poster, *columns).join(ranked, ranked.c.id == Poster.id).where(ranked.c.place <= most)
    found: dict[Any, list[tuple[Poster, Any]]] = {}
    for row in session.execute(chosen.order_by(Poster.id.desc())):
        found.setdefault(row.key, []).append((row.Poster, row.more if len(columns) > 1 else None))
    return found


def _apart(poster: Poster, *kinds: Found) -> list[list[tuple[Poster, Any]]]:
    """The lists of a poster's others, each in the first that has it."""
    met, groups = {poster.id}, []
    for kind, most in zip(kinds, (MOST, MOST_NEAR, MOST_RELATED, MOST_RELATED), strict=True):
        group = [(one, more) for one, more in kind.get(poster.id, []) if one.id not in met][:most]
        met |= {one.id for one, _ in group}
        groups.append(group)
    return groups


def _told(
    poster: Poster,
    groups: Sequence[Sequence[tuple[Poster, Any]]],
    templates: Templates,
    latest: Mapping[int, datetime],
) -> Offers:
    def beside(other: Poster, **more: Any) -> Alike:
        sight = Sighting(other.case_version, latest.get(other.id))
        return Alike(other.code, said_on(other, templates).shown, other.status, sight, **{"is_ticked": False, **more})

    same, near, descended, by_maker = groups
    return Offers(
        [beside(one, **_likened(poster, one, templates)) for one, _ in same],
        [beside(one, **_near_told(poster, one, templates)) for one, _ in near],
        [beside(one, about=KINSHIPS[kinship]) for one, kinship in descended],
        [beside(one) for one, _ in by_maker],
    )


def _likened(poster: Poster, other: Poster, templates: Templates) -> dict[str, Any]:
    comparison = _compared(said_on(poster, templates), said_on(other, templates))
    return {"is_ticked": comparison is None or comparison.is_ticked, "about": _about(comparison)}


def _near_told(poster: Poster, other: Poster, templates: Templates) -> dict[str, Any]:
    one, two = said_on(poster, templates), said_on(other, templates)
    comparison = _compared(one, two)
    return {
        "about": _about(comparison),
        "pieces": differences(one.shown, two.shown),
        "is_slip": comparison is not None and comparison.is_slip,
    }


def _about(comparison: Comparison | None) -> str:
    """What came of the sense; that words were changed is told where nothing worse was done."""
    found = comparison.turns if comparison else frozenset()
    told = [TURNS[turn] for turn in Turn if turn in found and turn is not Turn.REWORDING]
    return ", ".join(told) or (TURNS[Turn.REWORDING] if found else "")


def _compared(one: Said, other: Said) -> Comparison | None:
    """None where they say the same, letter by letter."""
    # A template's own words may deny or ask, and so does nobody who left them there.
    texts = [each.chosen or said_by(each.slogan, each.stickers) for each in (one, other)]
    without = tuple(word for each in (one, other) for word in own_words(each.template))
    return None if texts[0] == texts[1] else _compare(texts[0], texts[1], without)


@lru_cache(1 << 12)  # a queue is shown again after every decision
def _compare(one: str, other: str, without: tuple[str, ...]) -> Comparison:
    return compare(one, other, without)
