"""How often things are tried on the whole site, and the rule that calls it an attack.

What is tried is counted in slices of ten seconds, in memory first (infra.ledger), so that a vote pays an addition. The
rule turns the switch on when a minute passes what an operator set, and off once nothing has been half as loud for the
quiet time. What somebody turned by hand it leaves alone: on until they turn it off, off for the quiet time at least.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from billboard.core.errors import Outdated
from billboard.infra import switches
from billboard.infra.config import Settings
from billboard.infra.db import insert_into
from billboard.infra.switches import Position
from billboard.models import Attempt, SettingChange
from billboard.settings import changes
from billboard.switches.proofs import Form
from billboard.switches.standing import Switch
from billboard.switches.turning import OFF, turn

SLICE = 10  # seconds
A_MINUTE = 60 // SLICE
KEPT = timedelta(hours=25)  # longer than any quiet time
TOO_MANY, QUIET = "too-many", "quiet"  # the rules, as the log names them
Counts = Mapping[tuple[int, Form], int]  # by slice


def slice_of(now: datetime) -> int:
    return int(now.timestamp()) // SLICE


def limits_of(settings: Settings) -> dict[Form, int]:
    """How many a minute are an attack, of what is watched."""
    limits = {
        Form.PUBLISH: settings.attack_posters_a_minute,
        Form.VOTE: settings.attack_votes_a_minute,
        Form.REPORT: settings.attack_reports_a_minute,
    }
    return {form: limit for form, limit in limits.items() if limit}


def record(session: Session, counts: Counts, settings: Settings, now: datetime) -> None:
    """Write what came together, and turn the switch on if that is too many: nobody has to wait for a job."""
    for (slice_, form), times in sorted(counts.items()):
        row = insert_into(session, Attempt).values(slice=slice_, what=form.value, times=times)
        more = {"times": Attempt.times + times}
        session.execute(row.on_conflict_do_update(index_elements=["slice", "what"], set_=more))
    watch(session, settings, now)


def watch(session: Session, settings: Settings, now: datetime) -> str:
    """Turn the switch if the rule says so; what was done, in a sentence, or nothing."""
    last = changes.last_change(session, Switch.ATTACK.value)
    value = changes.stored(last) if last else None
    position = switches.read(str(value if value is not None else settings.under_attack))
    quiet = timedelta(minutes=settings.attack_quiet_minutes)
    try:
        if not position.stands(now):
            return _turn_on(session, settings, last, position, now, quiet)
        if position.rule == TOO_MANY and last and last.made <= now - quiet:
            return _turn_off(session, settings, last, now, quiet)
    except Outdated:  # somebody turns it at this very moment
        pass
    return ""


def forget(session: Session, now: datetime) -> None:
    session.execute(delete(Attempt).where(Attempt.slice < slice_of(now - KEPT)))


def _turn_on(
    session: Session,
    settings: Settings,
    last: SettingChange | None,
    position: Position,
    now: datetime,
    quiet: timedelta,
) -> str:
    turned_off_by_hand = last is not None and not position.on and not position.rule
    if turned_off_by_hand and last and last.made > now - quiet:
        return ""
    loud = [form for form, limit in limits_of(settings).items() if _in_a_minute(session, form, now) > limit]
    if not loud:
        return ""
    on = Position(on=True)
    turn(session, Switch.ATTACK, on, seen=last.id if last else 0, by=None, rule=TOO_MANY, now=now)
    return f"Under attack: more than is usual of {', '.join(loud)}."


def _turn_off(session: Session, settings: Settings, last: SettingChange, now: datetime, quiet: timedelta) -> str:
    if any(2 * _loudest(session, form, now, quiet) > limit for form, limit in limits_of(settings).items()):
        return ""
    turn(session, Switch.ATTACK, OFF, seen=last.id, by=None, rule=QUIET, now=now)
    return "The attack is over."


def _in_a_minute(session: Session, form: Form, now: datetime) -> int:
    lately = Attempt.slice > slice_of(now) - A_MINUTE
    return session.scalar(select(func.sum(Attempt.times)).where(Attempt.what == form.value, lately)) or 0


def _loudest(session: Session, form: Form, now: datetime, quiet: timedelta) -> int:
    """The most in any minute of the quiet time."""
    since = slice_of(now - quiet)
    found = select(Attempt.slice, Attempt.times).where(Attempt.what == form.value, Attempt.slice > since)
    minutes = Counter[int]()
    for slice_, times in session.execute(found):
        for of in range(slice_, slice_ + A_MINUTE):
            minutes[of] += times
    return max(minutes.values(), default=0)
