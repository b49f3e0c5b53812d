"""Several settings changed at once, as a page has them: all, or none and all that is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.errors import Outdated, Refused
from billboard.models import Moderator, SettingChange
from billboard.settings import changes, registry
from billboard.settings.registry import Value

KEPT = 50  # changes of a setting that its history shows


class SettingProblems(Refused):
    """Several settings refused at once: `problems` maps a setting's name to its sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()), next(iter(problems), None))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Typed:
    name: str
    text: str
    seen: int  # the number of the newest change that whoever typed it has seen


@dataclass(frozen=True)
class Past:
    """A change that was made once."""

    value: Value | None  # none where it was taken back, or where this version of the site cannot make sense of it
    by: str  # empty for who has a shell
    made: datetime


def change_all(
    session: Session,
    typed: Sequence[Typed],
    *,
    by: int | None,
    now: datetime,
    wall: str = "",
    problems: Mapping[str, str] = MappingProxyType({}),
) -> list[Value]:
    """The values as they are kept. Raises SettingProblems for all that cannot be or that somebody else has changed
    meanwhile, and for the `problems` that are known already; whoever calls then leaves everything as it was."""
    problems, kept = dict(problems), []
    for each in (each for each in typed if each.name not in problems):
        try:
            registry.find(each.name).read(each.text)
        except Refused as refused:
            problems[each.name] = refused.message
    for each in typed:
        if each.name not in problems:
            try:
                done = {"wall": wall, "seen": each.seen, "by": by, "now": now}
                kept.append(changes.change(session, each.name, each.text, **done))  # type: ignore[arg-type]
            except Outdated as outdated:
                if not session.is_active:  # nothing more can be asked of the database
                    raise
                problems[each.name] = outdated.message
    if problems:
        raise SettingProblems(problems)
    return kept


def history(session: Session, name: str, wall: str = "") -> list[Past]:
    """Newest first."""
    this = (SettingChange.name == name, SettingChange.wall == wall)
    found = select(SettingChange, Moderator.name).outerjoin(Moderator, Moderator.id == SettingChange.moderator_id)
    rows = session.execute(found.where(*this).order_by(SettingChange.id.desc()).limit(KEPT))
    return [Past(changes.stored(change), who or "", change.made) for change, who in rows]
