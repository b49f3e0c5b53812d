"""Decisions about many posters: the first are decided about while the moderator waits, the others by a job.

What is left to do stands in rows that go in the very transactions that write the lines, so that a process that dies
loses nothing and does nothing twice. Taking a decision back is such a decision itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import Row, Select, delete, func, insert, select
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest, Forbidden, NotFound, Refused
from billboard.models import Action, Batch, BatchPoster, Decision, Moderator, Poster, Scope
from billboard.moderation import acts, blocks
from billboard.moderation.acts import By, Ruling
from billboard.moderation.precedence import OVERRULED
from billboard.moderation.reports import NOTE_LENGTH
from billboard.moderation.scopes import find_within, within
from billboard.moderation.sightings import Sighting, is_overtaken, overtaken_by
from billboard.posters.parts import SiteParts
from billboard.posters.status_changes import StatusChanges, changing_statuses

AT_ONCE = 100  # posters that are decided about while somebody waits
A_STATEMENT = 5_000  # codes
A_TURN = 50  # in one transaction of the job
NO_SUCH = "There is no such decision to take back. Decide the case anew."
NOT_YOURS = "There is no such poster among yours."


@dataclass(frozen=True)
class Member:
    """A poster that is to be decided about."""

    reason: str = ""  # that it is hidden for
    sight: Sighting | None = None  # none where nobody says what they saw
    line: int | None = None  # the decision that is to be taken back


@dataclass
class Done:
    """By the codes of posters."""

    lines: dict[str, Decision] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)  # as they were, and why, in a sentence


def begin(
    session: Session,
    members: Mapping[str, Member],
    ruling: Ruling,
    by: By,
    newest: int | None = None,
    undoes: int | None = None,
) -> By:
    """A decision about many: with its number, and with all but the first of them for the job."""
    rest = dict(islice(members.items(), AT_ONCE, None))
    batch = Batch(
        moderator_id=by.moderator.id,
        action=ruling.action,
        note=ruling.note[:NOTE_LENGTH],
        block_days=ruling.block_days,
        newest=newest,
        campaigns=None if by.scope is None else sorted(by.scope),
        made=by.now,
        ended=None if rest else by.now,
        posters=len(members),
        passed_over=0,
        undoes=undoes,
    )
    session.add(batch)
    session.flush()
    if rest:
        session.execute(insert(BatchPoster), list(_rows(session, batch, rest, by.scope)))
    return replace(by, batch=batch.id)


def _rows(session: Session, batch: Batch, members: Mapping[str, Member], scope: Scope) -> Iterator[dict[str, object]]:
    found, codes = list[Row[int, str, int]](), list(members)
    for at in range(0, len(codes), A_STATEMENT):
        some = codes[at : at + A_STATEMENT]
        chosen = select(Poster.id, Poster.code, Poster.case_version).where(Poster.code.in_(some), *within(scope))
        found += session.execute(chosen).all()
    if len(found) < len(members):
        raise NotFound(NOT_YOURS)
    for number, code, version in found:
        member = members[code]
        sight = member.sight or Sighting(version, None)
        seen = {"version": sight.version, "reported": sight.reports}
        yield {"batch_id": batch.id, "poster_id": number, "reason": member.reason, "line": member.line, **seen}


def first(members: Mapping[str, Member]) -> dict[str, Member]:
    """Those that are decided about while somebody waits."""
    return dict(islice(members.items(), AT_ONCE))


def rule(changes: StatusChanges, members: Mapping[str, Member], ruling: Ruling, by: By, *, alone: bool = False) -> Done:
    """Decide about posters. One that was decided about since it was seen, or to which there is an objection, is left as
    it is; where it is `alone` that is raised."""
    session, done = changes.session, Done()
    for code in sorted(members):  # locked in one order, so that two who decide do not wait for each other
        poster, member = find_within(session, by.scope, code, lock=True), members[code]
        if member.sight and is_overtaken(poster, member.sight):
            done.left[code] = overtaken_by(session, poster, by.now)
            continue
        own = replace(ruling, reason=member.reason)
        try:
            if objection := acts.objection(session, poster, own, by):
                raise objection
            line = acts.carry_out(changes, poster, own, by, member.sight)  # who refuses does so before the first write
        except Refused as refused:
            if alone:
                raise
            done.left[code] = refused.message
            continue
        if line is not None:
            done.lines[code] = line
    _pass_over(session, by, len(done.left))
    return done


def take_back(changes: StatusChanges, members: Mapping[str, Member], by: By, *, alone: bool = False) -> Done:
    """The same with the decisions that `members` name."""
    session, done = changes.session, Done()
    for code in sorted(members):
        poster = find_within(session, by.scope, code, lock=True)
        decision = session.get_one(Decision, members[code].line)
        if poster.last_decision_id != decision.id or poster.status is not decision.after:
            done.left[code] = overtaken_by(session, poster, by.now)
            continue
        try:
            done.lines[code] = acts.take_back(changes, poster, decision, by)
        except Refused as refused:
            if alone:
                raise
            done.left[code] = refused.message
    _pass_over(session, by, len(done.left))
    return done


def _pass_over(session: Session, by: By, count: int) -> None:
    if by.batch is not None and count:
        session.get_one(Batch, by.batch).passed_over += count


def stop(session: Session, number: int, by: By) -> tuple[dict[str, Member], int]:
    """What a batch has done, as far as it can be taken back, and how many it had still to come to: it comes to them no
    more. Raises BadRequest and Forbidden."""
    batch = session.get(Batch, number, with_for_update=True)
    if batch is None or batch.action is Action.UNDO:
        raise BadRequest(NO_SUCH)
    if by.scope is not None and batch.campaigns is None:
        raise Forbidden(OVERRULED)
    mine = select(Poster.id).where(*within(by.scope))
    gone = delete(BatchPoster).where(BatchPoster.batch_id == number, BatchPoster.poster_id.in_(mine))
    dropped = len(session.scalars(gone.returning(BatchPoster.poster_id)).all())
    batch.posters -= dropped
    _end_if_done(session, batch, by.now)
    lines = session.execute(_undoable(number, by.scope).order_by(Poster.code)).all()
    return {code: Member(line=line) for code, line in lines}, dropped


def _undoable(number: int, scope: Scope) -> Select[str, int]:
    chosen = select(Poster.code, Decision.id).join(Poster, Poster.last_decision_id == Decision.id)
    return chosen.where(Decision.batch_id == number, *within(scope))


def carry_on(parts: SiteParts, now: datetime) -> Iterator[Done]:
    """All that is left to do, a few posters in each transaction. Two may be at it at once."""
    while True:
        with parts.database.read() as session:
            number = session.scalar(select(func.min(BatchPoster.batch_id)))
        if number is None:
            return
        with changing_statuses(parts) as changes:
            done = _turn(changes, number, parts, now)
        yield done


def _turn(changes: StatusChanges, number: int, parts: SiteParts, now: datetime) -> Done:
    session = changes.session
    batch = session.get_one(
        Batch, number, with_for_update=True
    )  # whoever takes it back waits for this, or this for them
    rows = session.execute(
        select(BatchPoster, Poster.code)
        .join(Poster, Poster.id == BatchPoster.poster_id)
        .where(BatchPoster.batch_id == number)
        .order_by(Poster.code)
        .limit(A_TURN)
    ).all()
    moderator = session.get_one(Moderator, batch.moderator_id)
    if moderator.disabled:  # what an account that was closed had still to do is not done
        gone = delete(BatchPoster).where(BatchPoster.batch_id == number).returning(BatchPoster.poster_id)
        batch.passed_over += len(session.scalars(gone).all())
        _end_if_done(session, batch, now)
        return Done()
    members = {code: Member(row.reason, Sighting(row.version, row.reported), row.line) for row, code in rows}
    scope = None if batch.campaigns is None else frozenset(batch.campaigns)
    by = By(moderator, scope, now, parts.renderer.templates, number)
    done = _go_on(changes, batch, members, by)
    handled = [row.poster_id for row, _ in rows]
    session.execute(delete(BatchPoster).where(BatchPoster.batch_id == number, BatchPoster.poster_id.in_(handled)))
    _end_if_done(session, batch, now)
    return done


def _go_on(changes: StatusChanges, batch: Batch, members: Mapping[str, Member], by: By) -> Done:
    if batch.action is Action.UNDO:
        return take_back(changes, members, by)
    if batch.action is Action.HIDE:
        blocks.lock(changes.session, members)
    ruling = Ruling(batch.action, note=batch.note, block_days=batch.block_days)
    done = rule(changes, members, ruling, by)
    blocks.follow(changes, list(done.lines.values()), batch.block_days, batch.newest, by.templates)
    return done


def _end_if_done(session: Session, batch: Batch, now: datetime) -> None:
    left = session.scalar(select(func.count()).where(BatchPoster.batch_id == batch.id))
    if not left and batch.ended is None:
        batch.ended = now
