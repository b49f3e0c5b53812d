"""The journal as the public may read it: what was done, to which poster, under which rule; nobody's name, no words.

Lines about people (accounts, appointments, sign-ins) stay in the chain and out of here.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.core.days import number_of, start_of
from billboard.journal import waits
from billboard.models import Kind, LogDay, LogLine, LogWait, Party, Poster

PRIVATE = (Kind.ACCOUNT, Kind.APPOINTMENT, Kind.SIGN_IN, Kind.UPKEEP)
DAYS = 31  # on a page
LINES = 100  # on a page
BANS = ("ban", "unban", "objection", "stands")  # of networks and browsers, among the lines about blocks
# Whose subject is a name of another kind.
NOT_OF_POSTERS = {Kind.SETTING, Kind.SWITCH, Kind.CAMPAIGN, Kind.TEMPLATE, Kind.ERASURE}


@dataclass(frozen=True)
class Count:
    """How often something was done."""

    kind: Kind
    did: str
    reason: str  # of moderation's list, or empty
    by_rule: bool
    lines: int


@dataclass(frozen=True)
class Line:
    number: int
    made: datetime
    kind: Kind
    did: str
    by_person: bool  # somebody with an account; else a rule, or somebody with a shell
    of_campaign: bool  # by a campaign's own moderator
    party: str  # of whom a block was: the maker of the poster, a reporter, a voter; else empty
    alone: bool  # an appeal answered by whoever had hidden the poster, for want of another
    rule: str
    reason: str
    poster: str  # its code, or empty
    setting: str  # its name, or empty
    wall: str
    hash: str


@dataclass(frozen=True)
class DayPage:
    lines: list[Line]  # in the order in which they were written
    next: int | None  # the number to go on after


def days(session: Session, before: int | None = None) -> dict[int, list[Count]]:
    """The newest days on which something was done, a page of them, with what that was."""
    known = select(LogDay.day).where(_of_public(LogDay.kind)).distinct().order_by(LogDay.day.desc()).limit(DAYS)
    chosen = list(session.scalars(known.where(LogDay.day < before) if before is not None else known))
    rows = session.scalars(select(LogDay).where(LogDay.day.in_(chosen), _of_public(LogDay.kind)))
    found: dict[int, list[Count]] = {day: [] for day in chosen}
    for row in rows:
        found[row.day].append(Count(row.kind, row.did, row.reason, row.by_rule, row.lines))
    return found


def counts(session: Session, first: int, last: int) -> list[Count]:
    """What was done from one day to another, both included."""
    key = (LogDay.kind, LogDay.did, LogDay.reason, LogDay.by_rule)
    chosen = select(*key, func.sum(LogDay.lines)).where(LogDay.day.between(first, last), _of_public(LogDay.kind))
    return [Count(*row) for row in session.execute(chosen.group_by(*key))]


def lines(session: Session, day: int, after: int = 0) -> DayPage:
    walk = select(LogLine).where(LogLine.day == day, LogLine.number > after, _of_public(LogLine.kind))
    rows = session.scalars(walk.order_by(LogLine.number).limit(LINES + 1)).all()
    # Only what is a poster's code is shown: of another act the subject may be somebody's network.
    subjects = {row.subject for row in rows if row.kind not in NOT_OF_POSTERS}
    known = set(session.scalars(select(Poster.code).where(Poster.code.in_(subjects))))
    found = [_line(row, known) for row in rows[:LINES]]
    return DayPage(found, found[-1].number if len(rows) > LINES else None)


def years(session: Session) -> list[int]:
    """Those in which anything was done, newest first."""
    first, last = session.execute(
        select(func.min(LogDay.day), func.max(LogDay.day)).where(_of_public(LogDay.kind))
    ).one()
    return [] if first is None else list(range(start_of(last).year, start_of(first).year - 1, -1))


def days_of(year: int) -> tuple[int, int]:
    """Its first and its last."""
    return number_of(date(year, 1, 1)), number_of(date(year, 12, 31))


def median_wait(session: Session, first: int, last: int) -> timedelta | None:
    """Within which half of the reported posters that were decided then had their decision."""
    found = select(LogWait.bucket, func.sum(LogWait.cases)).where(LogWait.day.between(first, last))
    cases: Mapping[int, int] = {row[0]: row[1] for row in session.execute(found.group_by(LogWait.bucket))}
    return waits.median(cases)


def line_of(session: Session, decision: int) -> tuple[int, int] | None:
    """The day and the number of a decision's line."""
    found = select(LogLine.day, LogLine.number).where(LogLine.decision_id == decision)
    row = session.execute(found).one_or_none()
    return (row.day, row.number) if row else None


def _of_public(kind: InstrumentedAttribute[Kind]) -> ColumnElement[bool]:
    return kind.not_in([literal_column(f"'{each.value}'") for each in PRIVATE])


def _line(row: LogLine, codes: Collection[str]) -> Line:
    details = json.loads(row.details)
    return Line(
        number=row.number,
        made=row.made,
        kind=row.kind,
        did=row.did,
        by_person=row.moderator_id is not None,
        of_campaign=details.get("site_wide") is False,
        alone=details.get("alone") is True,
        rule=row.rule,
        reason=row.reason,
        party=_party(row, details),
        poster=row.subject if row.subject in codes and _is_of_poster(row, details) else "",
        setting=row.subject if row.kind in (Kind.SETTING, Kind.SWITCH) else "",
        wall=row.wall,
        hash=row.hash,
    )


def _party(row: LogLine, details: Mapping[str, Any]) -> str:
    return str(details.get("party", "")) if row.kind is Kind.BLOCK and row.did in BANS else ""


def _is_of_poster(row: LogLine, details: Mapping[str, Any]) -> bool:
    """Not where somebody else than its maker was blocked, or nobody knows any more who: its maker did nothing."""
    if row.kind is Kind.BLOCK and row.did in BANS:
        return _party(row, details) == Party.MAKER
    return row.kind not in NOT_OF_POSTERS
