"""What a moderator saw of a case when they decided, so that nobody decides what has moved on, and who looks at it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from billboard.core.days import start_of
from billboard.core.errors import BadRequest
from billboard.infra.db import insert_into
from billboard.models import CaseLook, Decision, Moderator, Poster, Scope, Status
from billboard.moderation import log
from billboard.moderation.log import DecisionLine
from billboard.moderation.scopes import within
from billboard.walls.cursors import NO_BOUND

NO_VERSION = "The page does not say which version of the case it shows. Load it again, then decide."
FORGOTTEN = "Somebody else has decided about this poster meanwhile. Look at it again."
LOOKING = timedelta(seconds=15)  # for so long after they last said so somebody counts as looking at a case
EPOCH = start_of(0)
MICROSECOND = timedelta(microseconds=1)
DID = {
    "hide": "hid this",
    "restore": "restored this",
    "approve": "approved this",
    "uphold": "upheld this",
    "ignore": "approved this and ignores further reports",
    "cover": "covered this",
    "lift": "lifted the card from this",
    "undo": "took the last decision about this back",
}


@dataclass(frozen=True)
class Sighting:
    version: int  # of the case
    reports: datetime | None  # when the last of the reports that were seen was made; none where there were none

    def __str__(self) -> str:
        return f"{self.version}.{(self.reports - EPOCH) // MICROSECOND if self.reports else 0}"


@dataclass(frozen=True)
class Mark:
    """Up to where a page knew what there was: for posters that it counts and does not list."""

    newest: int  # the number of the last poster
    decision: int  # of the last decision
    at: datetime

    def __str__(self) -> str:
        return f"{self.newest}.{self.decision}.{(self.at - EPOCH) // MICROSECOND}"


def mark(session: Session, now: datetime) -> Mark:
    """To be asked for before the cases that are shown."""
    newest, decision = session.execute(
        select(select(func.max(Poster.id)).scalar_subquery(), select(func.max(Decision.id)).scalar_subquery())
    ).one()
    return Mark(newest or 0, decision or 0, now)


def read(text: str) -> Sighting:
    """Raises BadRequest for what this site did not write."""
    version, reports = _numbers(text, 2)
    return Sighting(version, EPOCH + reports * MICROSECOND if reports < 1 << 52 else None)


def read_mark(text: str) -> Mark:
    """Raises BadRequest for what this site did not write."""
    newest, decision, at = _numbers(text, 3)
    if at >= 1 << 52:
        raise BadRequest(NO_VERSION)
    return Mark(newest, decision, EPOCH + at * MICROSECOND)


def _numbers(text: str, wanted: int) -> list[int]:
    parts = text.split(".")
    if len(text) > 64 or len(parts) != wanted or not all(each.isascii() and each.isdigit() for each in parts):
        raise BadRequest(NO_VERSION)
    numbers = [int(each) for each in parts]
    if any(each >= NO_BOUND for each in numbers):
        raise BadRequest(NO_VERSION)
    return numbers


def is_overtaken(poster: Poster, seen: Sighting) -> bool:
    return poster.case_version != seen.version


def overtaken_by(session: Session, poster: Poster, now: datetime) -> str:
    """A sentence on what has happened to a poster that was decided about meanwhile."""
    if poster.status is Status.WITHDRAWN:
        return "Its maker has withdrawn this poster meanwhile."
    lines = log.decisions_on(session, [poster.id])
    return told(lines[0], now) if lines else FORGOTTEN


def told(line: DecisionLine, now: datetime) -> str:
    """Who did what and when: "ada hid this a minute ago, for hateful about who people are"."""
    reason = f", for: {line.reason[:1].lower()}{line.reason[1:]}" if line.reason else ""
    return f"{line.moderator} {DID[line.action]} {_ago(now - line.when)}{reason}."


def _ago(since: timedelta) -> str:
    minutes = int(since.total_seconds()) // 60
    for size, noun in ((1440, "day"), (60, "hour"), (1, "minute")):
        if number := minutes // size:
            article = "an" if noun == "hour" else "a"
            return f"{article} {noun} ago" if number == 1 else f"{number} {noun}s ago"
    return "a moment ago"


def look(session: Session, moderator: Moderator, code: str, scope: Scope, now: datetime) -> None:
    """Note which case somebody has before their eyes; one at a time."""
    number = session.scalar(select(Poster.id).where(Poster.code == code, *within(scope)))
    forget(session, now)
    if number is None:
        return
    row = insert_into(session, CaseLook).values(moderator_id=moderator.id, poster_id=number, at=now)
    seen = {"poster_id": number, "at": now}
    session.execute(row.on_conflict_do_update(index_elements=["moderator_id"], set_=seen))


def forget(session: Session, now: datetime) -> None:
    """Who looks at nothing any more."""
    session.execute(delete(CaseLook).where(CaseLook.at < now - LOOKING))


def lookers(session: Session, poster_ids: Iterable[int], besides: Moderator, now: datetime) -> dict[int, list[str]]:
    """The names of the others who look at some cases now."""
    chosen = select(CaseLook.poster_id, Moderator.name).join(Moderator, Moderator.id == CaseLook.moderator_id)
    others = chosen.where(
        CaseLook.poster_id.in_(poster_ids), CaseLook.at >= now - LOOKING, CaseLook.moderator_id != besides.id
    )
    found: dict[int, list[str]] = {}
    for number, name in session.execute(others.order_by(Moderator.name)):
        found.setdefault(number, []).append(name)
    return found


def lookers_by_code(session: Session, codes: Iterable[str], besides: Moderator, now: datetime) -> dict[str, list[str]]:
    found = session.execute(select(Poster.id, Poster.code).where(Poster.code.in_(codes)))
    numbers = {row.id: row.code for row in found}
    return {numbers[number]: names for number, names in lookers(session, numbers, besides, now).items()}


def changed(session: Session, seen: Mapping[str, Sighting], scope: Scope, now: datetime) -> dict[str, str]:
    """What has happened to cases that were decided about since they were seen: a sentence for each, by code."""
    rows: Sequence[Poster] = session.scalars(select(Poster).where(Poster.code.in_(seen), *within(scope))).all()
    moved = [poster for poster in rows if is_overtaken(poster, seen[poster.code])]
    return {poster.code: overtaken_by(session, poster, now) for poster in moved}
