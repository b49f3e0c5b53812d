"""The walls: keyset pages of live posters, constant work per page whatever the size.

A page of Hot looks a little further down its walk, to be arranged fairly (core.rank.fairness); what it passes over
travels in the cursor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from billboard.core.days import day_of, hour_of
from billboard.core.rank import fairness
from billboard.core.text import wording
from billboard.walls import cursors, statements
from billboard.walls.choices import Sort, WallChoices
from billboard.walls.cursors import NO_BOUND, Cursor
from billboard.walls.rows import HotRow, PosterRow, hot_rows_of, posters_of
from billboard.walls.search import SEARCHES, campaign_token, template_token

PAGE = 24
HOT_REACH = fairness.AHEAD + 1 + fairness.newcomers_on(PAGE)  # rows read past a page's size


@dataclass(frozen=True)
class WallPage:
    rows: list[PosterRow]
    next: str | None  # the cursor of the next page
    newcomers: frozenset[str] = frozenset()  # codes on it whose impressions count


def wall_page(
    session: Session, choices: WallChoices, *, now: datetime, size: int = PAGE, newcomers: bool = False
) -> WallPage:
    """One page, in one statement, or two of Hot. Hot's first page has places for `newcomers` where they are asked for.

    Raises BadRequest for a cursor that this wall did not give.
    """
    sort, part, words = choices.sort, choices.part, wording.search_words(choices.query)
    if choices.query and not words:
        return WallPage([], None)
    cursor = cursors.read(choices.after, sort, shown=fairness.newcomers_on(PAGE)) if choices.after else Cursor()
    dialect = session.get_bind().dialect.name if words else ""
    limit = size + (HOT_REACH if sort is Sort.HOT else 1)
    statement = statements.wall(sort, choices.period, part, dialect, bool(cursor.key), limit, promoted=choices.promoted)
    values = _values(choices, cursor, now)
    if words:
        values |= _searched(choices, cursor, words, dialect)
    found = session.execute(statement, values)
    if sort is not Sort.HOT:
        rows = posters_of(found)
        more, rows = len(rows) > size, rows[:size]
        return WallPage(rows, cursors.write(sort, Cursor(_key(sort, rows[-1]))) if more else None)
    hot = hot_rows_of(found)
    waiting = _waiting(session, cursor.waiting, choices, values) if cursor.waiting else []
    first = newcomers and not choices.after
    candidates = hot_rows_of(session.execute(statements.candidates())) if first else []
    caps = fairness.caps_for(size, one_template=bool(part))
    return _fair_page(hot, cursor, waiting, candidates, caps, size)


def _values(choices: WallChoices, cursor: Cursor, now: datetime) -> dict[str, Any]:
    order = statements.ORDERS[choices.sort]
    return {
        "template": choices.template,
        "campaign_id": choices.campaign,
        "hour": hour_of(now),
        "day": day_of(now),
        **{f"after_{column.key}": value for column, value in zip(order, cursor.key, strict=False)},
    }


def _searched(choices: WallChoices, cursor: Cursor, words: Sequence[str], dialect: str) -> dict[str, Any]:
    tokens = list(words)
    if choices.campaign is not None:
        tokens.append(campaign_token(choices.campaign))
    elif choices.template:
        tokens.append(template_token(choices.template))
    before = cursor.key[-1] if cursor.key and choices.sort is Sort.NEW else NO_BOUND
    return {"query": SEARCHES[dialect].query(tokens), "before": before}


def _fair_page(
    rows: list[HotRow],
    cursor: Cursor,
    waiting: list[HotRow],
    candidates: list[HotRow],
    caps: fairness.Caps,
    size: int,
) -> WallPage:
    """A page of Hot from the rows that come next; there are more than it may reach where the walk goes on."""
    gone_by = {*cursor.waiting, *cursor.shown}
    rows = [row for row in rows if row.id not in gone_by]
    reach = fairness.reach(size, len(waiting))
    chosen: list[HotRow] = []
    if candidates:
        arranged, chosen = fairness.first_page(rows[:reach], candidates, size=size, caps=caps)
        rows = [row for row in rows if row.id not in {each.id for each in chosen}]
    else:
        arranged = fairness.arrange(waiting, rows[:reach], size=size, caps=caps)
    key = _key(Sort.HOT, rows[arranged.used - 1].poster) if arranged.used else cursor.key
    ahead = Cursor(key, [row.id for row in arranged.waiting], cursor.shown or [row.id for row in chosen])
    more = bool(arranged.waiting) or arranged.used < len(rows)
    counted = {row.id for row in candidates}
    return WallPage(
        [row.poster for row in arranged.page],
        cursors.write(Sort.HOT, ahead) if more else None,
        frozenset(row.poster.code for row in arranged.page if row.id in counted),
    )


def _waiting(session: Session, numbers: list[int], choices: WallChoices, values: Mapping[str, Any]) -> list[HotRow]:
    """Those of the posters passed over that are up on this wall, in the order in which they wait, each once.

    The numbers come from an address, which anybody can make up: a campaign's wall must show no other's posters.
    """
    chosen = statements.by_number(choices.part, promoted=choices.promoted)
    rows = hot_rows_of(session.execute(chosen, {**values, "numbers": numbers}))
    found = {row.id: row for row in rows}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def _key(sort: Sort, row: PosterRow) -> list[Any]:
    return [getattr(row, attribute.key) for attribute in statements.ORDERS[sort]]
