"""Verbs on decisions. A decision's line is written in the transaction that carries it out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest, Forbidden
from billboard.models import Action, Decision, Moderator, Poster, Status
from billboard.moderation import appeals, as_reported, blocks, log, reports, written_down
from billboard.moderation.reasons import AS_REPORTED, REASONS
from billboard.moderation.reports import NOTE_LENGTH
from billboard.moderation.scopes import Scope, find_within
from billboard.moderation.sightings import Sighting, is_overtaken, overtaken_by
from billboard.posters import covers
from billboard.posters.parts import SiteParts
from billboard.posters.status_changes import StatusChanges, changing_statuses, set_status

OVERRULED = "The whole site's moderators hid this poster, and a campaign's do not overrule them. Ask one of them."
SETTLED = (Action.APPROVE, Action.IGNORE)
ANSWERS = (Action.RESTORE, Action.UPHOLD)  # what settles an appeal
OF_CARDS = (Action.COVER, Action.LIFT)  # they settle nothing that was reported


@dataclass(frozen=True)
class Ruling:
    """What a moderator decides."""

    action: Action
    reason: str = ""  # of the list, where something is hidden
    note: str = ""
    block_days: int = 30  # for which what says the same is held, where something is hidden; 0 for not at all


@dataclass(frozen=True)
class Decided:
    codes: list[str] = field(default_factory=list)  # of posters that were not as asked before
    lines: list[int] = field(default_factory=list)  # the numbers of the decisions, to undo them by
    overtaken: list[str] = field(default_factory=list)  # a sentence for each that somebody else decided, or is to
    held: list[str] = field(default_factory=list)  # that said the same and came while the moderator was looking
    pictures_follow: bool = False  # some files of pictures have still to be moved


def decide(
    parts: SiteParts,
    codes: Collection[str],
    ruling: Ruling,
    moderator: Moderator,
    *,
    scope: Scope,
    now: datetime,
    seen: Mapping[str, Sighting] | None = None,
    newest: int | None = None,
) -> Decided:
    """Rule on one poster or on many, in one transaction. One that stands as asked, with no report open, is left alone.

    `seen` is what the moderator saw of each case. One that was decided since is left as it is, and said so; reports
    that came since stay open. Hiding holds what says the same from now on, and what has come since the poster with the
    number `newest`, the last there was when the case was looked at. A poster is gone from every page, or there, the
    moment this commits; its pictures are moved then, and a store that is down fails nothing. Approving a poster that
    waits puts it up, as of now.

    Raises NotFound for a poster outside the `scope`, BadRequest for a hide without a reason of the list and for a
    poster that its maker has withdrawn (only its reports can be closed), and Forbidden for a campaign's moderator who
    would restore what the whole site's hid, and for who would uphold what they hid where somebody else answers; among
    many such a poster is left, and said so.
    """
    if ruling.action is Action.HIDE and ruling.reason not in (*REASONS, AS_REPORTED):
        raise BadRequest("Choose the reason for hiding it: its maker is told, and so is the log.")
    if ruling.action is Action.UNDO:
        raise BadRequest("Say which decision is to be undone.")
    done, overtaken, held = dict[str, Decision](), list[str](), list[str]()
    with changing_statuses(parts) as changes:
        session = changes.session
        reasons = as_reported.reasons(session, codes) if ruling.reason == AS_REPORTED else {}
        if ruling.action is Action.HIDE:
            blocks.lock(changes.session, codes)
        for code in sorted(codes):  # locked in one order, so that two who decide do not wait for each other
            poster = find_within(changes.session, scope, code, lock=True)
            sight = seen.get(code) if seen else None
            if sight and is_overtaken(poster, sight):
                overtaken.append(overtaken_by(changes.session, poster, now))
                continue
            if len(codes) > 1 and (sentence := _barred(changes.session, poster, ruling, moderator, scope)):
                overtaken.append(sentence)
                continue
            own = replace(ruling, reason=reasons.get(code, ruling.reason))
            line = _carry_out(changes, poster, own, moderator, scope, now, sight)
            if line is not None:
                done[code] = line
        held = blocks.follow(changes, list(done.values()), ruling.block_days, newest, parts.renderer.templates)
    return Decided(list(done), [line.id for line in done.values()], overtaken, held, changes.pictures_follow)


def undo(parts: SiteParts, numbers: Sequence[int], moderator: Moderator, *, scope: Scope, now: datetime) -> Decided:
    """Take decisions back: each poster stands as before it, its reports and its appeal are open again.

    One after which something else was decided is left as it is, and said so. Raises as `decide` does, and BadRequest
    for a decision that is none, or that took one back itself.
    """
    done, overtaken = dict[str, Decision](), list[str]()
    with changing_statuses(parts) as changes:
        session = changes.session
        found = session.execute(
            select(Decision, Poster.code).join(Poster, Poster.id == Decision.poster_id).where(Decision.id.in_(numbers))
        )
        undone = sorted(((code, decision) for decision, code in found), key=lambda each: each[0])
        if len(undone) != len(set(numbers)) or any(decision.action is Action.UNDO for _, decision in undone):
            raise BadRequest("There is no such decision to take back. Decide the case anew.")
        for code, decision in undone:
            poster = find_within(session, scope, code, lock=True)
            if poster.last_decision_id != decision.id or poster.status is not decision.after:
                overtaken.append(overtaken_by(session, poster, now))
                continue
            done[code] = _take_back(changes, poster, decision, moderator, scope, now)
    return Decided(list(done), [line.id for line in done.values()], overtaken, [], changes.pictures_follow)


def _carry_out(
    changes: StatusChanges,
    poster: Poster,
    ruling: Ruling,
    moderator: Moderator,
    scope: Scope,
    now: datetime,
    sight: Sighting | None,
) -> Decision | None:
    """Of a locked poster: the line; none where there was nothing to do."""
    session, before, after = changes.session, poster.status, _status_after(poster, ruling.action)
    if before is Status.HIDDEN and after is Status.LIVE:
        _require_not_overruling(session, poster, scope)
    if sentence := _barred(session, poster, ruling, moderator, scope):
        raise Forbidden(sentence)
    answers = ruling.action in ANSWERS and appeals.is_open(session, poster)
    set_status(changes, poster, after, now=now)
    turned = _turn_card(session, poster, ruling.action, moderator, now)
    if ruling.action in OF_CARDS and not turned:
        return None
    ignores = ruling.action is Action.IGNORE and not poster.reports_ignored
    if before is after and not (turned or poster.open_reports or ignores or answers):
        return None
    if ruling.action in (Action.HIDE, Action.RESTORE, Action.IGNORE):
        poster.reports_ignored = ruling.action is Action.IGNORE
    line = _write(session, poster, ruling, moderator, scope, now, before=before, answers=answers)
    if ruling.action in OF_CARDS:
        reports.answer(session, poster, line)
        reports.weigh(session, poster, now)
        return line
    reports.close(session, poster, line, seen=sight.reports if sight else None)
    if answers:
        appeals.settle(session, poster, line)
    return line


def _take_back(
    changes: StatusChanges, poster: Poster, decision: Decision, moderator: Moderator, scope: Scope, now: datetime
) -> Decision:
    session, before = changes.session, poster.status
    if decision.site_wide and scope is not None:
        raise Forbidden(OVERRULED)
    answered = appeals.is_answer(session, decision)
    if answered and decision.action is Action.RESTORE and decision.moderator_id != moderator.id:
        appeals.require_not_barred(session, poster, moderator, scope)  # it would hide anew what they hid before
    set_status(changes, poster, decision.before, now=now)
    if decision.action is Action.COVER:
        covers.lift(session, poster, now=now)
    else:
        covers.put_back(session, poster, decision.made)
    if decision.action is Action.IGNORE:
        poster.reports_ignored = False
    line = _write(session, poster, Ruling(Action.UNDO), moderator, scope, now, before=before, undoes=decision.id)
    reports.reopen(session, poster, decision, now)
    if answered:
        appeals.reopen(session, decision)
    if decision.action is Action.HIDE and poster.status is not Status.HIDDEN:
        appeals.settle(session, poster, line)  # its maker has what they asked for
    blocks.after_undoing(session, decision, line)
    return line


def _turn_card(session: Session, poster: Poster, action: Action, moderator: Moderator, now: datetime) -> bool:
    """Cover a locked poster, or lift the card as soon as somebody has looked; whether that changed anything."""
    if action is Action.COVER:
        return covers.put(session, poster, now=now, moderator=moderator.id) is not None
    return covers.lift(session, poster, now=now)


def _write(
    session: Session,
    poster: Poster,
    ruling: Ruling,
    moderator: Moderator,
    scope: Scope,
    now: datetime,
    *,
    before: Status,
    undoes: int | None = None,
    answers: bool = False,
) -> Decision:
    line = Decision(
        poster_id=poster.id,
        moderator_id=moderator.id,
        action=ruling.action,
        reason=ruling.reason if ruling.action in (Action.HIDE, Action.COVER) and ruling.reason in REASONS else "",
        note=ruling.note[:NOTE_LENGTH],
        before=before,
        after=poster.status,
        made=now,
        site_wide=scope is None,
        undoes=undoes,
    )
    session.add(line)
    session.flush()
    written_down.decided(session, poster, line, alone=answers and appeals.is_own(session, poster, line))
    poster.last_decision_id = line.id
    poster.case_version += 1
    return line


def _require_not_overruling(session: Session, poster: Poster, scope: Scope) -> None:
    if scope is not None:
        hidden = log.hidden_by(session, poster)
        if hidden is not None and hidden.site_wide:
            raise Forbidden(OVERRULED)


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
    if action is Action.COVER and before is not Status.LIVE:
        raise BadRequest("Only a poster that hangs can be covered.")
    goes_up = action is Action.RESTORE or (action in SETTLED and before is Status.WAITING)
    return Status.LIVE if goes_up else before


def _barred(session: Session, poster: Poster, ruling: Ruling, moderator: Moderator, scope: Scope) -> str:
    """Why this moderator does not uphold a poster whose maker appeals; empty where they may."""
    if ruling.action is not Action.UPHOLD or not appeals.is_open(session, poster):
        return ""
    return appeals.barred(session, [poster], moderator, scope).get(poster.id, "")
