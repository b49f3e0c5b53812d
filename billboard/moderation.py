"""Verbs on reports and decisions. A decision's line is written in the transaction that carries it out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard import admission, posters
from billboard.core.errors import BadRequest, NotFound
from billboard.db import insert_into
from billboard.models import (
    IN_WAIT,
    OF_A_CAMPAIGN,
    OPEN_APPEAL,
    TAKEN_DOWN,
    WAITING,
    Action,
    Appeal,
    Campaign,
    Decision,
    Moderator,
    Poster,
    Report,
    Status,
)

Scope = frozenset[int] | None  # the numbers of the campaigns that a moderator sees; None for the whole site
NOTE_LENGTH = 1000  # characters
PAGE = 20


@dataclass(frozen=True)
class Reason:
    """Why a poster is reported or hidden. `weight` is what one report adds to a poster's urgency."""

    label: str
    weight: int


REASONS: Mapping[str, Reason] = {
    "threat": Reason("Threatens or incites violence", 8),
    "hate": Reason("Hateful about who people are", 6),
    "libel": Reason("Says something false and damaging about a real person", 6),
    "private": Reason("Gives away somebody's private details", 6),
    "harassment": Reason("Bullies or harasses somebody", 5),
    "election": Reason("Misleads about how, when or where to vote", 5),
    "sexual": Reason("Sexual, and not for a public wall", 4),
    "spam": Reason("Advertising or flooding", 1),
    "other": Reason("Something else", 2),
}


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
class Docket:
    cases: list[Case]
    next: str | None


def report(session: Session, code: str, *, reason: str, note: str, reporter: str, now: datetime) -> None:
    """File a report. The same visitor reporting the same poster again replaces what they said."""
    # Locked, so that of two reports at once the second counts the first too.
    poster = posters.find_live(session, code, lock=True)
    values = {"reason": reason, "note": note[:NOTE_LENGTH], "made": now, "decision_id": None}
    row = insert_into(session, Report).values(poster_id=poster.id, reporter=reporter, **values)
    session.execute(row.on_conflict_do_update(index_elements=["poster_id", "reporter"], set_=values))
    _weigh(session, poster)


def decide(
    session: Session,
    code: str,
    moderator: Moderator,
    action: Action,
    *,
    reason: str = "",
    note: str = "",
    now: datetime,
    scope: Scope = None,
) -> bool:
    """Carry out a decision and write its line; False when the poster already stands as asked and no report is open.

    Approving a poster that waits puts it up, as of now.

    Raises NotFound for a poster outside the `scope`, and BadRequest for a hide without a reason of the list, and for a
    poster that its maker has withdrawn: only its reports can be closed. The caller moves the pictures afterwards
    (`pictures.settle`): a poster is gone from every page the moment this commits, whatever the store does.
    """
    if action is Action.HIDE and reason not in REASONS:
        raise BadRequest("Choose the reason for hiding it: its maker is told, and so is the log.")
    poster = find_in(session, scope, code, lock=True)
    before = poster.status
    after = {Action.HIDE: Status.HIDDEN, Action.RESTORE: Status.LIVE}.get(action, before)
    if before is Status.WAITING and action is Action.APPROVE:
        after = Status.LIVE
    if before is Status.WITHDRAWN and action is Action.RESTORE:
        raise BadRequest("Its maker has withdrawn this poster. It cannot be put up again.")
    if before is Status.WITHDRAWN:
        after = before
    if action is Action.UPHOLD and before is not Status.HIDDEN:
        raise BadRequest("Only what hides a poster can be upheld, and this one is up.")
    open_appeal = (Appeal.poster_id == poster.id, OPEN_APPEAL)
    appealed = session.scalar(select(Appeal.id).where(*open_appeal)) is not None
    if before == after and not poster.open_reports and not (appealed and action is Action.UPHOLD):
        return False
    if after is Status.LIVE and poster.campaign_id is not None and poster.number is None:
        admission.require_place(session, poster.campaign_id)
    line = Decision(
        poster_id=poster.id,
        moderator_id=moderator.id,
        action=action,
        reason=reason if action is Action.HIDE else "",
        note=note[:NOTE_LENGTH],
        before=before,
        after=after,
        made=now,
    )
    session.add(line)
    session.flush()
    session.execute(
        update(Report).where(Report.poster_id == poster.id, Report.decision_id.is_(None)).values(decision_id=line.id)
    )
    if action in (Action.RESTORE, Action.UPHOLD):
        session.execute(update(Appeal).where(*open_appeal).values(answered_by=line.id))
    poster.status, poster.open_reports, poster.urgency = after, 0, 0
    if after is Status.LIVE and poster.campaign_id is not None and poster.number is None:
        posters.date(poster, now.replace(microsecond=0))  # it was not up until now
        admission.put_up(session, poster)
    posters.follow(session, poster, before)
    return True


def find_in(session: Session, scope: Scope, code: str, *, lock: bool = False) -> Poster:
    """A poster that a moderator of that scope may see. Raises NotFound."""
    poster = posters.find(session, code, lock=lock)
    if scope is not None and poster.campaign_id not in scope:
        raise NotFound("There is no poster of that name in your campaigns.")
    return poster


def how_many_wait(session: Session, scope: Scope, most: int = 99) -> int:
    """Posters that wait to go up, counted as far as `most`."""
    walk = select(Poster.id).where(IN_WAIT, *_within(scope)).limit(most)
    return session.scalar(select(func.count()).select_from(walk.subquery())) or 0


def _within(scope: Scope) -> list[ColumnElement[bool]]:
    return [] if scope is None else [Poster.campaign_id.in_(scope), OF_A_CAMPAIGN]


def docket(session: Session, view: View, after: str = "", scope: Scope = None) -> Docket:
    """A page of cases: the reported by urgency, those that wait oldest first, the others newest first."""
    order: tuple[InstrumentedAttribute[int], ...] = (Poster.id,)
    chosen: list[ColumnElement[bool]] = []
    if view is View.REPORTED:
        order, chosen = (Poster.urgency, Poster.id), [WAITING, Poster.status != Status.WITHDRAWN]
    elif view is View.WAITING:
        chosen = [IN_WAIT]
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
    return Docket(_cases(session, rows), last)


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


def reweigh(session: Session) -> int:
    """Set every poster's open reports and urgency to what its reports say; return how many were wrong."""
    reported = select(Report.poster_id).where(Report.decision_id.is_(None))
    suspects = select(Poster).where(WAITING | Poster.id.in_(reported)).with_for_update()
    return sum(_weigh(session, poster) for poster in session.scalars(suspects).all())


def _weigh(session: Session, poster: Poster) -> bool:
    """Bring a locked poster's count and urgency up to date; whether they were not."""
    open_ = (Report.poster_id == poster.id, Report.decision_id.is_(None))
    counts = session.execute(select(Report.reason, func.count()).where(*open_).group_by(Report.reason)).all()
    before = poster.open_reports, poster.urgency
    poster.open_reports = sum(number for _, number in counts)
    poster.urgency = sum(REASONS[reason].weight * number for reason, number in counts)
    return before != (poster.open_reports, poster.urgency)


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
