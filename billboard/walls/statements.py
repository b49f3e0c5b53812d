"""The statements of the walls, each built once: putting one together costs more than asking it.

Every order is a walk down one index of the posters (models/posters.py). "Top of the week" is a rolling window cut into
day buckets, "top of the day" into hour buckets: the best of each bucket come from its index, and the best of those win.
"""

from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    bindparam,
    column,
    literal_column,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from billboard.models import LIVE, PROMOTED, UNCOVERED, Newcomer, Origin, Poster
from billboard.walls.choices import Period, Sort
from billboard.walls.rows import COLUMNS, HOT_COLUMNS
from billboard.walls.search import SEARCHES

CANDIDATES = 24  # newcomers that a first page chooses from
Wall = Select[*tuple[Any, ...]]
ORDERS: dict[Sort, tuple[InstrumentedAttribute[Any], ...]] = {
    Sort.HOT: (Poster.hot, Poster.id),
    Sort.NEW: (Poster.id,),
    Sort.TOP: (Poster.votes, Poster.id),
    Sort.DUEL: (Poster.strength, Poster.id),
}
# The bucket column of a period and how many buckets before the present one belong to it.
WINDOWS: dict[Period, tuple[InstrumentedAttribute[int], int]] = {
    Period.DAY: (Poster.hour, 24),
    Period.WEEK: (Poster.day, 7),
    Period.MONTH: (Poster.day, 30),
}


@lru_cache(256)
def wall(
    sort: Sort, period: Period, part: str, searched: str, further: bool, limit: int, *, promoted: bool = False
) -> Wall:
    """Of a wall's first or further pages, whole or a `part` of it (a column's name), `searched` in a dialect or not;
    without those that are covered where it is `promoted`."""
    order = ORDERS[sort]
    chosen: list[ColumnElement[bool]] = [LIVE, *([UNCOVERED] if promoted else [])]
    if part:
        chosen.append(_only(part))
    if further:
        chosen.append(tuple_(*order) < tuple_(*(bindparam(f"after_{c.key}", type_=c.type) for c in order)))
    if searched:
        chosen.append(Poster.id.in_(text(SEARCHES[searched].found).columns(column("id", Integer)).scalar_subquery()))
    window = WINDOWS.get(period) if sort is Sort.TOP else None
    if window is None:
        return _walk(chosen, order, limit, columns=HOT_COLUMNS if sort is Sort.HOT else COLUMNS)
    bucket, past = window
    latest = bindparam(bucket.key, type_=Integer)
    if searched:
        return _walk([*chosen, bucket >= latest - past], order, limit)
    best = [
        select(_walk([*chosen, bucket == latest - ago], order, limit, columns=order).subquery())
        for ago in range(past + 1)
    ]
    # Only what orders them is merged; the rest is fetched for the few that win.
    merged = union_all(*best).subquery()
    winners = select(merged).order_by(*(merged.c[part.key].desc() for part in order)).limit(literal_column(str(limit)))
    ids = select(winners.subquery().c.id)
    return _walk([Poster.id.in_(ids)], order, limit)


@cache
def by_number(part: str, *, promoted: bool) -> Wall:
    """Those with the numbers `numbers` that are up, of a part of the wall or the whole."""
    chosen = _with_origin(HOT_COLUMNS).where(
        PROMOTED if promoted else LIVE, Poster.id.in_(bindparam("numbers", expanding=True))
    )
    return chosen.where(_only(part)) if part else chosen


@cache
def candidates() -> Wall:
    """The newcomers whose turn it is: with the fewest impressions so far, set back where need be, then the oldest."""
    order = Newcomer.turn, Newcomer.poster_id
    # Cut off first and joined afterwards, whatever a planner thinks: no more than these are ever looked at.
    need = select(Newcomer).order_by(*order).limit(literal_column(str(CANDIDATES))).subquery()
    walk = select(*HOT_COLUMNS).select_from(need).join(Poster, Poster.id == need.c.poster_id)
    walk = walk.outerjoin(Origin, Origin.poster_id == need.c.poster_id).where(PROMOTED)
    return walk.order_by(need.c.turn, need.c.poster_id)


def _only(part: str) -> ColumnElement[bool]:
    """That a poster is of one template, or of one campaign."""
    own: InstrumentedAttribute[Any] = getattr(Poster, part)
    return own == bindparam(part, type_=own.type)


def _with_origin(columns: tuple[Any, ...]) -> Wall:
    walk = select(*columns).select_from(Poster)
    return walk.outerjoin(Origin, Origin.poster_id == Poster.id) if columns is HOT_COLUMNS else walk


def _walk(
    chosen: list[ColumnElement[bool]],
    order: tuple[InstrumentedAttribute[Any], ...],
    limit: int,
    columns: tuple[Any, ...] = COLUMNS,
) -> Wall:
    # The limit is a literal, so that a planner knows how few rows are wanted.
    walk = _with_origin(columns).where(*chosen).order_by(*(column.desc() for column in order))
    return walk.limit(literal_column(str(limit)))
