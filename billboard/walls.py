"""The gallery: keyset pages of live posters, constant work per page whatever the size.

Every order is a walk down one index of the posters (models.py). "Top of the week" is a rolling window cut into day
buckets, "top of the day" into hour buckets: the best of each bucket come from its index, and the best of those win.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, column, literal_column, select, text, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.core import wording
from billboard.core.errors import BadRequest
from billboard.models import LIVE, Poster

PAGE = 24
SEARCH_DEPTH = 1000  # hot and top order the newest this many matches; new goes on past them from page to page
Window = tuple[InstrumentedAttribute[int], int, int]


class Sort(StrEnum):
    HOT = "hot"
    NEW = "new"
    TOP = "top"


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


@dataclass(frozen=True)
class WallPage:
    rows: list[Row[Any]]  # of COLUMNS
    next: str | None  # the cursor of the next page


NO_BOUND = 2**62  # above every row's number
SQLITE_SEARCH = """SELECT rowid FROM poster_words WHERE poster_words MATCH :query AND rowid < :before
    ORDER BY rowid DESC LIMIT :depth"""
POSTGRESQL_SEARCH = """SELECT id FROM posters
    WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:query AS tsquery) AND id < :before
    ORDER BY id DESC LIMIT :depth"""
COLUMNS = (
    Poster.id,
    Poster.code,
    Poster.template,
    Poster.variant,
    Poster.slogan,
    Poster.votes,
    Poster.hot,
    Poster.published,
)
ORDERS: dict[Sort, tuple[InstrumentedAttribute[Any], ...]] = {
    Sort.HOT: (Poster.hot, Poster.id),
    Sort.NEW: (Poster.id,),
    Sort.TOP: (Poster.votes, Poster.id),
}


CURSOR_TYPES: dict[Sort, tuple[type, ...]] = {Sort.HOT: (float, int), Sort.NEW: (int,), Sort.TOP: (int, int)}


def wall_page(
    session: Session,
    *,
    sort: Sort = Sort.HOT,
    period: Period = Period.ALL,
    template: str = "",
    query: str = "",
    after: str = "",
    now: datetime,
    size: int = PAGE,
) -> WallPage:
    """One page, in one statement. Raises BadRequest for a cursor that this wall did not give."""
    order = ORDERS[sort]
    seen = _read_cursor(after, sort) if after else None
    chosen: list[ColumnElement[bool]] = [LIVE]
    if template:
        chosen.append(Poster.template == template)
    if seen:
        chosen.append(tuple_(*order) < tuple_(*seen))
    window = _window(period, now) if sort is Sort.TOP else None
    if query:
        words = wording.search_words(query)
        if not words:
            return WallPage([], None)
        chosen.append(_matches(session, words, seen[-1] if seen and sort is Sort.NEW else None))
    if window is None:
        statement = _walk(chosen, order, size + 1)
    elif query:
        statement = _walk([*chosen, window[0] >= window[1]], order, size + 1)
    else:
        statement = _merge(chosen, order, window, size + 1)
    rows = list(session.execute(statement))
    more, rows = len(rows) > size, rows[:size]
    return WallPage(rows, _write_cursor(sort, rows[-1]) if more else None)


def _walk(
    chosen: list[ColumnElement[bool]], order: tuple[InstrumentedAttribute[Any], ...], size: int
) -> Select[*tuple[Any, ...]]:
    return select(*COLUMNS).where(*chosen).order_by(*(column.desc() for column in order)).limit(size)


def _merge(
    chosen: list[ColumnElement[bool]], order: tuple[InstrumentedAttribute[Any], ...], window: Window, size: int
) -> Select[*tuple[Any, ...]]:
    bucket, first, last = window
    best = [
        # Literals, so that the planner sees constants; they are integers of our own making.
        select(_walk([*chosen, bucket == literal_column(str(number))], order, size).subquery())
        for number in range(first, last + 1)
    ]
    merged = union_all(*best).subquery()
    return select(merged).order_by(*(merged.c[part.key].desc() for part in order)).limit(size)


def _window(period: Period, now: datetime) -> Window | None:
    """The bucket column of a period, and its first and last bucket, both included."""
    hour, day = int(now.timestamp()) // 3600, int(now.timestamp()) // 86400
    match period:
        case Period.DAY:
            return Poster.hour, hour - 24, hour
        case Period.WEEK:
            return Poster.day, day - 7, day
        case Period.MONTH:
            return Poster.day, day - 30, day
        case Period.ALL:
            return None


def _matches(session: Session, words: list[str], before: int | None) -> ColumnElement[bool]:
    """Posters whose slogan has every word, the last one as a beginning: the newest SEARCH_DEPTH of them before an id.

    Both databases index the same tokens (`wording.search_words`), so they find the same posters. A token is letters,
    digits and marks alone, so that quoting it is enough in either query language.
    """
    postgresql = session.get_bind().dialect.name == "postgresql"
    found, quote, joiner, end = (POSTGRESQL_SEARCH, "'", " & ", ":*") if postgresql else (SQLITE_SEARCH, '"', " ", "*")
    query = joiner.join(f"{quote}{word}{quote}" for word in words) + end
    bound = text(found).bindparams(query=query, before=before or NO_BOUND, depth=SEARCH_DEPTH)
    return Poster.id.in_(bound.columns(column("id", Integer)).scalar_subquery())


def _write_cursor(sort: Sort, row: Row[Any]) -> str:
    values = [getattr(row, attribute.key) for attribute in ORDERS[sort]]
    return base64.urlsafe_b64encode(json.dumps([sort, *values]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, sort: Sort) -> list[Any]:
    try:
        made_for, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        typed = [kind(value) for kind, value in zip(CURSOR_TYPES[sort], values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):  # binascii.Error is a ValueError
        made_for, typed = None, []
    if made_for != sort or not all(abs(value) < NO_BOUND for value in typed):
        raise BadRequest("That link into the wall is broken. Start again from its first page.")
    return typed
