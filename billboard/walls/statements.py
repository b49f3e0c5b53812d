"""The statements of the walls, each built once: putting one together costs more than asking it.

Every order but Hot's (hot_statements) is a walk down one index of the posters (models/posters.py). "Top of the week" is
a rolling window cut into day buckets, "top of the day" into hour buckets: the best of each bucket come from its index,
and the best of those win.
"""

from functools import lru_cache
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

from billboard.models import LIVE, UNCOVERED, Poster
from billboard.walls.choices import BEST, Period, Sort
from billboard.walls.rows import COLUMNS
from billboard.walls.search import SEARCHES

Wall = Select[*tuple[Any, ...]]
ORDERS: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    Sort.NEW: (Poster.id,),
    Sort.TOP: (Poster.votes, Poster.id),
    # Votes decide where nothing else is known: that is, among posters whose looks were never counted.
    BEST: (Poster.worth, Poster.votes, Poster.id),
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
    window = WINDOWS.get(period) if sort is Sort.TOP else None
    order = ORDERS[BEST if window else sort]
    chosen: list[ColumnElement[bool]] = [LIVE, *([UNCOVERED] if promoted else [])]
    if part:
        chosen.append(of_part(part))
    if further:
        chosen.append(tuple_(*order) < tuple_(*(bindparam(f"after_{c.key}", type_=c.type) for c in order)))
    if searched:
        chosen.append(found_by(searched))
    if window is None:
        return _walk(chosen, order, limit)
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


def found_by(dialect: str) -> ColumnElement[bool]:
    """That a search finds a poster."""
    return Poster.id.in_(text(SEARCHES[dialect].found).columns(column("id", Integer)).scalar_subquery())


def of_part(part: str) -> ColumnElement[bool]:
    """That a poster is of one template, or of one campaign."""
    own: InstrumentedAttribute[Any] = getattr(Poster, part)
    return own == bindparam(part, type_=own.type)


def _walk(
    chosen: list[ColumnElement[bool]],
    order: tuple[InstrumentedAttribute[Any], ...],
    limit: int,
    columns: tuple[Any, ...] = COLUMNS,
) -> Wall:
    # The limit is a literal, so that a planner knows how few rows are wanted.
    walk = select(*columns).where(*chosen).order_by(*(column.desc() for column in order))
    return walk.limit(literal_column(str(limit)))
