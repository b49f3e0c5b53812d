"""Which two posters a visitor is asked about: constant work, however many there are.

Eight posters are drawn by row number, half of them from the newest, and beside the least known of those the ones next
to it in strength. One of all pairs among them is chosen at random, the likelier the more it can tell
(core.rank.strength.information): posters with few duels, and of like strength. The same visitor gets the same pair
until it is judged.
Posters of campaigns that take no votes any more are stepped over, a hundred at once at most.
"""

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Integer, Select, bindparam, func, select, tuple_, union_all
from sqlalchemy.orm import Session

from billboard.core.rank.strength import Record, information
from billboard.models import PROMOTED, TAKES_NO_VOTES, Campaign, Duel, Poster

DRAWN = 8
NEWEST = 1000  # row numbers
NEIGHBOURS = 4  # on either side
TRIES = 4
RECENT = 6  # duels whose posters are given a rest
STEPPED_OVER = 100
by_number = attrgetter("id")
Pair = tuple[int, int]  # row numbers, the left poster's first


class Candidate(NamedTuple):
    """A poster that may be asked about."""

    id: int
    strength: float
    duels: int
    words: str
    campaign_id: int | None

    @property
    def record(self) -> Record:
        return Record(self.strength, self.duels)


POOL: tuple[Any, ...] = tuple(getattr(Poster, name) for name in Candidate._fields)


def _all_of(*walks: Select[*tuple[Any, ...]]) -> Any:
    return union_all(*(select(walk.subquery()) for walk in walks))


def _taking_votes(walk: Select[*tuple[Any, ...]], most: int) -> Select[*tuple[Any, ...]]:
    """The first posters of a walk whose campaigns, if any, still take votes."""
    near = walk.limit(STEPPED_OVER).subquery()  # a bound, or else a wall of closed campaigns would be walked to its end
    closed = select(Campaign.id).where(TAKES_NO_VOTES)
    return select(near).where(near.c.campaign_id.is_(None) | near.c.campaign_id.not_in(closed)).limit(most)


def _from(pool: Select[*tuple[Any, ...]], at: BindParameter[int], *, down: bool) -> Select[*tuple[Any, ...]]:
    """Up from a row, or down: either way leads past the posters of a campaign that has just ended."""
    return (
        pool.where(Poster.id <= at).order_by(Poster.id.desc())
        if down
        else pool.where(Poster.id >= at).order_by(Poster.id)
    )


@dataclass(frozen=True)
class Walks:
    """The statements that find a pool: in the whole wall, or in one campaign's posters."""

    bounds: Select[*tuple[Any, ...]]
    draw: Any
    beside: Any


def build_walks(*, of_campaign: bool) -> Walks:
    here = [PROMOTED, *([Poster.campaign_id == bindparam("campaign", type_=Integer)] if of_campaign else [])]
    bounds = [select(end(Poster.id)).where(*here).scalar_subquery() for end in (func.min, func.max)]
    pool, place = select(*POOL).where(*here), tuple_(Poster.strength, Poster.id)
    anchor = tuple_(bindparam("strength", type_=Poster.strength.type), bindparam("number", type_=Integer))
    places = [bindparam(f"at{number}", type_=Integer) for number in range(DRAWN)]
    up = pool.where(place >= anchor).order_by(Poster.strength, Poster.id)
    down = pool.where(place < anchor).order_by(Poster.strength.desc(), Poster.id.desc())
    return Walks(
        select(*bounds),
        _all_of(*(_taking_votes(_from(pool, at, down=number % 2 == 1), 1) for number, at in enumerate(places))),
        _all_of(_taking_votes(up, NEIGHBOURS), _taking_votes(down, NEIGHBOURS)),
    )


EVERYWHERE, IN_A_CAMPAIGN = build_walks(of_campaign=False), build_walks(of_campaign=True)


def choose(session: Session, voter: str, besides: Collection[int] = (), *, campaign: int | None = None) -> Pair | None:
    """A pair this visitor has not judged or skipped, or None when none was found.

    `besides` are two posters that the visitor is looking at just now: the pair is the one to follow them.
    """
    here = {"campaign": campaign}
    walks = EVERYWHERE if campaign is None else IN_A_CAMPAIGN
    least, most = session.execute(walks.bounds, here).one()
    if least is None:
        return None
    latest = _latest(session, voter)
    last = tuple(sorted(besides)) or (latest[0] if latest else ())
    resting = {number for pair in latest for number in pair} | set(besides)
    # Seeded, so that reloading the page is no way to go looking for a certain poster.
    dice = random.Random(f"{voter} {last}")  # noqa: S311 it chooses pairs and guards nothing
    for _ in range(TRIES):
        pool = _pool(session, walks, here, dice, least, most)
        pairs = _unlike(pool)
        known = _known(session, voter, pool) | {tuple(sorted(besides))}
        fresh = [pair for pair in pairs if (pair[0].id, pair[1].id) not in known]
        rested = [pair for pair in fresh if not resting & {pair[0].id, pair[1].id}]
        if chosen := _choose_pair(dice, rested or fresh):
            return chosen
    return None


def _pool(
    session: Session, walks: Walks, here: Mapping[str, Any], dice: random.Random, least: int, most: int
) -> list[Candidate]:
    newest = max(least, most - NEWEST)
    places = {f"at{number}": dice.randint(newest if number % 2 else least, most) for number in range(DRAWN)}
    found = (Candidate(*row) for row in session.execute(walks.draw, {**here, **places}))
    drawn = {each.id: each for each in sorted(found, key=by_number)}
    if not drawn:
        return []
    unknown = min(drawn.values(), key=lambda each: (each.duels, dice.random()))
    # Many stand at one strength, above all those without any duel: begin anywhere among them.
    anchor = {"strength": unknown.strength, "number": dice.randint(least, most)}
    beside = (Candidate(*row) for row in session.execute(walks.beside, {**here, **anchor}))
    drawn.update((each.id, each) for each in beside)
    return sorted(drawn.values(), key=by_number)


def _unlike(pool: Iterable[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """All pairs, the smaller number first, but for twins: the same words, as a search sees them, and template."""
    return [(one, other) for one, other in combinations(pool, 2) if one.words != other.words]


def _choose_pair(dice: random.Random, pairs: list[tuple[Candidate, Candidate]]) -> Pair | None:
    if not pairs:
        return None
    # Squared, so that the telling ones come up clearly more often.
    weights = [information(one.record, other.record) ** 2 for one, other in pairs]
    one, other = dice.choices(pairs, weights)[0]
    return (one.id, other.id) if dice.random() < 0.5 else (other.id, one.id)


def _latest(session: Session, voter: str) -> list[Pair]:
    walk = select(Duel.low_id, Duel.high_id).where(Duel.voter == voter).order_by(Duel.made.desc()).limit(RECENT)
    return [(row.low_id, row.high_id) for row in session.execute(walk)]


def _known(session: Session, voter: str, pool: Iterable[Candidate]) -> set[tuple[int, ...]]:
    """The pairs of these posters that this visitor has judged or skipped."""
    numbers = [each.id for each in pool]
    mine = select(Duel.low_id, Duel.high_id).where(Duel.voter == voter)
    return {
        (row.low_id, row.high_id)
        for row in session.execute(mine.where(Duel.low_id.in_(numbers), Duel.high_id.in_(numbers)))
    }
