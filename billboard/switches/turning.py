"""Verbs on switches: turn one, and turn off those whose time is over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from billboard.core.errors import Outdated, Refused
from billboard.infra import switches
from billboard.infra.config import Settings
from billboard.infra.switches import Position
from billboard.models import SettingChange
from billboard.settings import changes, registry
from billboard.settings.changes import Entry, Origin
from billboard.switches.standing import Switch

OFF = Position(on=False)
ENDED = "end-time"  # the rule by which a switch goes off whose time is over


@dataclass(frozen=True)
class Lever:
    """A switch as the desk shows it."""

    switch: Switch
    entry: Entry
    position: Position
    stands: bool
    is_own: bool  # of the wall that was asked for, not of the whole site


def levers(session: Session, environment: Settings, wall: str, now: datetime) -> list[Lever]:
    entries = {each.setting.name: each for each in changes.entries(session, environment, wall)}
    found = []
    for switch in Switch:
        position = switches.read(str(entries[switch].value))
        own = not wall or entries[switch].origin is Origin.CAMPAIGN
        found.append(Lever(switch, entries[switch], position, position.stands(now), own))
    return found


def label_of(switch: Switch) -> str:
    return registry.find(switch.value).label


def turn(
    session: Session,
    switch: Switch,
    position: Position,
    *,
    wall: str = "",
    seen: int,
    by: int | None,
    rule: str = "",
    now: datetime,
) -> None:
    """Turn a switch on or off, as `changes.change` changes a setting. Raises Refused, NotFound and Outdated."""
    if position.on and position.until is not None and position.until <= now:
        raise Refused("It would be over before it began. Choose a later end.")
    value = switches.write(position._replace(rule=rule))
    changes.change(session, switch.value, value, wall=wall, seen=seen, by=by, rule=rule, now=now)


def end_overdue(session: Session, now: datetime) -> Iterator[str]:
    """Turn off what has an end that has passed. It has not been in force since; this writes it down."""
    for each in _set(session):
        position = switches.read(str(each.value))
        if position.on and not position.stands(now):
            try:
                turn(
                    session,
                    Switch(each.name),
                    OFF,
                    wall=each.wall,
                    seen=each.id,
                    by=None,
                    rule=ENDED,
                    now=now,
                )
            except Outdated:  # somebody turns it at this very moment
                continue
            yield f"{each.name} of {each.wall or 'the site'} has ended."


def _set(session: Session) -> Sequence[SettingChange]:
    names = {switch.value for switch in Switch}
    return [each for each in changes.newest(session) if each.name in names and changes.stored(each) is not None]
