"""What a decision does to one poster, with its line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest, Forbidden, Refused
from billboard.models import Action, Decision, Moderator, Poster, Scope, Status
from billboard.moderation import appeals, blocks, precedence, reports, written_down
from billboard.moderation.precedence import OF_CARDS, OVERRULED
from billboard.moderation.reasons import REASONS
from billboard.moderation.reports import NOTE_LENGTH
from billboard.moderation.sightings import Sighting
from billboard.posters import covers
from billboard.posters.sayings import Templates
from billboard.posters.status_changes import StatusChanges, set_status

HIDDEN = "This poster is hidden, and there is nothing to approve. Restore it if it is to be up again."
SETTLED = (Action.APPROVE, Action.IGNORE)
ANSWERS = (Action.RESTORE, Action.UPHOLD)  # what settles an appeal


@dataclass(frozen=True)
class Ruling:
    """What a moderator decides."""

    action: Action
    reason: str = ""  # of the list, where something is hidden
    note: str = ""
    block_days: int = 30  # for which what says the same is held, where something is hidden; 0 for not at all


@dataclass(frozen=True)
class By:
    """Who decides, what they may see, and when."""

    moderator: Moderator
    scope: Scope
    now: datetime
    templates: Templates
    batch: int | None = None  # the number of the decision about many posters that this is part of


def objection(session: Session, poster: Poster, ruling: Ruling, by: By) -> Refused | None:
    """Why this is not decided about a locked poster, or not by them."""
    if wrong := _nonsense(poster, ruling.action):
        return BadRequest(wrong)
    goes_up = poster.status is not Status.LIVE and status_after(poster, ruling.action) is Status.LIVE
    if goes_up and (barred := precedence.bar(session, poster, by.scope, by.templates, by.now)):
        return Forbidden(barred)
    if ruling.action is Action.UPHOLD and appeals.is_open(session, poster):
        barred = appeals.barred(session, [poster], by.moderator, by.scope).get(poster.id, "")
        return Forbidden(barred) if barred else None
    return None


def _nonsense(poster: Poster, action: Action) -> str:
    """What is wrong with the very asking, in a sentence."""
    status = poster.status
    if action is Action.UPHOLD and status is not Status.HIDDEN:
        return "Only what hides a poster can be upheld, and this one is up."
    if action is Action.RESTORE and status is Status.WITHDRAWN:
        return "Its maker has withdrawn this poster. It cannot be put up again."
    if action in SETTLED and status is Status.HIDDEN:
        return HIDDEN
    if action is Action.COVER and status not in (Status.LIVE, Status.WITHDRAWN):
        return "Only a poster that hangs can be covered."
    return ""


def status_after(poster: Poster, action: Action) -> Status:
    before = poster.status
    if before is Status.WITHDRAWN:
        return before
    if action is Action.HIDE:
        return Status.HIDDEN
    goes_up = action is Action.RESTORE or (action in SETTLED and before is Status.WAITING)
    return Status.LIVE if goes_up else before


def carry_out(
    changes: StatusChanges, poster: Poster, ruling: Ruling, by: By, sight: Sighting | None
) -> Decision | None:
    """Of a locked poster to which there is no objection: the line; none where there was nothing to do.

    Raises Refused, with nothing written, where it may not go up in its campaign any more.
    """
    session, before, after = changes.session, poster.status, status_after(poster, ruling.action)
    answers = ruling.action in ANSWERS and appeals.is_open(session, poster)
    set_status(changes, poster, after, now=by.now)
    turned = _turn_card(session, poster, ruling.action, by)
    if ruling.action in OF_CARDS and not turned:
        return None
    ignores = ruling.action is Action.IGNORE and not poster.reports_ignored
    if before is after and not (turned or poster.open_reports or ignores or answers):
        return None
    if ruling.action in (Action.HIDE, Action.RESTORE, Action.IGNORE):
        poster.reports_ignored = ruling.action is Action.IGNORE
    line = _write(session, poster, ruling, by, before=before, answers=answers)
    if ruling.action in OF_CARDS:
        reports.answer(session, poster, line)
        reports.weigh(session, poster, by.now)
        return line
    # What came while the moderator was looking waits for a look of its own, but where its poster is down.
    seen = sight.reports if sight and poster.status is not Status.HIDDEN else None
    reports.close(session, poster, line, seen=seen)
    if answers:
        appeals.settle(session, poster, line)
    return line


def take_back(changes: StatusChanges, poster: Poster, decision: Decision, by: By) -> Decision:
    """Of a locked poster about which nothing was decided since: the line. Raises Refused, with nothing written."""
    session, before, now = changes.session, poster.status, by.now
    if decision.site_wide and by.scope is not None:
        raise Forbidden(OVERRULED)
    goes_up = before is not Status.LIVE and decision.before is Status.LIVE
    if goes_up and (barred := precedence.bar(session, poster, by.scope, by.templates, now, since=decision.made)):
        raise Forbidden(barred)
    answered = appeals.is_answer(session, decision)
    if answered and decision.action is Action.RESTORE and decision.moderator_id != by.moderator.id:
        appeals.require_not_barred(session, poster, by.moderator, by.scope)  # it would hide anew what they hid before
    set_status(changes, poster, decision.before, now=now)
    if decision.action is Action.COVER:
        covers.lift(session, poster, now=now)
    else:
        covers.put_back(session, poster, decision.made)
    if decision.action is Action.IGNORE:
        poster.reports_ignored = False
    line = _write(session, poster, Ruling(Action.UNDO), by, before=before, undoes=decision.id)
    reports.reopen(session, poster, decision, now)
    if poster.status is Status.HIDDEN:  # what was reported while it was up has what it asked for
        reports.close(session, poster, line)
    if answered:
        appeals.reopen(session, decision)
    if decision.action is Action.HIDE and poster.status is not Status.HIDDEN:
        appeals.settle(session, poster, line)  # its maker has what they asked for
    blocks.after_undoing(session, decision, line)
    return line


def _turn_card(session: Session, poster: Poster, action: Action, by: By) -> bool:
    """Cover a locked poster, or lift the card as soon as somebody has looked; whether that changed anything."""
    if action is Action.COVER:
        return covers.put(session, poster, now=by.now, moderator=by.moderator.id) is not None
    return covers.lift(session, poster, now=by.now)


def _write(
    session: Session,
    poster: Poster,
    ruling: Ruling,
    by: By,
    *,
    before: Status,
    undoes: int | None = None,
    answers: bool = False,
) -> Decision:
    line = Decision(
        poster_id=poster.id,
        moderator_id=by.moderator.id,
        action=ruling.action,
        reason=ruling.reason if ruling.action in (Action.HIDE, Action.COVER) and ruling.reason in REASONS else "",
        note=ruling.note[:NOTE_LENGTH],
        before=before,
        after=poster.status,
        made=by.now,
        site_wide=by.scope is None,
        undoes=undoes,
        batch_id=by.batch,
    )
    session.add(line)
    session.flush()
    written_down.decided(session, poster, line, alone=answers and appeals.is_own(session, poster, line))
    poster.last_decision_id = line.id
    poster.case_version += 1
    return line
