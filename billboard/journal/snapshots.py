"""What was judged, outside the chain."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Refused
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Kind, LogLine, LogSnapshot


def snapshot_of(session: Session, number: int) -> Any:
    """None where nothing is kept with that line, or not any more."""
    body = session.scalar(select(LogSnapshot.body).where(LogSnapshot.number == number))
    return json.loads(body) if body is not None else None


def erase(session: Session, number: int, why: str, *, by: int | None, now: datetime) -> None:
    """Forget what a line kept; who did it and why becomes a line. Raises NotFound, and Refused without a reason."""
    if not why.strip():
        raise Refused("Say why it is erased: that is a line of the log, too.")
    if session.scalar(select(LogLine.number).where(LogLine.number == number)) is None:
        raise NotFound(f"The log has no line {number}.")
    if session.scalar(delete(LogSnapshot).where(LogSnapshot.number == number).returning(LogSnapshot.number)) is None:
        raise NotFound(f"Nothing is kept with line {number}, or not any more.")
    act = Act(Kind.ERASURE, "erase", str(number), details={"why": why.strip()[:500]})
    journal.record(session, act, by=by, now=now)
