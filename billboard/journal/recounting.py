"""Whether the tables that public pages are made from say what the lines say: how much was done on each day, and after
which waits.

They are no part of the chain, and whoever has the database can change them; but all that is in them is in lines, too.
"""

import json
from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Select, SQLColumnExpression, except_, func, literal_column, select
from sqlalchemy.orm import Session

from billboard.core.days import start_of
from billboard.journal import waits
from billboard.journal.journal import WAITED
from billboard.models import Kind, LogDay, LogLine, LogWait

AT_ONCE = 500  # lines in memory
COUNTED: tuple[SQLColumnExpression[object], ...] = (
    LogDay.day,
    LogDay.kind,
    LogDay.did,
    LogDay.reason,
    LogDay.by_rule,
    LogDay.lines,
)


class _Day(NamedTuple):
    """What a day's decisions say of waits."""

    cases: Counter[int]  # by bucket
    silent: int  # decisions of before lines said how long somebody had waited, or of which nobody knows


def wrong_count(session: Session) -> str:
    """The first thing that is wrong, in a sentence; empty where all is well."""
    return _wrong_day(session) or _wrong_wait(session)


def _wrong_day(session: Session) -> str:
    by_rule = (LogLine.rule != literal_column("''")).label("by_rule")
    key = (LogLine.day, LogLine.kind, LogLine.did, LogLine.reason, by_rule)
    said = select(*key, func.count().label("lines")).group_by(*key)
    kept = select(*COUNTED)
    for more, fewer, sentence in ((kept, said, _too_much), (said, kept, _too_little)):
        row = session.execute(_first(more, fewer)).first()
        if row is not None:
            return sentence(row.day, row.did, row.lines)
    return ""


def _first(some: Select[*tuple[object, ...]], others: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    """Of some rows the first that is not among the others."""
    left = except_(some, others).subquery()
    return select(left).order_by(left.c.day, left.c.did).limit(1)


def _too_much(day: int, did: str, lines: int) -> str:
    return f"The public page counts “{did}” {lines} times on {_date(day)}, and the lines of that day say otherwise."


def _too_little(day: int, did: str, lines: int) -> str:
    return f"The lines of {_date(day)} say “{did}” {lines} times, and the public page counts none of it."


def _wrong_wait(session: Session) -> str:
    said = _said(session)
    kept: dict[int, Counter[int]] = {}
    for row in session.scalars(select(LogWait)):
        kept.setdefault(row.day, Counter())[row.bucket] = row.cases
    for day in sorted(said.keys() | kept.keys()):
        lines, table = said.get(day, _Day(Counter(), 0)), kept.get(day, Counter())
        if lines.cases - table or (table - lines.cases).total() > lines.silent:
            public = f"The public page of {_date(day)} counts {table.total()} decisions that somebody waited for"
            return f"{public}, and the lines of that day say other waits, of {lines.cases.total()}."
    return ""


def _said(session: Session) -> dict[int, _Day]:
    found: dict[int, _Day] = {}
    walk = select(LogLine.day, LogLine.details).where(LogLine.kind == Kind.DECISION).order_by(LogLine.number)
    for row in session.execute(walk.execution_options(yield_per=AT_ONCE)):
        day = found.get(row.day, _Day(Counter(), 0))
        details = json.loads(row.details)
        if WAITED not in details:
            day = day._replace(silent=day.silent + 1)
        elif details[WAITED] is not None:
            day.cases[waits.bucket_of(timedelta(seconds=details[WAITED]))] += 1
        found[row.day] = day
    return found


def _date(day: int) -> str:
    return f"{start_of(day):%Y-%m-%d}"
