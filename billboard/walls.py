"""The gallery: keyset pages of live posters, constant work per page whatever the size.

Every order is a walk down one index of the posters (models.py). "Top of the week" is a rolling window cut into day
buckets, "top of the day" into hour buckets: the best of each bucket come from its index, and the best of those win.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    bindparam,
    column,
    literal_column,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard import posters
from billboard.core import wording
from billboard.core.errors import BadRequest
from billboard.models import LIVE, Poster

PAGE = 24
NO_BOUND = 2**62  # above every row's number
Wall = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Search:
    """How a database finds the newest posters that have every word of `query`, before the row `before`.

    Both index the same tokens (`wording.search_words`), so they find the same posters. A token is letters, digits and
    marks alone, so that quoting it is enough. Orders other than new see the newest 500 matches; the page says so.
    """

    found: str
    quoting: tuple[str, str]  # around a word, between words


SEARCHES = {
    "sqlite": Search(
        """SELECT rowid FROM poster_words WHERE poster_words MATCH :query AND rowid < :before
        ORDER BY rowid DESC LIMIT 500""",
        ('"', " "),
    ),
    "postgresql": Search(
        """SELECT id FROM posters WHERE tokens @@ CAST(:query AS tsquery) AND id < :before
        ORDER BY id DESC LIMIT 500""",
        ("'", " & "),
    ),
}


class Sort(StrEnum):
    HOT = "hot"
    NEW = "new"
    TOP = "top"
    DUEL = "duel"


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


@dataclass(frozen=True)
class WallPage:
    rows: list[Row[Any]]  # of COLUMNS
    next: str | None  # the cursor of the next page


COLUMNS = (
    Poster.id,
    Poster.code,
    Poster.template,
    Poster.variant,
    Poster.slogan,
    Poster.stickers,
    Poster.votes,
    Poster.hot,
    Poster.published,
    Poster.strength,
)
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
CURSOR_TYPES: dict[Sort, tuple[type, ...]] = {
    Sort.HOT: (float, int),
    Sort.NEW: (int,),
    Sort.TOP: (int, int),
    Sort.DUEL: (float, int),
}


def wall_page(
    session: Session,
    *,
    sort: Sort = Sort.HOT,
    period: Period = Period.ALL,
    template: str = "",
    campaign: int | None = None,
    query: str = "",
    after: str = "",
    now: datetime,
    size: int = PAGE,
) -> WallPage:
    """One page, in one statement; of a template or of a campaign (by its row's number), not of both at once.

    Raises BadRequest for a cursor that this wall did not give.
    """
    words = wording.search_words(query)
    if query and not words:
        return WallPage([], None)
    seen = _read_cursor(after, sort) if after else []
    dialect = session.get_bind().dialect.name
    of = "campaign_id" if campaign is not None else "template" if template else ""
    statement = _statement(sort, period, of, dialect if words else "", bool(seen), size + 1)
    values: dict[str, Any] = {
        "template": template,
        "campaign_id": campaign,
        "hour": int(now.timestamp()) // 3600,
        "day": int(now.timestamp()) // 86400,
        **{f"after_{column.key}": value for column, value in zip(ORDERS[sort], seen, strict=False)},
    }
    if words:
        quote, joiner = SEARCHES[dialect].quoting
        tokens = [*words, posters.template_token(template)] if template else words
        values["query"] = joiner.join(f"{quote}{token}{quote}" for token in tokens)
        values["before"] = seen[-1] if seen and sort is Sort.NEW else NO_BOUND
    rows = list(session.execute(statement, values))
    more, rows = len(rows) > size, rows[:size]
    return WallPage(rows, _write_cursor(sort, rows[-1]) if more else None)


@lru_cache(256)
def _statement(sort: Sort, period: Period, of: str, searched: str, further: bool, limit: int) -> Wall:
    """The statement of a wall's first or further pages. Built once: putting one together costs more than asking it."""
    order = ORDERS[sort]
    chosen: list[ColumnElement[bool]] = [LIVE]
    if of:
        column_of = getattr(Poster, of)
        chosen.append(column_of == bindparam(of, type_=column_of.type))
    if further:
        chosen.append(tuple_(*order) < tuple_(*(bindparam(f"after_{c.key}", type_=c.type) for c in order)))
    if searched:
        chosen.append(Poster.id.in_(text(SEARCHES[searched].found).columns(column("id", Integer)).scalar_subquery()))
    window = WINDOWS.get(period) if sort is Sort.TOP else None
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


def _walk(
    chosen: list[ColumnElement[bool]],
    order: tuple[InstrumentedAttribute[Any], ...],
    limit: int,
    columns: tuple[InstrumentedAttribute[Any], ...] = COLUMNS,
) -> Wall:
    # The limit is a literal, so that a planner knows how few rows are wanted.
    walk = select(*columns).where(*chosen).order_by(*(column.desc() for column in order))
    return walk.limit(literal_column(str(limit)))


def _write_cursor(sort: Sort, row: Row[Any]) -> str:
    values = [getattr(row, attribute.key) for attribute in ORDERS[sort]]
    return base64.urlsafe_b64encode(json.dumps([sort, *values]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, sort: Sort) -> list[Any]:
    try:
        made_for, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        typed = [kind(value) for kind, value in zip(CURSOR_TYPES[sort], values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):  # binascii.Error is a ValueError
        made_for, typed = None, []
    votes_in_range = sort is not Sort.TOP or not typed or abs(typed[0]) < 2**31
    if made_for != sort or not votes_in_range or not all(abs(value) < NO_BOUND for value in typed):
        raise BadRequest("That link into the wall is broken. Start again from its first page.")
    return typed
