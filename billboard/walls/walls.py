"""The walls: keyset pages of live posters, constant work per page whatever the size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.core.days import day_of, hour_of
from billboard.core.text import searching
from billboard.walls import cursors, statements
from billboard.walls.choices import Sort, WallChoices
from billboard.walls.cursors import NO_BOUND
from billboard.walls.hot import hot_page
from billboard.walls.rows import PosterRow, posters_of
from billboard.walls.search import SEARCHES, campaign_token, template_token

PAGE = 24


@dataclass(frozen=True)
class WallPage:
    rows: list[PosterRow]
    next: str | None  # the cursor of the next page
    newcomers: frozenset[str] = frozenset()  # codes on it whose impressions count
    seed: str = ""  # that a page of Hot was drawn with
    level: frozenset[str] = frozenset()  # codes on it of which nothing but their age puts them below the one above


def wall_page(
    session: Session, choices: WallChoices, *, now: datetime, size: int = PAGE, newcomers: bool = False
) -> WallPage:
    """One page, in one statement, or two or three of Hot. Its first page has places for `newcomers` where asked.

    Raises BadRequest for a cursor that this wall did not give.
    """
    sort, words = choices.sort, searching.asked(choices.query)
    if choices.query and not words:
        return WallPage([], None)
    dialect = session.get_bind().dialect.name if words else ""
    key = cursors.read(choices.after, choices.order) if choices.after and sort is not Sort.HOT else []
    values = _values(choices, now) | (_searched(choices, key, words, dialect) if words else {})
    if sort is Sort.HOT:
        return WallPage(*hot_page(session, choices, dialect, values, now=now, size=size, newcomers=newcomers))
    order = statements.ORDERS[choices.order]
    values |= {f"after_{column.key}": value for column, value in zip(order, key, strict=False)}
    statement = statements.wall(
        sort, choices.period, choices.part, dialect, bool(key), size + 1, promoted=choices.promoted
    )
    rows = posters_of(session.execute(statement, values))
    more, rows = len(rows) > size, rows[:size]
    after = [getattr(rows[-1], attribute.key) for attribute in order] if more else []
    level = _level(rows, key, order) if sort is Sort.TOP else frozenset[str]()
    return WallPage(rows, cursors.write(choices.order, after) if more else None, level=level)


def _values(choices: WallChoices, now: datetime) -> dict[str, Any]:
    return {
        "template": choices.template,
        "campaign_id": choices.campaign,
        "hour": hour_of(now),
        "day": day_of(now),
    }


def _searched(choices: WallChoices, key: list[Any], words: Sequence[str], dialect: str) -> dict[str, Any]:
    tokens = list(words)
    if choices.campaign is not None:
        tokens.append(campaign_token(choices.campaign))
    elif choices.template:
        tokens.append(template_token(choices.template))
    before = key[-1] if key and choices.sort is Sort.NEW else NO_BOUND
    return {"query": SEARCHES[dialect].query(tokens), "before": before}


def _level(rows: Sequence[PosterRow], key: list[Any], order: Sequence[InstrumentedAttribute[Any]]) -> frozenset[str]:
    keys = [key, *([getattr(row, each.key) for each in order] for row in rows)]
    return frozenset(row.code for row, (above, own) in zip(rows, pairwise(keys), strict=True) if above[:-1] == own[:-1])
