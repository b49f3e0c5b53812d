"""The gallery: keyset pages of live posters, constant work per page whatever the size.

Every order is a walk down one index of the posters (models.py). "Top of the week" is a rolling window cut into day
buckets, "top of the day" into hour buckets: the best of each bucket come from its index, and the best of those win.
A page of Hot looks a little further down its walk, to be arranged fairly (core.fairness); what it passes over travels
in the cursor.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache, lru_cache
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

from billboard.core.days import day_of, hour_of
from billboard.core.rank import fairness
from billboard.core.text import wording
from billboard.models import LIVE, Newcomer, Origin, Poster
from billboard.walls import cursors
from billboard.walls.cursors import NO_BOUND, Cursor

PAGE = 24
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


def template_token(slug: str) -> str:
    """A search token that no typed word can be: with it, words within one template are found like any words."""
    return "\ue000" + slug.replace("-", "\ue001")


def campaign_token(number: int) -> str:
    """The same for the campaign with this row's number."""
    return f"\ue002{number}"


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
    newcomers: frozenset[str] = frozenset()  # codes on it whose impressions count


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
HOT_COLUMNS = (*COLUMNS, Poster.motto, Origin.network.label("origin"))
CANDIDATES = 24  # newcomers that a first page chooses from
HOT_REACH = fairness.AHEAD + 1 + fairness.newcomers_on(PAGE)  # rows read past a page's size
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
    newcomers: bool = False,
) -> WallPage:
    """One page, in one statement, or two of Hot; of a template or of a campaign (by its row's number), not of both.

    Hot's first page has places for `newcomers` where they are asked for.

    Raises BadRequest for a cursor that this wall did not give.
    """
    words = wording.search_words(query)
    if query and not words:
        return WallPage([], None)
    cursor = cursors.read(after, sort, shown=fairness.newcomers_on(PAGE)) if after else Cursor()
    seen = cursor.key
    dialect = session.get_bind().dialect.name
    of = "campaign_id" if campaign is not None else "template" if template else ""
    limit = size + (HOT_REACH if sort is Sort.HOT else 1)
    statement = _statement(sort, period, of, dialect if words else "", bool(seen), limit)
    values: dict[str, Any] = {
        "template": template,
        "campaign_id": campaign,
        "hour": hour_of(now),
        "day": day_of(now),
        **{f"after_{column.key}": value for column, value in zip(ORDERS[sort], seen, strict=False)},
    }
    if words:
        quote, joiner = SEARCHES[dialect].quoting
        of_it = campaign_token(campaign) if campaign is not None else template_token(template)
        tokens = [*words, of_it] if of else words
        values["query"] = joiner.join(f"{quote}{token}{quote}" for token in tokens)
        values["before"] = seen[-1] if seen and sort is Sort.NEW else NO_BOUND
    rows = list(session.execute(statement, values))
    if sort is Sort.HOT:
        caps = fairness.caps_for(size, one_template=bool(of))
        waiting = _waiting(session, cursor.waiting, of, values) if cursor.waiting else []
        return _fair_page(session, rows, cursor, waiting, caps, size, newcomers=newcomers and not after)
    more, rows = len(rows) > size, rows[:size]
    return WallPage(rows, cursors.write(sort, Cursor(_key(sort, rows[-1]))) if more else None)


def _fair_page(
    session: Session,
    rows: list[Row[Any]],
    cursor: Cursor,
    waiting: list[Row[Any]],
    caps: fairness.Caps,
    size: int,
    *,
    newcomers: bool,
) -> WallPage:
    """A page of Hot from the rows that come next; there are more than it may reach where the walk goes on."""
    gone_by = {*cursor.waiting, *cursor.shown}
    rows = [row for row in rows if row.id not in gone_by]
    reach = fairness.reach(size, len(waiting))
    chosen: list[Row[Any]] = []
    counted: set[int] = set()
    if newcomers:
        candidates = list(session.execute(_candidates()))
        counted = {row.id for row in candidates}
        arranged, chosen = fairness.first_page(rows[:reach], candidates, size=size, caps=caps)
        rows = [row for row in rows if row.id not in {each.id for each in chosen}]
    else:
        arranged = fairness.arrange(waiting, rows[:reach], size=size, caps=caps)
    key = _key(Sort.HOT, rows[arranged.used - 1]) if arranged.used else cursor.key
    ahead = Cursor(key, [row.id for row in arranged.waiting], cursor.shown or [row.id for row in chosen])
    more = bool(arranged.waiting) or arranged.used < len(rows)
    return WallPage(
        arranged.page,
        cursors.write(Sort.HOT, ahead) if more else None,
        frozenset(row.code for row in arranged.page if row.id in counted),
    )


def _waiting(session: Session, numbers: list[int], of: str, values: Mapping[str, Any]) -> list[Row[Any]]:
    """Those of the posters passed over that are up on this wall, in the order in which they wait, each once.

    The numbers come from an address, which anybody can make up: a campaign's wall must show no other's posters.
    """
    found = {row.id: row for row in session.execute(_by_number(of), {**values, "numbers": numbers})}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


@cache
def _by_number(of: str) -> Wall:
    chosen = _with_origin(HOT_COLUMNS).where(LIVE, Poster.id.in_(bindparam("numbers", expanding=True)))
    return chosen.where(_only(of)) if of else chosen


def _only(of: str) -> ColumnElement[bool]:
    """That a poster is of one template, or of one campaign."""
    own: InstrumentedAttribute[Any] = getattr(Poster, of)
    return own == bindparam(of, type_=own.type)


@cache
def _candidates() -> Wall:
    """The newcomers whose turn it is: with the fewest impressions so far, set back where need be, then the oldest."""
    order = Newcomer.turn, Newcomer.poster_id
    # Cut off first and joined afterwards, whatever a planner thinks: no more than these are ever looked at.
    need = select(Newcomer).order_by(*order).limit(literal_column(str(CANDIDATES))).subquery()
    walk = select(*HOT_COLUMNS).select_from(need).join(Poster, Poster.id == need.c.poster_id)
    walk = walk.outerjoin(Origin, Origin.poster_id == need.c.poster_id).where(LIVE)
    return walk.order_by(need.c.turn, need.c.poster_id)


def _with_origin(columns: tuple[Any, ...]) -> Wall:
    walk = select(*columns).select_from(Poster)
    return walk.outerjoin(Origin, Origin.poster_id == Poster.id) if columns is HOT_COLUMNS else walk


@lru_cache(256)
def _statement(sort: Sort, period: Period, of: str, searched: str, further: bool, limit: int) -> Wall:
    """The statement of a wall's first or further pages. Built once: putting one together costs more than asking it."""
    order = ORDERS[sort]
    chosen: list[ColumnElement[bool]] = [LIVE]
    if of:
        chosen.append(_only(of))
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


def _walk(
    chosen: list[ColumnElement[bool]],
    order: tuple[InstrumentedAttribute[Any], ...],
    limit: int,
    columns: tuple[Any, ...] = COLUMNS,
) -> Wall:
    # The limit is a literal, so that a planner knows how few rows are wanted.
    walk = _with_origin(columns).where(*chosen).order_by(*(column.desc() for column in order))
    return walk.limit(literal_column(str(limit)))


def _key(sort: Sort, row: Row[Any]) -> list[Any]:
    return [getattr(row, attribute.key) for attribute in ORDERS[sort]]
