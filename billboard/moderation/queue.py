"""What waits for moderators: the cases, and all that they need to decide one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.core.days import day_of
from billboard.core.errors import BadRequest
from billboard.core.rank.urgency import Exposure
from billboard.core.text.searching import words as words_of
from billboard.models import (
    AWAITING_APPROVAL,
    LIVE,
    OPEN_APPEAL,
    OPEN_CASE,
    TAKEN_DOWN,
    Appeal,
    Campaign,
    Poster,
    Report,
    Reporter,
    Scope,
    Status,
)
from billboard.moderation import clusters, covering, exposures, holds, notices, reports, voices
from billboard.moderation.filters import Filters, conditions
from billboard.moderation.log import DecisionLine, decisions_on
from billboard.moderation.notices import Shown
from billboard.moderation.offers import Alike, Offers, offers_beside
from billboard.moderation.reasons import label_of
from billboard.moderation.reports import gravest, is_notice
from billboard.moderation.scopes import within
from billboard.moderation.sightings import Sighting
from billboard.posters.sayings import Templates
from billboard.walls.cursors import NO_BOUND

PAGE = 20
MOST_COUNTED = 100


class View(StrEnum):
    REPORTED = "reported"
    WAITING = "waiting"
    APPEALS = "appeals"
    HIDDEN = "hidden"
    RECENT = "recent"


CLUSTERED = (View.REPORTED, View.WAITING)  # where one case stands for all that say the same
CONDITIONS: Mapping[View, tuple[ColumnElement[bool], ...]] = {
    View.REPORTED: (OPEN_CASE, ~TAKEN_DOWN),
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
    likely: str  # the reason that it would be hidden for, as far as reports say
    reasons: list[tuple[str, int]]  # label and number of open reports, most first
    notes: list[tuple[str, int]]  # of the reports, and how many say the same words
    because: tuple[str, ...]  # why it stands where it does, in words
    seen: Sighting
    held: list[str]  # why it waits, in words
    alike: list[Alike]  # others that say the same
    offers: Offers  # those, and all else that one decision may take along
    decisions: list[DecisionLine]  # oldest first
    waiting_since: datetime | None
    covered: str = ""  # by whom a card was laid over it, in words
    appeal: str = ""  # what its maker says, where that waits for an answer
    appealed: datetime | None = None  # when they did
    notices: Sequence[Shown] = ()  # who asked by the form that it be taken down


@dataclass(frozen=True)
class CasePage:
    cases: list[Case]
    next: str | None


def counts(session: Session, scope: Scope, now: datetime, most: int = MOST_COUNTED) -> dict[str, int]:
    """How many there are on each view, counted as far as `most`; of the recent ones those of today. One statement."""
    views = {**CONDITIONS, View.RECENT: (LIVE, Poster.day == day_of(now))}
    columns = []
    for view, chosen in views.items():
        walk = select(Poster.id).where(*chosen, *within(scope)).limit(literal_column(str(most))).subquery()
        columns.append(select(func.count()).select_from(walk).scalar_subquery().label(view.value))
    return dict(session.execute(select(*columns)).mappings().one())


def about(
    session: Session, posters: Sequence[Poster], scope: Scope, *, now: datetime, templates: Templates, offered: bool
) -> list[Case]:
    """The cases of some posters, in that order; with what one decision may take along where that is `offered`."""
    others = offers_beside(session, posters, templates, scope, now) if offered else {}
    return _cases(session, posters, others, now)


def page(
    session: Session,
    view: View,
    after: str = "",
    scope: Scope = None,
    *,
    now: datetime,
    templates: Templates = MappingProxyType({}),
    filters: Filters = Filters(),  # noqa: B008 a frozen one that asks for nothing
) -> CasePage:
    """A page of cases: the reported by urgency, those that wait oldest first, the hidden by when that was decided, and
    the others newest first.

    Raises BadRequest for a broken `after`, and NotFound where `filters` name a poster outside the scope.
    """
    order = _order(view)
    chosen = [*CONDITIONS[view], *within(scope), *([_further(view, after)] if after else [])]
    chosen += conditions(session, filters, scope, now, hidden=view in (View.HIDDEN, View.APPEALS))
    arranged = [Poster.id] if view is View.WAITING else [column.desc() for column in order]
    rows = list(session.scalars(select(Poster).where(*chosen).order_by(*arranged).limit(PAGE + 1)))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = ".".join(str(getattr(rows[-1], column.key)) for column in order) if more else None
    others = offers_beside(session, rows, templates, scope, now) if view in CLUSTERED else {}
    shown = clusters.folded(rows, templates) if view in CLUSTERED else rows
    return CasePage(_cases(session, shown, others, now), last)


def _order(view: View) -> tuple[InstrumentedAttribute[Any], ...]:
    return {View.REPORTED: (Poster.urgency, Poster.id), View.HIDDEN: (Poster.last_decision_id,)}.get(view, (Poster.id,))


def _further(view: View, after: str) -> ColumnElement[bool]:
    order = _order(view)
    try:
        seen = [int(part) for part in after.split(".")]
    except ValueError:
        seen = []
    if len(seen) != len(order) or not all(0 <= part < NO_BOUND for part in seen):
        raise BadRequest("That link into the queue is broken. Start again from its first page.")
    return tuple_(*order) > tuple_(*seen) if view is View.WAITING else tuple_(*order) < tuple_(*seen)


def _cases(session: Session, rows: Sequence[Poster], others: Mapping[int, Offers], now: datetime) -> list[Case]:
    ids = [poster.id for poster in rows]
    reported = reports.open_on(session, ids)
    open_reports, records = _by_poster(reported), voices.records_of(session, reported)
    open_appeals = select(Appeal).where(Appeal.poster_id.in_(ids), OPEN_APPEAL)
    appeals = {each.poster_id: each for each in session.scalars(open_appeals)}
    titles = _titles(session, rows)
    seen = exposures.of(session, [each for each in rows if each.id in open_reports], now)
    held, covered = holds.told_on(session, ids), covering.told_on(session, ids)
    noticed = notices.shown_on(session, reported)
    decisions: dict[int, list[DecisionLine]] = {}
    for line in reversed(decisions_on(session, ids)):
        decisions.setdefault(line.poster_id, []).append(line)
    return [
        _case(
            poster,
            titles.get(poster.campaign_id, ""),
            open_reports.get(poster.id, []),
            decisions.get(poster.id, []),
            appeals.get(poster.id),
            _because(session, poster, open_reports.get(poster.id, []), now, records, seen.get(poster.id)),
            held.get(poster.id, []),
            others.get(poster.id, Offers()),
            noticed.get(poster.id, ()),
            covered.get(poster.id, ""),
        )
        for poster in rows
    ]


def _case(
    poster: Poster,
    campaign: str,
    told: list[Report],
    decisions: list[DecisionLine],
    appeal: Appeal | None,
    because: tuple[str, ...],
    held: list[str],
    offers: Offers,
    noticed: Sequence[Shown],
    covered: str,
) -> Case:
    return Case(
        poster=poster,
        campaign=campaign,
        reasons=Counter(label_of(each.reason) for each in told).most_common(),
        likely=gravest(told),
        notes=_folded([each.note for each in told if each.note and not is_notice(each.reporter)]),
        because=because,
        held=held,
        alike=offers.same,
        offers=offers,
        seen=Sighting(poster.case_version, max((each.made for each in told), default=None)),
        decisions=decisions,
        waiting_since=told[0].made if told else None,
        covered=covered,
        appeal=appeal.text if appeal else "",
        appealed=appeal.made if appeal else None,
        notices=noticed,
    )


def _because(
    session: Session,
    poster: Poster,
    open_: Sequence[Report],
    now: datetime,
    records: Mapping[str, Reporter],
    seen: Exposure | None,
) -> tuple[str, ...]:
    return reports.urgency_of(session, poster, open_, now, records, seen).because if open_ else ()


def _folded(notes: Sequence[str]) -> list[tuple[str, int]]:
    """Notes that say the same words told once, in the order in which they came."""
    same: dict[str, list[str]] = {}
    for note in notes:
        same.setdefault(" ".join(words_of(note)) or note, []).append(note)
    return [(alike[0], len(alike)) for alike in same.values()]


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
