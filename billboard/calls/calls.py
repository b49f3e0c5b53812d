"""Calls: what was noted is told in one message, at once where it is quiet and ever more seldom where it is not.

Quiet is meant of a recipient, not of a wall: who is named for a dozen campaigns is called as seldom as who is named for
one, and told of all of them together.
"""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from billboard.core.errors import Refused
from billboard.infra.db import insert_into
from billboard.models import UNADDRESSED, UNDER_WAY, UNTOLD, Alarm, Alert, Call, Campaign, Poster, Telling

# Minutes to wait after the last call, by how many there were within the spell before.
PAUSES = (0, 5, 10, 20, 40, 60)
SPELL = timedelta(hours=6)
BACKOFF = (1, 2, 4, 8, 15, 30, 60, 120)  # minutes between the tries of one call; then it is given up
CLAIMED = timedelta(minutes=10)  # for which whoever delivers a call has it for themselves
BETWEEN_TESTS = timedelta(minutes=1)  # of one wall: whoever is named did not ask to be
KEPT = timedelta(days=7)  # calls, and who was told what
KNOWN = timedelta(days=60)  # what was noted, by its key: what stands as long is told of once


@dataclass(frozen=True)
class Told:
    """A line of a call."""

    kind: Alarm
    code: str  # of the poster it is about; empty where there is none
    reason: str
    number: int
    made: datetime
    wall: str  # a campaign's slug, or empty for the whole site
    title: str  # of the campaign


def pause(recent: int) -> timedelta:
    """How long nobody is called again, `recent` calls having been made within the last hours."""
    return timedelta(minutes=PAUSES[min(recent, len(PAUSES) - 1)])


def walls(session: Session) -> list[str]:
    """Those that there is something to tell of."""
    waiting = select(Alert.wall).join(Telling, Telling.alert_id == Alert.id).where(UNTOLD)
    return sorted({*session.scalars(select(Alert.wall).where(UNADDRESSED)), *session.scalars(waiting)})


def make(session: Session, named: Mapping[str, Sequence[str]], now: datetime) -> list[Call]:
    """Gather what each recipient has not been told into a call, where it is time; who has the same to be told shares
    one. `named` are the recipients of every wall that `walls` knows.

    Where nobody is named it waits for whoever will be.
    """
    _readdress(session, named)
    _address(session, named)
    waiting = defaultdict[str, set[int]](set)
    for row in session.execute(select(Telling.whom, Telling.alert_id).where(UNTOLD)):
        waiting[row.whom].add(row.alert_id)
    due = defaultdict[frozenset[int], list[str]](list)
    for whom, told in waiting.items():
        if _is_time(session, whom, now):
            due[frozenset(told)].append(whom)
    return [call for told, whom in due.items() if (call := _gather(session, told, whom, now))]


def test(session: Session, wall: str, whom: Sequence[str], now: datetime) -> Call:
    """One that tells of nothing but itself. Raises Refused where the last was a moment ago."""
    last = select(Alert.id).where(Alert.kind == Alarm.TEST, Alert.wall == wall, Alert.made > now - BETWEEN_TESTS)
    if session.scalar(last.limit(1)) is not None:
        raise Refused("A test was sent a minute ago. See what came of it below before you send another.")
    call = _begin(session, whom, now)
    alert = Alert(key=f"test:{call.name}", kind=Alarm.TEST, wall=wall, made=now, addressed=True)
    session.add(alert)
    session.flush()
    session.add_all([Telling(alert_id=alert.id, whom=each, call_id=call.id) for each in dict.fromkeys(whom)])
    return call


def claim(session: Session, now: datetime) -> Call | None:
    """A call whose turn it is, for one who delivers it."""
    due = select(Call.id).where(UNDER_WAY, Call.next_try <= now).order_by(Call.next_try).limit(1)
    mine = update(Call).where(Call.id == due.scalar_subquery(), UNDER_WAY, Call.next_try <= now)
    number = session.scalar(mine.values(next_try=now + CLAIMED, tries=Call.tries + 1).returning(Call.id))
    return session.get(Call, number, populate_existing=True) if number is not None else None


