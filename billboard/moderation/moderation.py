"""Verbs on reports and decisions. A decision's line is written in the transaction that carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from billboard.campaigns import admission
from billboard.core.errors import BadRequest, NotFound
from billboard.infra.db import insert_into
from billboard.models import (
    OPEN_APPEAL,
    REPORTED,
    Action,
    Appeal,
    Decision,
    Moderator,
    Poster,
    Report,
    Status,
)
from billboard.posters import posters

Scope = frozenset[int] | None  # the numbers of the campaigns that a moderator sees; None for the whole site
NOTE_LENGTH = 1000  # characters


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
        posters.set_published(poster, now.replace(microsecond=0))  # it was not up until now
        admission.number_in_thread(session, poster)
    posters.on_status_change(session, poster, before)
    return True


def find_in(session: Session, scope: Scope, code: str, *, lock: bool = False) -> Poster:
    """A poster that a moderator of that scope may see. Raises NotFound."""
    poster = posters.find(session, code, lock=lock)
    if scope is not None and poster.campaign_id not in scope:
        raise NotFound("There is no poster of that name in your campaigns.")
    return poster


def reweigh(session: Session) -> int:
    """Set every poster's open reports and urgency to what its reports say; return how many were wrong."""
    reported = select(Report.poster_id).where(Report.decision_id.is_(None))
    suspects = select(Poster).where(REPORTED | Poster.id.in_(reported)).with_for_update()
    return sum(_weigh(session, poster) for poster in session.scalars(suspects).all())


def _weigh(session: Session, poster: Poster) -> bool:
    """Bring a locked poster's count and urgency up to date; whether they were not."""
    open_ = (Report.poster_id == poster.id, Report.decision_id.is_(None))
    counts = session.execute(select(Report.reason, func.count()).where(*open_).group_by(Report.reason)).all()
    before = poster.open_reports, poster.urgency
    poster.open_reports = sum(number for _, number in counts)
    poster.urgency = sum(REASONS[reason].weight * number for reason, number in counts)
    return before != (poster.open_reports, poster.urgency)
