"""Which two posters a visitor is asked about: constant work, however many there are.

Eight posters are drawn by row number, half of them from the newest, and beside the least known of those the ones next
to it in strength. Of all pairs among them the dice choose, and the more a pair can tell (core.strength.information)
the likelier: posters with few duels, and of like strength. The same visitor gets the same pair until it is judged.
"""

import random
from collections.abc import Collection, Iterable
from itertools import combinations
from typing import Any

from sqlalchemy import Integer, Row, Select, bindparam, func, select, tuple_, union_all
from sqlalchemy.orm import Session

from billboard.core.strength import Record, information
from billboard.models import LIVE, Duel, Poster

DRAWN = 8
NEWEST = 1000  # row numbers
NEIGHBOURS = 4  # on either side
TRIES = 4
RECENT = 6  # duels whose posters are given a rest
POOL = (Poster.id, Poster.strength, Poster.duels, Poster.words)
BOUNDS = select(
    select(func.min(Poster.id)).where(LIVE).scalar_subquery(), select(func.max(Poster.id)).where(LIVE).scalar_subquery()
)
Pair = tuple[int, int]  # row numbers, the left poster's first


def _all_of(*walks: Select[*tuple[Any, ...]]) -> Any:
    return union_all(*(select(walk.subquery()) for walk in walks))


DRAW = _all_of(
    *(
        select(*POOL).where(LIVE, Poster.id >= bindparam(f"at{number}", type_=Integer)).order_by(Poster.id).limit(1)
        for number in range(DRAWN)
    )
)
_PLACE = tuple_(Poster.strength, Poster.id)
_ANCHOR = tuple_(bindparam("strength", type_=Poster.strength.type), bindparam("number", type_=Integer))
BESIDE = _all_of(
    select(*POOL).where(LIVE, _PLACE >= _ANCHOR).order_by(Poster.strength, Poster.id).limit(NEIGHBOURS),
    select(*POOL).where(LIVE, _PLACE < _ANCHOR).order_by(Poster.strength.desc(), Poster.id.desc()).limit(NEIGHBOURS),
)


def choose(session: Session, voter: str, besides: Collection[int] = ()) -> Pair | None:
    """A pair this visitor has not judged or skipped, or None when none was found.

    `besides` are two posters that the visitor is looking at just now: the pair is the one to follow them.
    """
    least, most = session.execute(BOUNDS).one()
    if least is None:
        return None
    latest = _latest(session, voter)
    last = tuple(sorted(besides)) or (latest[0] if latest else ())
    resting = {number for pair in latest for number in pair} | set(besides)
    # Seeded, so that reloading the page is no way to go looking for a certain poster.
    dice = random.Random(f"{voter} {last}")  # noqa: S311 it deals, it guards nothing
    for _ in range(TRIES):
        pool = _pool(session, dice, least, most)
        pairs = _unlike(pool)
        known = _known(session, voter, pool) | {tuple(sorted(besides))}
        fresh = [pair for pair in pairs if (pair[0].id, pair[1].id) not in known]
        rested = [pair for pair in fresh if not resting & {pair[0].id, pair[1].id}]
        if chosen := _dealt(dice, rested or fresh):
            return chosen
    return None


def _pool(session: Session, dice: random.Random, least: int, most: int) -> list[Row[Any]]:
    newest = max(least, most - NEWEST)
    places = {f"at{number}": dice.randint(newest if number % 2 else least, most) for number in range(DRAWN)}
    drawn = {row.id: row for row in sorted(session.execute(DRAW, places), key=lambda row: int(row.id))}
    unknown = min(drawn.values(), key=lambda row: (row.duels, dice.random()))
    # Many stand at one strength, above all those without any duel: begin anywhere among them.
    anchor = {"strength": unknown.strength, "number": dice.randint(least, most)}
    drawn.update((row.id, row) for row in session.execute(BESIDE, anchor))
    return sorted(drawn.values(), key=lambda row: int(row.id))


def _unlike(pool: Iterable[Row[Any]]) -> list[tuple[Row[Any], Row[Any]]]:
    """All pairs, the smaller number first, but for twins: the same words, as a search sees them, and template."""
    return [(one, other) for one, other in combinations(pool, 2) if one.words != other.words]


def _dealt(dice: random.Random, pairs: list[tuple[Row[Any], Row[Any]]]) -> Pair | None:
    if not pairs:
        return None
    # Squared, so that the telling ones come up clearly more often.
    weights = [
        information(Record(one.strength, one.duels), Record(other.strength, other.duels)) ** 2 for one, other in pairs
    ]
    one, other = dice.choices(pairs, weights)[0]
    return (one.id, other.id) if dice.random() < 0.5 else (other.id, one.id)


def _latest(session: Session, voter: str) -> list[Pair]:
    walk = select(Duel.low_id, Duel.high_id).where(Duel.voter == voter).order_by(Duel.made.desc()).limit(RECENT)
    return [(row.low_id, row.high_id) for row in session.execute(walk)]


def _known(session: Session, voter: str, pool: Iterable[Row[Any]]) -> set[tuple[int, ...]]:
    """The pairs of these posters that this visitor has judged or skipped."""
    numbers = [row.id for row in pool]
    mine = select(Duel.low_id, Duel.high_id).where(Duel.voter == voter)
    return {
        (row.low_id, row.high_id)
        for row in session.execute(mine.where(Duel.low_id.in_(numbers), Duel.high_id.in_(numbers)))
    }
