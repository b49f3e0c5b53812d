"""Verbs on blocks of hidden words: made by a hiding, and ended by what takes it back or by hand."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import STANDING, Action, Decision, Kind, Moderator, Poster, Scope, SloganBlock
from billboard.moderation import newcomers, written_down
from billboard.moderation.newcomers import Newcomers
from billboard.posters import republication
from billboard.posters.sayings import Templates, said_on, say_the_same
from billboard.posters.status_changes import StatusChanges

DAYS = (30, 7, 365, 0)  # that a moderator may choose, the usual first; 0 for no block


def lock(session: Session, codes: Collection[str]) -> None:
    """As `republication.lock`, for the words of some posters."""
    republication.lock(session, session.scalars(select(Poster.skeleton).where(Poster.code.in_(codes))))


def follow(
    changes: StatusChanges, lines: Sequence[Decision], days: int, newest: int | None, templates: Templates
) -> Newcomers:
    """What decisions that were just written do to blocks, and the posters that are held for it."""
    session, made = changes.session, dict[int, SloganBlock]()
    for line in lines:
        poster = session.get_one(Poster, line.poster_id)
        if line.action is Action.HIDE and (block := after_hiding(session, poster, line, days, templates)):
            made[block.id] = block
        elif line.action is Action.RESTORE:
            after_restoring(session, poster, line, templates)
    if newest is None or not lines:
        return newcomers.NONE
    found = [newcomers.hold(changes, each, newest, templates, lines[0].made) for each in made.values()]
    return Newcomers([code for each in found for code in each.held], any(each.more for each in found))


def after_hiding(
    session: Session, poster: Poster, line: Decision, days: int, templates: Templates
) -> SloganBlock | None:
    """Hold what says the same as a poster that was just hidden, for so many days; a block that there is lasts longer.

    None for no days, and where nobody chose a word: the template's own words are everybody's.
    """
    if days <= 0 or poster.skeleton is None or not said_on(poster, templates).chosen:
        return None
    campaign, until = None if line.site_wide else poster.campaign_id, line.made + timedelta(days=days)
    same = (SloganBlock.skeleton == poster.skeleton, SloganBlock.campaign_id == campaign, SloganBlock.until > line.made)
    found = select(SloganBlock, Poster).join(Poster, Poster.id == SloganBlock.poster_id).where(STANDING, *same)
    for block, source in session.execute(found.with_for_update(of=SloganBlock)):
        if agree(source, poster, templates):
            block.until = max(block.until, until)
            return block
    block = SloganBlock(
        poster_id=poster.id,
        campaign_id=campaign,
        skeleton=poster.skeleton,
        skeleton_edition=poster.skeleton_edition,
        reason=line.reason,
        decision_id=line.id,
        made=line.made,
        until=until,
    )
    session.add(block)
    session.flush()
    _write_down(session, "block", block, poster, line.moderator_id, line.made)
    return block


def after_restoring(session: Session, poster: Poster, line: Decision, templates: Templates) -> None:
    """Whoever puts words up again wants them blocked no more; what a block holds goes on waiting for a look."""
    found = select(SloganBlock, Poster).join(Poster, Poster.id == SloganBlock.poster_id).where(STANDING)
    same = found.where(SloganBlock.skeleton == poster.skeleton, *([] if line.site_wide else [_of(poster.campaign_id)]))
    for block, source in session.execute(same.with_for_update(of=SloganBlock)):
        if agree(source, poster, templates):
            block.ended, block.ended_by, block.lifted_by = line.made, line.moderator_id, line.id
            _write_down(session, "lift", block, source, line.moderator_id, line.made)


def after_undoing(session: Session, decision: Decision, line: Decision) -> None:
    """A hiding that is taken back takes its block along; a restoring gives back those that it ended."""
    is_hiding = decision.action is Action.HIDE
    mine = (SloganBlock.decision_id == decision.id, STANDING) if is_hiding else (SloganBlock.lifted_by == decision.id,)
    found = select(SloganBlock, Poster).join(Poster, Poster.id == SloganBlock.poster_id).where(*mine)
    for block, source in session.execute(found.with_for_update(of=SloganBlock)):
        block.ended = line.made if is_hiding else None
        block.ended_by, block.lifted_by = (line.moderator_id, line.id) if is_hiding else (None, None)
        _write_down(session, "lift" if is_hiding else "block", block, source, line.moderator_id, line.made)


def end(session: Session, number: int, by: Moderator, scope: Scope, now: datetime) -> None:
    """Let the words go up again; what is held already goes on waiting. Raises NotFound."""
    block = session.get(SloganBlock, number, with_for_update=True)
    if block is None or not (scope is None or block.campaign_id in scope):
        raise NotFound("There is no such block of words among yours.")
    if block.ended is None:
        block.ended, block.ended_by = now, by.id
        _write_down(session, "lift", block, session.get_one(Poster, block.poster_id), by.id, now)


def _write_down(session: Session, did: str, block: SloganBlock, source: Poster, by: int, now: datetime) -> None:
    """A line of the journal, which names the poster and none of its words."""
    details = {"block": block.id, "until": block.until.isoformat()}
    wall = written_down.slug_of(session, source) if block.campaign_id is not None else ""
    journal.record(session, Act(Kind.BLOCK, did, source.code, wall, block.reason, details), by=by, now=now)


def agree(one: Poster, other: Poster, templates: Templates) -> bool:
    return one is other or say_the_same(said_on(one, templates), said_on(other, templates))


def _of(campaign_id: int | None) -> ColumnElement[bool]:
    return SloganBlock.campaign_id == campaign_id
