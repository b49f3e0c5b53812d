"""Verbs on decisions. A decision's line is written in the transaction that carries it out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest
from billboard.models import OPEN_APPEAL, Action, Appeal, Decision, Moderator, Poster, Status
from billboard.moderation import reports
from billboard.moderation.reasons import REASONS
from billboard.moderation.reports import NOTE_LENGTH
from billboard.moderation.scopes import Scope, find_within
from billboard.posters.parts import SiteParts
from billboard.posters.status_changes import StatusChanges, changing_statuses, set_status


@dataclass(frozen=True)
class Ruling:
    """What a moderator decides."""

    action: Action
    reason: str = ""  # of the list, where something is hidden
    note: str = ""


@dataclass(frozen=True)
class Decided:
    codes: list[str]  # of posters that were not as asked before
    pictures_follow: bool  # some files of pictures have still to be moved


def decide(
    parts: SiteParts, codes: Collection[str], ruling: Ruling, moderator: Moderator, *, scope: Scope, now: datetime
) -> Decided:
    """Rule on one poster or on many: all of them or none. A poster that stands as asked, with no report open, is left.

    A poster is gone from every page, or there, the moment this commits; its pictures are moved then, and a store that
    is down fails nothing. Approving a poster that waits puts it up, as of now.

    Raises NotFound for a poster outside the `scope`, and BadRequest for a hide without a reason of the list, and for a
    poster that its maker has withdrawn: only its reports can be closed.
    """
    if ruling.action is Action.HIDE and ruling.reason not in REASONS:
        raise BadRequest("Choose the reason for hiding it: its maker is told, and so is the log.")
    decided = []
    with changing_statuses(parts) as changes:
        for code in sorted(codes):  # locked in one order, so that two who decide do not wait for each other
            poster = find_within(changes.session, scope, code, lock=True)
            if _carry_out(changes, poster, ruling, moderator, now):
                decided.append(code)
    return Decided(decided, changes.pictures_follow)


def _carry_out(changes: StatusChanges, poster: Poster, ruling: Ruling, moderator: Moderator, now: datetime) -> bool:
    """Of a locked poster; False where there was nothing to do."""
    session, before, after = changes.session, poster.status, _status_after(poster, ruling.action)
    set_status(changes, poster, after, now=now)
    if before is after and not poster.open_reports and not _answers_appeal(session, poster, ruling.action):
        return False
    line = Decision(
        poster_id=poster.id,
        moderator_id=moderator.id,
        action=ruling.action,
        reason=ruling.reason if ruling.action is Action.HIDE else "",
        note=ruling.note[:NOTE_LENGTH],
        before=before,
        after=after,
        made=now,
    )
    session.add(line)
    session.flush()
    reports.close(session, poster, line)
    if ruling.action in (Action.RESTORE, Action.UPHOLD):
        session.execute(update(Appeal).where(Appeal.poster_id == poster.id, OPEN_APPEAL).values(answered_by=line.id))
    return True


def _status_after(poster: Poster, action: Action) -> Status:
    """Raises BadRequest for what makes no sense."""
    before = poster.status
    if action is Action.UPHOLD and before is not Status.HIDDEN:
        raise BadRequest("Only what hides a poster can be upheld, and this one is up.")
    if before is Status.WITHDRAWN:
        if action is Action.RESTORE:
            raise BadRequest("Its maker has withdrawn this poster. It cannot be put up again.")
        return before
    if action is Action.HIDE:
        return Status.HIDDEN
    goes_up = action is Action.RESTORE or (action is Action.APPROVE and before is Status.WAITING)
    return Status.LIVE if goes_up else before


def _answers_appeal(session: Session, poster: Poster, action: Action) -> bool:
    if action is not Action.UPHOLD:
        return False
    return session.scalar(select(Appeal.id).where(Appeal.poster_id == poster.id, OPEN_APPEAL)) is not None
