"""What waits for moderators: the cases, and all that they need to decide one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.core.errors import BadRequest
from billboard.models import (
    AWAITING_APPROVAL,
    OPEN_APPEAL,
    REPORTED,
    TAKEN_DOWN,
    Appeal,
    Campaign,
    Poster,
    Report,
    Status,
)
from billboard.moderation.log import DecisionLine, decisions_on
from billboard.moderation.reasons import label_of
from billboard.moderation.scopes import Scope, within

PAGE = 20


class View(StrEnum):
    REPORTED = "reported"
    WAITING = "waiting"
    APPEALS = "appeals"
    HIDDEN = "hidden"
    RECENT = "recent"


CONDITIONS: Mapping[View, tuple[ColumnElement[bool], ...]] = {
    View.REPORTED: (REPORTED, Poster.status != Status.WITHDRAWN),
    View.WAITING: (AWAITING_APPROVAL,),
    View.APPEALS: (Poster.id.in_(select(Appeal.poster_id).where(OPEN_APPEAL)), Poster.status == Status.HIDDEN),
    View.HIDDEN: (TAKEN_DOWN, Poster.status == Status.HIDDEN),
    View.RECENT: (),
}


@dataclass(frozen=True)
class Case:
    """A poster as a moderator meets it: who says what against it, and what was decided before."""

    poster: Poster
    campaign: str  # title, or empty
    reasons: list[tuple[str, int]]  # label and number of open reports, most first
    notes: list[str]
    decisions: list[DecisionLine]  # oldest first
    waiting_since: datetime | None
    appeal: str = ""  # what its maker says, where that waits for an answer


@dataclass(frozen=True)
class CasePage:
    cases: list[Case]
    next: str | None


def count_awaiting(session: Session, scope: Scope, most: int = 99) -> int:
    """Posters that wait to go up, counted as far as `most`."""
    walk = select(Poster.id).where(AWAITING_APPROVAL, *within(scope)).limit(most)
    return session.scalar(select(func.count()).select_from(walk.subquery())) or 0


def page(session: Session, view: View, after: str = "", scope: Scope = None) -> CasePage:
    """A page of cases: the reported by urgency, those that wait oldest first, the others newest first.

    Raises BadRequest for a broken `after`.
    """
    order = _order(view)
    chosen = [*CONDITIONS[view], *within(scope), *([_further(view, after)] if after else [])]
    arranged = [Poster.id] if view is View.WAITING else [column.desc() for column in order]
    rows = list(session.scalars(select(Poster).where(*chosen).order_by(*arranged).limit(PAGE + 1)))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = ".".join(str(getattr(rows[-1], column.key)) for column in order) if more else None
    return CasePage(_cases(session, rows), last)


def _order(view: View) -> tuple[InstrumentedAttribute[int], ...]:
    return (Poster.urgency, Poster.id) if view is View.REPORTED else (Poster.id,)


def _further(view: View, after: str) -> ColumnElement[bool]:
    order = _order(view)
    try:
        seen = [int(part) for part in after.split(".")]
    except ValueError:
        seen = []
    if len(seen) != len(order) or not all(0 <= part < 2**62 for part in seen):
        raise BadRequest("That link into the queue is broken. Start again from its first page.")
    return tuple_(*order) > tuple_(*seen) if view is View.WAITING else tuple_(*order) < tuple_(*seen)


def _cases(session: Session, rows: Sequence[Poster]) -> list[Case]:
    ids = [poster.id for poster in rows]
    open_ = (Report.poster_id.in_(ids), Report.decision_id.is_(None))
    reports = _by_poster(session.scalars(select(Report).where(*open_).order_by(Report.made)).all())
    open_appeals = select(Appeal.poster_id, Appeal.text).where(Appeal.poster_id.in_(ids), OPEN_APPEAL)
    appeals = {row.poster_id: row.text for row in session.execute(open_appeals)}
    titles = _titles(session, rows)
    decisions: dict[int, list[DecisionLine]] = {}
    for line in reversed(decisions_on(session, ids)):
        decisions.setdefault(line.poster_id, []).append(line)
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
    return Case(
        poster=poster,
        campaign=campaign,
        reasons=Counter(label_of(each.reason) for each in reports).most_common(),
        notes=[each.note for each in reports if each.note],
        decisions=decisions,
        waiting_since=reports[0].made if reports else None,
        appeal=appeal,
    )


def _titles(session: Session, rows: Iterable[Poster]) -> dict[int | None, str]:
    """Of the posters' campaigns, by their numbers."""
    homes = {poster.campaign_id for poster in rows}
    found = session.execute(select(Campaign.id, Campaign.title).where(Campaign.id.in_(homes)))
    return {row.id: row.title for row in found}


def _by_poster(reports: Iterable[Report]) -> dict[int, list[Report]]:
    grouped: dict[int, list[Report]] = {}
    for each in reports:
        grouped.setdefault(each.poster_id, []).append(each)
    return grouped
