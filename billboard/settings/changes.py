"""Verbs on settings: change one, take a change back, and tell what stands where and since when."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest, NotFound, Outdated, Refused
from billboard.infra.config import Settings
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Campaign, Kind, Moderator, SettingChange
from billboard.settings import registry
from billboard.settings.registry import SETTINGS, Setting, Value

logger = logging.getLogger("billboard.settings")
AT_ONCE = "Somebody else changed a setting at this very moment. Look at what stands now, and do it again."


class Origin(StrEnum):
    """Where a value in force comes from."""

    ENVIRONMENT = "environment"
    SITE = "site"
    CAMPAIGN = "campaign"


@dataclass(frozen=True)
class Entry:
    """A setting as it stands on a wall, for a form that changes it."""

    setting: Setting
    value: Value  # that is in force there
    origin: Origin
    seen: int  # the number of that wall's own newest change, which `change` wants back; 0 where there was none
    by: str  # who made it, or empty: for nobody, and for who has a shell
    made: datetime | None


def newest(session: Session) -> Sequence[SettingChange]:
    """The change in force of every name and wall; those that were taken back among them."""
    last = select(func.max(SettingChange.id)).group_by(SettingChange.name, SettingChange.wall)
    return session.scalars(select(SettingChange).where(SettingChange.id.in_(last))).all()


def stored(change: SettingChange) -> Value | None:
    """What a change set; None where it was taken back, or where this version of the site cannot make sense of it."""
    if change.value is None or change.name not in SETTINGS:
        return None
    try:
        return SETTINGS[change.name].read(change.value)
    except Refused as refused:
        logger.warning("a stored setting is not in force", extra={"setting": change.name, "reason": refused.message})
        return None


def entries(session: Session, environment: Settings, wall: str = "") -> list[Entry]:
    """Every setting of the site, or those that a campaign may have of its own."""
    changes = {(change.name, change.wall): change for change in newest(session)}
    names = {row.id: row.name for row in session.execute(select(Moderator.id, Moderator.name))}
    found = []
    for setting in SETTINGS.values():
        if wall and not setting.campaign:
            continue
        value, origin = _in_force(setting, environment, changes, wall)
        own = changes.get((setting.name, wall))
        by = names.get(own.moderator_id, "") if own and own.moderator_id else ""
        found.append(Entry(setting, value, origin, own.id if own else 0, by, own.made if own else None))
    return found


def change(
    session: Session,
    name: str,
    given: object,
    *,
    wall: str = "",
    seen: int,
    by: int | None,
    rule: str = "",
    now: datetime,
) -> Value:
    """Set a setting of the site, or of a campaign; return the value as it is kept.

    `seen` is the number of the newest change that whoever asks has seen (Entry), `by` their number or None for who
    has a shell, `rule` what changes it where nobody does. Raises NotFound, Refused for a value that cannot be, and
    Outdated where somebody was quicker.
    """
    value = registry.find(name).read(given)
    _add(session, name, value, wall, seen, by, now, rule)
    return value


def take_back(session: Session, name: str, *, wall: str = "", seen: int, by: int | None, now: datetime) -> None:
    """Let a campaign's setting be the site's again, and the site's the environment's. Raises as `change` does."""
    _add(session, name, None, wall, seen, by, now)


def last_change(session: Session, name: str, wall: str = "") -> SettingChange | None:
    this = (SettingChange.name == name, SettingChange.wall == wall)
    return session.scalar(select(SettingChange).where(*this).order_by(SettingChange.id.desc()).limit(1))


def _add(
    session: Session,
    name: str,
    value: Value | None,
    wall: str,
    seen: int,
    by: int | None,
    now: datetime,
    rule: str = "",
) -> None:
    setting = registry.find(name)
    if wall and not setting.campaign:
        raise BadRequest(f"{setting.label} is set for the whole site, not for one campaign.")
    if wall and session.scalar(select(Campaign.id).where(Campaign.slug == wall)) is None:
        raise NotFound(f"There is no campaign at /c/{wall}.")
    # One change at a time: whoever comes second waits for the oldest line here, and sees the newest one below.
    session.execute(select(SettingChange.id).order_by(SettingChange.id).limit(1).with_for_update())
    # Numbered before the last one is looked up: what is committed between the two is met there or has this number.
    number = (session.scalar(select(func.max(SettingChange.id))) or 0) + 1
    last = last_change(session, name, wall)
    if last is not None and last.id != seen:
        raise Outdated(_overtaken(session, setting, last))
    session.add(SettingChange(id=number, name=name, wall=wall, value=value, moderator_id=by, made=now))
    try:
        session.flush()
    except IntegrityError:  # there was no line yet to wait for
        raise Outdated(AT_ONCE) from None
    act = Act(
        Kind.SWITCH if setting.switch else Kind.SETTING,
        _did(setting, value),
        subject=name,
        wall=wall,
        details={"change": number},
        snapshot={"value": value},
    )
    journal.record(session, act, by=by, rule=rule, now=now)


def _did(setting: Setting, value: Value | None) -> str:
    if value is None:
        return "reset"
    return ("on" if str(value).startswith("on") else "off") if setting.switch else "change"


def _overtaken(session: Session, setting: Setting, last: SettingChange) -> str:
    who = session.scalar(select(Moderator.name).where(Moderator.id == last.moderator_id)) or "Somebody with a shell"
    value = stored(last)
    done = "took it back" if value is None else f"set it to “{setting.typed(value)}”"
    return f"{setting.label}: {who} {done} at {last.made:%H:%M} UTC. Look at what stands now, and change it again."


def _in_force(
    setting: Setting, environment: Settings, changes: dict[tuple[str, str], SettingChange], wall: str
) -> tuple[Value, Origin]:
    places = [(wall, Origin.CAMPAIGN), ("", Origin.SITE)] if wall else [("", Origin.SITE)]
    for place, origin in places:
        own = changes.get((setting.name, place))
        if own is not None and (value := stored(own)) is not None:
            return value, origin
    return getattr(environment, setting.name), Origin.ENVIRONMENT