def told(session: Session, call: Call) -> list[Told]:
    """What a call is about, the gravest first."""
    rows = select(Alert, Poster.code, Campaign.title).outerjoin(Poster, Poster.id == Alert.poster_id)
    rows = rows.outerjoin(Campaign, Campaign.slug == Alert.wall)
    about = exists().where(Telling.alert_id == Alert.id, Telling.call_id == call.id)
    found = [
        Told(alert.kind, code or "", alert.reason, alert.number, alert.made, alert.wall, title or alert.wall)
        for alert, code, title in session.execute(rows.where(about).order_by(Alert.id))
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
    """The last that told something of a wall."""
    about = select(Telling.id).join(Alert, Alert.id == Telling.alert_id)
    about = about.where(Telling.call_id == Call.id, Alert.wall == wall)
    return list(session.scalars(select(Call).where(about.exists()).order_by(Call.id.desc()).limit(most)))


def forget(session: Session, now: datetime) -> int:
    """Calls of a week ago, and what nobody was there to be told; that it was noted stays known."""
    old, apart = now - KEPT, {"synchronize_session": False}
    noted = select(Alert.id).where(Alert.made < old)
    session.execute(update(Alert).where(UNADDRESSED, Alert.made < old).values(addressed=True), execution_options=apart)
    session.execute(delete(Telling).where(Telling.alert_id.in_(noted)), execution_options=apart)
    session.execute(delete(Alert).where(Alert.made < now - KNOWN), execution_options=apart)
    gone = session.scalars(delete(Call).where(Call.made < old).returning(Call.id)).all()
    return len(gone)


def _begin(session: Session, whom: Sequence[str], now: datetime) -> Call:
    call = Call(name=f"call_{secrets.token_hex(12)}", made=now, left=list(dict.fromkeys(whom)), next_try=now)
    session.add(call)
    session.flush()
    return call


def _address(session: Session, named: Mapping[str, Sequence[str]]) -> None:
    """Put down who is to be told of what nobody has been named for yet."""
    for alert in session.scalars(select(Alert).where(UNADDRESSED).order_by(Alert.id)):
        if whom := list(dict.fromkeys(named.get(alert.wall, ()))):
            rows = insert_into(session, Telling).values([{"alert_id": alert.id, "whom": each} for each in whom])
            session.execute(rows.on_conflict_do_nothing(index_elements=["alert_id", "whom"]))
            alert.addressed = True
    session.flush()


def _readdress(session: Session, named: Mapping[str, Sequence[str]]) -> None:
    """Who is named no more is told no more; what nobody else was told waits for whoever is named now."""
    rows = select(Telling, Alert).join(Alert, Alert.id == Telling.alert_id).where(UNTOLD, Alert.wall.in_(named))
    for telling, alert in session.execute(rows).all():
        if telling.whom not in named[alert.wall]:
            session.delete(telling)
            session.flush()
            if session.scalar(select(Telling.id).where(Telling.alert_id == alert.id).limit(1)) is None:
                alert.addressed = False
    session.flush()


def _is_time(session: Session, whom: str, now: datetime) -> bool:
    """Whether somebody may be called again. Tests count for nothing: whoever sends one means to be called."""
    had = select(Call.id, Call.made).join(Telling, Telling.call_id == Call.id)
    had = had.join(Alert, Alert.id == Telling.alert_id).where(Telling.whom == whom, Alert.kind != Alarm.TEST)
    made = [row.made for row in session.execute(had.where(Call.made > now - SPELL).distinct())]
    return not made or now >= max(made) + pause(len(made))


def _gather(session: Session, told: frozenset[int], whom: Sequence[str], now: datetime) -> Call | None:
    """None where another runner was quicker."""
    call = _begin(session, whom, now)
    mine = update(Telling).where(UNTOLD, Telling.alert_id.in_(told), Telling.whom.in_(whom)).values(call_id=call.id)
    got = session.scalars(mine.returning(Telling.whom), execution_options={"synchronize_session": False}).all()
    if not got:
        session.delete(call)
        return None
    call.left = [each for each in whom if each in set(got)]
    return call
