"""What moderators read: the cases that wait for them, and the log of what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.core.errors import BadRequest
from billboard.models import (
    AWAITING_APPROVAL,
    OF_A_CAMPAIGN,
    OPEN_APPEAL,
    REPORTED,
    TAKEN_DOWN,
    Action,
    Appeal,
    Campaign,
    Decision,
    Moderator,
    Poster,
    Report,
    Status,
)
from billboard.moderation.moderation import REASONS, Scope

PAGE = 20


class View(StrEnum):
    REPORTED = "reported"
    WAITING = "waiting"
    APPEALS = "appeals"
    HIDDEN = "hidden"
    RECENT = "recent"


@dataclass(frozen=True)
class DecisionLine:
    when: datetime
    moderator: str
    action: Action
    reason: str  # label, or empty
    note: str
    code: str


@dataclass(frozen=True)
class Case:
    """A poster as a moderator meets it: who says what against it, and what was decided before."""

    poster: Poster
    campaign: str  # title, or empty
    reasons: list[tuple[str, int]]  # label and number of open reports, most first
    notes: list[str]
    decisions: list[DecisionLine]
    waiting_since: datetime | None
    appeal: str = ""  # what its maker says, where that waits for an answer


@dataclass(frozen=True)
class CasePage:
    cases: list[Case]
    next: str | None


def count_awaiting(session: Session, scope: Scope, most: int = 99) -> int:
    """Posters that wait to go up, counted as far as `most`."""
    walk = select(Poster.id).where(AWAITING_APPROVAL, *_within(scope)).limit(most)
    return session.scalar(select(func.count()).select_from(walk.subquery())) or 0


def page(session: Session, view: View, after: str = "", scope: Scope = None) -> CasePage:
    """A page of cases: the reported by urgency, those that wait oldest first, the others newest first."""
    order: tuple[InstrumentedAttribute[int], ...] = (Poster.id,)
    chosen: list[ColumnElement[bool]] = []
    if view is View.REPORTED:
        order, chosen = (Poster.urgency, Poster.id), [REPORTED, Poster.status != Status.WITHDRAWN]
    elif view is View.WAITING:
        chosen = [AWAITING_APPROVAL]
    elif view is View.APPEALS:
        chosen = [Poster.id.in_(select(Appeal.poster_id).where(OPEN_APPEAL)), Poster.status == Status.HIDDEN]
    elif view is View.HIDDEN:
        chosen = [TAKEN_DOWN, Poster.status == Status.HIDDEN]
    if after:
        try:
            seen = [int(part) for part in after.split(".")]
        except ValueError:
            seen = []
        if len(seen) != len(order) or not all(0 <= part < 2**62 for part in seen):
            raise BadRequest("That link into the queue is broken. Start again from its first page.")
        further = tuple_(*order) > tuple_(*seen) if view is View.WAITING else tuple_(*order) < tuple_(*seen)
        chosen.append(further)
    arranged = [Poster.id] if view is View.WAITING else [column.desc() for column in order]
    walk = select(Poster).where(*chosen, *_within(scope)).order_by(*arranged).limit(PAGE + 1)
    rows = list(session.scalars(walk))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = ".".join(str(getattr(rows[-1], column.key)) for column in order) if more else None
    return CasePage(_cases(session, rows), last)


def log(
    session: Session, before: int | None = None, size: int = 50, scope: Scope = None
) -> tuple[list[DecisionLine], int | None]:
    """The decisions, newest first, and the number to go on before."""
    walk = _lines().where(*_within(scope)).order_by(Decision.id.desc()).limit(size + 1)
    rows = session.execute(walk.where(Decision.id < before) if before else walk).all()
    return [_line(row) for row in rows[:size]], rows[size - 1].id if len(rows) > size else None


def decisions_on(session: Session, poster_id: int) -> list[DecisionLine]:
    """What was decided about a poster, newest first."""
    rows = session.execute(_lines().where(Decision.poster_id == poster_id).order_by(Decision.id.desc()))
    return [_line(row) for row in rows]


def why_hidden(session: Session, poster: Poster) -> str:
    """The label of the reason a poster is hidden for, or an empty string."""
    if poster.status is not Status.HIDDEN:
        return ""
    hidden = (Decision.poster_id == poster.id, Decision.action == Action.HIDE)
    reason = session.scalar(select(Decision.reason).where(*hidden).order_by(Decision.id.desc()).limit(1))
    return _label(reason or "")


def _within(scope: Scope) -> list[ColumnElement[bool]]:
    return [] if scope is None else [Poster.campaign_id.in_(scope), OF_A_CAMPAIGN]


def _cases(session: Session, rows: Sequence[Poster]) -> list[Case]:
    ids = [poster.id for poster in rows]
    open_ = (Report.poster_id.in_(ids), Report.decision_id.is_(None))
    reports = _by_poster(session.scalars(select(Report).where(*open_).order_by(Report.made)).all())
    open_appeals = select(Appeal.poster_id, Appeal.text).where(Appeal.poster_id.in_(ids), OPEN_APPEAL)
    appeals = {row.poster_id: row.text for row in session.execute(open_appeals)}
    homes = {poster.campaign_id for poster in rows}
    titles: dict[int | None, str] = {
        row.id: row.title for row in session.execute(select(Campaign.id, Campaign.title).where(Campaign.id.in_(homes)))
    }
    decisions: dict[int, list[DecisionLine]] = {}
    for row in session.execute(_lines().where(Decision.poster_id.in_(ids)).order_by(Decision.id)):
        decisions.setdefault(row.poster_id, []).append(_line(row))
    return [
        _case(
            poster,
            titles.get(poster.campaign_id, ""),
            reports.get(poster.id, []),
            decisions.get(poster.id, []),
            appeals.get(poster.id, ""),
        )
        for poster in rows
    ]


def _case(poster: Poster, campaign: str, reports: list[Report], decisions: list[DecisionLine], appeal: str) -> Case:
    counts: dict[str, int] = {}
    for item in reports:
        counts[_label(item.reason)] = counts.get(_label(item.reason), 0) + 1
    return Case(
        poster=poster,
        campaign=campaign,
        reasons=sorted(counts.items(), key=lambda pair: -pair[1]),
        notes=[item.note for item in reports if item.note],
        decisions=decisions,
        waiting_since=reports[0].made if reports else None,
        appeal=appeal,
    )


def _by_poster(reports: Iterable[Report]) -> dict[int, list[Report]]:
    grouped: dict[int, list[Report]] = {}
    for item in reports:
        grouped.setdefault(item.poster_id, []).append(item)
    return grouped


def _lines() -> Select[*tuple[Any, ...]]:
    columns = (Decision.id, Decision.poster_id, Decision.made, Decision.action, Decision.reason, Decision.note)
    return (
        select(*columns, Moderator.name, Poster.code)
        .join(Moderator, Moderator.id == Decision.moderator_id)
        .join(Poster, Poster.id == Decision.poster_id)
    )


def _line(row: Row[Any]) -> DecisionLine:
    return DecisionLine(row.made, row.name, row.action, _label(row.reason), row.note, row.code)


def _label(reason: str) -> str:
    return REASONS[reason].label if reason in REASONS else reason
