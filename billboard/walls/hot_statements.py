"""The statements of Hot, each built once. What is drawn from is read with few columns, and the rest for those shown."""

from functools import cache, lru_cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, literal_column, select

from billboard.models import LIVE, PROMOTED, Newcomer, Origin, Poster
from billboard.walls.rows import COLUMNS
from billboard.walls.statements import found_by, of_part

POOL = 200  # candidates that a page is drawn from
NEEDIEST = 24  # newcomers that a first page chooses from
CANDIDATE = (
    *(Poster.id, Poster.code, Poster.template, Poster.motto, Poster.hot),
    *(Poster.looks, Poster.liked, Poster.prior, Origin.network),
)
KNOWN = (Poster.code, Poster.looks, Poster.liked, Poster.prior, Poster.published, Poster.hot)
Statement = Select[*tuple[Any, ...]]


@lru_cache(64)
def pool(part: str, dialect: str, *, promoted: bool) -> Statement:
    """The candidates of a wall, whole or a `part` of it (a column's name), searched in a dialect or not."""
    walk = _candidates().where(*_of_wall(part, dialect, promoted=promoted))
    return walk.order_by(Poster.hot.desc(), Poster.id.desc()).limit(_literal(POOL))


@lru_cache(64)
def known(part: str, *, promoted: bool) -> Statement:
    """What is known of the same candidates."""
    walk = select(*KNOWN).where(*_of_wall(part, "", promoted=promoted))
    return walk.order_by(Poster.hot.desc(), Poster.id.desc()).limit(_literal(POOL))


@lru_cache(256)
def beyond(part: str, dialect: str, limit: int, *, promoted: bool) -> Statement:
    """The newest before the row `before`, without those that have `gone_by`."""
    ahead = Poster.id < bindparam("before", type_=BigInteger)
    fresh = Poster.id.not_in(bindparam("gone_by", expanding=True))
    walk = _candidates().where(*_of_wall(part, dialect, promoted=promoted), ahead, fresh)
    return walk.order_by(Poster.id.desc()).limit(_literal(limit))


@cache
def by_number(part: str, *, promoted: bool) -> Statement:
    """Those with the `numbers` that are up on the wall."""
    return _candidates().where(
        *_of_wall(part, "", promoted=promoted), Poster.id.in_(bindparam("numbers", expanding=True))
    )


@cache
def neediest() -> Statement:
    """The newcomers whose turn it is: with the fewest impressions so far, set back where need be, then the oldest."""
    order = Newcomer.turn, Newcomer.poster_id
    # Cut off first and joined afterwards, whatever a planner thinks: no more than these are ever looked at.
    need = select(Newcomer).order_by(*order).limit(_literal(NEEDIEST)).subquery()
    walk = select(*CANDIDATE).select_from(need).join(Poster, Poster.id == need.c.poster_id)
    walk = walk.outerjoin(Origin, Origin.poster_id == need.c.poster_id).where(PROMOTED)
    return walk.order_by(need.c.turn, need.c.poster_id)


@cache
def shown() -> Statement:
    """All that a wall shows of the posters with the `numbers`."""
    return select(*COLUMNS).where(Poster.id.in_(bindparam("numbers", expanding=True)))


def _candidates() -> Statement:
    return select(*CANDIDATE).select_from(Poster).outerjoin(Origin, Origin.poster_id == Poster.id)


def _of_wall(part: str, dialect: str, *, promoted: bool) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = [PROMOTED if promoted else LIVE]
    return chosen + ([of_part(part)] if part else []) + ([found_by(dialect)] if dialect else [])


def _literal(limit: int) -> ColumnElement[Any]:
    """A limit that a planner knows."""
    return literal_column(str(limit))
