"""Calls: what was noted is told in one message, at once where it is quiet and ever more seldom where it is not."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from billboard.models import UNDER_WAY, UNTOLD, Alarm, Alert, Call, Poster

# Minutes to wait after the last call, by how many there were within the spell before.
PAUSES = (0, 5, 10, 20, 40, 60)
SPELL = timedelta(hours=6)
BACKOFF = (1, 2, 4, 8, 15, 30, 60, 120)  # minutes between the tries of one call; then it is given up
CLAIMED = timedelta(minutes=10)  # for which whoever delivers a call has it for themselves
KEPT = timedelta(days=7)  # calls and what they were about


@dataclass(frozen=True)
class Told:
    """A line of a call."""

    kind: Alarm
    code: str  # of the poster it is about; empty where there is none
    reason: str
    number: int
    made: datetime


def pause(recent: int) -> timedelta:
    """How long nobody is called again, `recent` calls having been made within the last hours."""
    return timedelta(minutes=PAUSES[min(recent, len(PAUSES) - 1)])


def walls(session: Session) -> list[str]:
    """Those that there is something to tell of."""
    return list(session.scalars(select(Alert.wall).where(UNTOLD).distinct().order_by(Alert.wall)))


def make(session: Session, wall: str, whom: Sequence[str], now: datetime) -> Call | None:
    """Gather what is untold of a wall into a call, if there is anything and it is time.

    Where nobody is to be called it stays untold, for whoever is named later.
    """
    untold = session.scalar(select(func.count()).select_from(Alert).where(UNTOLD, Alert.wall == wall))
    if not whom or not untold:
        return None
    since = now - SPELL
    made = session.scalars(select(Call.made).where(Call.wall == wall, Call.made > since).order_by(Call.made)).all()
    if made and now < made[-1] + pause(len(made)):
        return None
    call = begin(session, wall, whom, now)
    session.execute(
        update(Alert).where(UNTOLD, Alert.wall == wall).values(call_id=call.id),
        execution_options={"synchronize_session": False},
    )
    return call


def begin(session: Session, wall: str, whom: Sequence[str], now: datetime) -> Call:
    name = f"call_{secrets.token_hex(12)}"
    call = Call(name=name, wall=wall, made=now, left=list(dict.fromkeys(whom)), next_try=now)
    session.add(call)
    session.flush()
    return call


def test(session: Session, wall: str, whom: Sequence[str], now: datetime) -> Call:
    """One that tells of nothing but itself."""
    call = begin(session, wall, whom, now)
    session.add(Alert(key=f"test:{call.name}", kind=Alarm.TEST, wall=wall, made=now, call_id=call.id))
    return call


def claim(session: Session, now: datetime) -> Call | None:
    """A call whose turn it is, for one who delivers it."""
    due = select(Call.id).where(UNDER_WAY, Call.next_try <= now).order_by(Call.next_try).limit(1)
    mine = update(Call).where(Call.id == due.scalar_subquery(), UNDER_WAY, Call.next_try <= now)
    number = session.scalar(mine.values(next_try=now + CLAIMED, tries=Call.tries + 1).returning(Call.id))
    return session.get(Call, number, populate_existing=True) if number is not None else None


def told(session: Session, call: Call) -> list[Told]:
    """What a call is about, the gravest first."""
    rows = select(Alert, Poster.code).outerjoin(Poster, Poster.id == Alert.poster_id).where(Alert.call_id == call.id)
    found = [
        Told(alert.kind, code or "", alert.reason, alert.number, alert.made)
        for alert, code in session.execute(rows.order_by(Alert.id))
    ]
    order = list(Alarm)
    return sorted(found, key=lambda each: (order.index(each.kind), each.made))


def note(session: Session, call: Call, left: Sequence[str], fault: str, now: datetime) -> None:
    """What came of a try: who has not got it yet, and why."""
    over = not left or call.tries > len(BACKOFF)
    again = None if over else now + timedelta(minutes=BACKOFF[call.tries - 1])
    session.execute(
        update(Call)
        .where(Call.id == call.id)
        .values(left=[] if over else list(left), fault=fault[:200], next_try=again, failed=bool(over and left))
    )


def recent(session: Session, wall: str, most: int = 20) -> list[Call]:
    return list(session.scalars(select(Call).where(Call.wall == wall).order_by(Call.id.desc()).limit(most)))


def forget(session: Session, now: datetime) -> int:
    """Calls of a week ago, and what was never told."""
    old = now - KEPT
    session.execute(delete(Alert).where(Alert.made < old), execution_options={"synchronize_session": False})
    gone = session.scalars(delete(Call).where(Call.made < old).returning(Call.id)).all()
    return len(gone)
