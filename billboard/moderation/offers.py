"""What one decision may take along beside a poster that is looked at.

Those that say the same, however it is spelt, those that say nearly the same, what was made from it, and what else its
maker put up today. What is not certain to deserve the same is never ticked by itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.core.likeness.differences import Piece, differences
from billboard.models import Kinship, Poster, Scope, Status
from billboard.moderation import neighbours, reports
from billboard.moderation.clusters import agreeing, saying
from billboard.moderation.comparisons import about, compared
from billboard.moderation.neighbours import MOST
from billboard.moderation.sightings import Sighting
from billboard.posters.sayings import Templates, said_on

MOST_COUNTED = 1_000  # of one slogan beyond those that a page offers
KINSHIPS: Mapping[Kinship, str] = {Kinship.REMIX: "remix", Kinship.REBUTTAL: "answer"}


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


def offers_beside(
    session: Session, posters: Sequence[Poster], templates: Templates, scope: Scope, now: datetime
) -> dict[int, Offers]:
    """By the number of each poster, in as many statements however many there are."""
    if not posters:
        return {}
    same = neighbours.same(session, posters, scope)
    kinds = (
        same,
        neighbours.near(session, posters, scope),
        neighbours.descended(session, posters, scope),
        neighbours.by_maker(session, posters, scope, day_of(now)),
    )
    groups = {each.id: neighbours.apart(each, *kinds) for each in posters}
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
    newest = [select(saying([each], scope).order_by(Poster.id.desc()).limit(most).subquery()) for each in wanted]
    rows = session.execute(union_all(*newest)).all() if newest else []
    reached = Counter(row.skeleton for row in rows)
    for poster in posters:
        offered = found[poster.id]
        listed = {each.code for each in offered.same}
        count = sum(each.code not in listed for each in agreeing(poster, rows, templates, None))
        yield poster, replace(offered, unlisted=count, is_uncounted=reached[poster.skeleton] == most)


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
    comparison = compared(said_on(poster, templates), said_on(other, templates))
    return {"is_ticked": comparison is None or comparison.is_ticked, "about": about(comparison)}


def _near_told(poster: Poster, other: Poster, templates: Templates) -> dict[str, Any]:
    one, two = said_on(poster, templates), said_on(other, templates)
    comparison = compared(one, two)
    return {
        "about": about(comparison),
        "pieces": differences(one.shown, two.shown),
        "is_slip": comparison is not None and comparison.is_slip,
    }
