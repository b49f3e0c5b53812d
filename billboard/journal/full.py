"""The whole journal, by name, for those who run the site."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound
from billboard.journal import snapshots
from billboard.models import Kind, LogLine, LogSnapshot, Moderator

LINES = 100  # on a page


@dataclass(frozen=True)
class FullLine:
    line: LogLine
    name: str  # of who did it; empty for a rule, and for who has a shell
    details: Mapping[str, Any]
    is_kept: bool  # what it judged can be looked at


@dataclass(frozen=True)
class FullPage:
    lines: list[FullLine]  # newest first
    next: int | None  # the number to go on before


def page(session: Session, before: int | None = None, *, kind: Kind | None = None, about: str = "") -> FullPage:
    """Of one kind or all, about one poster, campaign, setting or account or about anything."""
    walk = _lines().order_by(LogLine.number.desc()).limit(LINES + 1)
    if before is not None:
        walk = walk.where(LogLine.number < before)
    if kind is not None:
        walk = walk.where(LogLine.kind == kind)
    if about:
        walk = walk.where(LogLine.subject == about)
    lines = [_read(*row) for row in session.execute(walk)]
    return FullPage(lines[:LINES], lines[LINES - 1].line.number if len(lines) > LINES else None)


def newest(session: Session, kinds: Collection[Kind], number: int) -> list[FullLine]:
    """The last lines of some kinds, newest first."""
    walk = _lines().where(LogLine.kind.in_(kinds)).order_by(LogLine.number.desc()).limit(number)
    return [_read(*row) for row in session.execute(walk)]


def find(session: Session, number: int) -> tuple[FullLine, Any]:
    """A line, and what it judged. Raises NotFound."""
    row = session.execute(_lines().where(LogLine.number == number)).one_or_none()
    if row is None:
        raise NotFound("The log has no such line.")
    return _read(*row), snapshots.snapshot_of(session, number)


def _lines() -> Select[LogLine, str | None, int | None]:
    return (
        select(LogLine, Moderator.name, LogSnapshot.number)
        .outerjoin(Moderator, Moderator.id == LogLine.moderator_id)
        .outerjoin(LogSnapshot, LogSnapshot.number == LogLine.number)
    )


def _read(line: LogLine, name: str | None, kept: int | None) -> FullLine:
    return FullLine(line, name or "", json.loads(line.details), kept is not None)
