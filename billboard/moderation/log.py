"""The log of decisions, as moderators read it, and a poster's maker the part of it that is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from billboard.journal import reading
from billboard.models import Action, Appeal, Decision, Moderator, Poster, Scope, Status
from billboard.moderation.reasons import REASONS, label_of
from billboard.moderation.scopes import within

SIZE = 50  # lines on a page
Lines = Select[int, int, datetime, Action, str, str, bool, int | None, bool, str, str, int | None]
HIDING = aliased(Decision)
# An appeal upheld by whoever had hidden the poster, for want of another.
ALONE = (
    select(Appeal.id)
    .join(HIDING, HIDING.id == Appeal.hidden_by)
    .where(Appeal.answered_by == Decision.id, HIDING.moderator_id == Decision.moderator_id)
    .where(Decision.action == Action.UPHOLD)
    .correlate(Decision)
    .exists()
)


@dataclass(frozen=True)
class DecisionLine:
    number: int  # the row's
    poster_id: int
    when: datetime
    moderator: str
    action: Action
    reason: str  # label, or empty
    rule: str  # of the list that the rules page explains, or empty
    note: str
    code: str
    site_wide: bool  # by somebody who sees the whole site
    batch: int | None  # of the decision about many posters that it is part of
    alone: bool  # it answers an appeal against what the same moderator decided, for want of another
    may_undo: bool  # nothing was decided about its poster since, and it takes nothing back itself


@dataclass(frozen=True)
class LogPage:
    lines: list[DecisionLine]  # newest first
    next: int | None  # the number to go on before


def page(session: Session, before: int | None = None, *, scope: Scope = None) -> LogPage:
    walk = _lines().where(*within(scope)).order_by(Decision.id.desc()).limit(SIZE + 1)
    lines = _read(session, walk.where(Decision.id < before) if before else walk)
    if scope is not None:  # they do not overrule the whole site's
        lines = [replace(line, may_undo=line.may_undo and not line.site_wide) for line in lines]
    return LogPage(lines[:SIZE], lines[SIZE - 1].number if len(lines) > SIZE else None)


def decisions_on(session: Session, poster_ids: Iterable[int]) -> list[DecisionLine]:
    """What was decided about some posters, newest first."""
    return _read(session, _lines().where(Decision.poster_id.in_(poster_ids)).order_by(Decision.id.desc()))


def hidden_by(session: Session, poster: Poster) -> DecisionLine | None:
    """The decision that hides a poster now."""
    if poster.status is not Status.HIDDEN:
        return None
    hides = _lines().where(Decision.poster_id == poster.id, Decision.action == Action.HIDE)
    return next(iter(_read(session, hides.order_by(Decision.id.desc()).limit(1))), None)


def why_hidden(session: Session, poster: Poster) -> tuple[str, tuple[int, int] | None]:
    """The label of the reason a poster is hidden for, or an empty string; the day and the number of the line."""
    decision = hidden_by(session, poster)
    return (decision.reason, reading.line_of(session, decision.number)) if decision else ("", None)


def _lines() -> Lines:
    columns = (Decision.id, Decision.poster_id, Decision.made, Decision.action, Decision.reason, Decision.note)
    return (
        select(
            *columns,
            Decision.site_wide,
            Decision.batch_id,
            ALONE,
            Moderator.name,
            Poster.code,
            Poster.last_decision_id,
        )
        .join(Moderator, Moderator.id == Decision.moderator_id)
        .join(Poster, Poster.id == Decision.poster_id)
    )


def _read(session: Session, lines: Lines) -> list[DecisionLine]:
    found = session.execute(lines).all()
    return [
        DecisionLine(
            number,
            poster_id,
            made,
            mod,
            action,
            label_of(reason),
            reason if reason in REASONS else "",
            note,
            code,
            site_wide,
            batch,
            alone,
            may_undo=number == last and action is not Action.UNDO,
        )
        for number, poster_id, made, action, reason, note, site_wide, batch, alone, mod, code, last in found
    ]
