"""What said the same as a hidden poster and went up while a moderator was looking: it is held for a look.

The first of them with the decision, and all others by a job. What there was at that moment stands with the block, as
two numbers between which it lies: whatever comes later is held before it goes up.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from billboard.models import LIVE, HoldReason, Poster, SloganBlock, Status
from billboard.moderation.scopes import within
from billboard.posters import holding
from billboard.posters.holding import Reason
from billboard.posters.parts import SiteParts
from billboard.posters.sayings import Templates, said_on, say_the_same
from billboard.posters.status_changes import StatusChanges, changing_statuses, set_status

AT_ONCE = 100  # that are looked at while somebody waits
A_TURN = 50  # in one transaction of the job


class Newcomers(NamedTuple):
    """What a decision meets of them."""

    held: list[str]  # their codes
    more: bool  # some are still to be looked at


NONE = Newcomers([], more=False)


def hold(changes: StatusChanges, block: SloganBlock, newest: int, templates: Templates, now: datetime) -> Newcomers:
    """Hold the first, and note which are left. Whoever asks has locked the words (`republication.lock`).

    `newest` is the number of the last poster when the moderator was shown the case; what was there to be seen is left.
    """
    last = changes.session.scalar(select(func.max(Poster.id)).where(Poster.skeleton == block.skeleton)) or newest
    block.held_to = newest if block.held_to is None else min(newest, block.held_to)
    block.to_hold = last if block.to_hold is None else max(last, block.to_hold)
    held = _hold_some(changes, block, AT_ONCE, templates, now)
    return Newcomers(held, block.to_hold is not None)


def hold_the_rest(parts: SiteParts, now: datetime) -> Iterator[list[str]]:
    """All that decisions left, a few in each transaction: their codes. Two may be at it at once."""
    while True:
        with changing_statuses(parts) as changes:
            block = _unfinished(changes.session)
            if block is None:
                return
            held = _hold_some(changes, block, A_TURN, parts.renderer.templates, now)
        yield held


def _unfinished(session: Session) -> SloganBlock | None:
    left = select(SloganBlock).where(SloganBlock.to_hold.is_not(None)).order_by(SloganBlock.id).limit(1)
    return session.scalar(left.with_for_update())


def _hold_some(changes: StatusChanges, block: SloganBlock, most: int, templates: Templates, now: datetime) -> list[str]:
    session, source = changes.session, changes.session.get_one(Poster, block.poster_id)
    # One that somebody else is deciding about at this moment is theirs.
    found = select(Poster).where(*_left(block)).order_by(Poster.id).limit(most).with_for_update(skip_locked=True)
    posters = session.scalars(found).all() if block.ended is None else []
    same = [each for each in posters if say_the_same(said_on(source, templates), said_on(each, templates))]
    for poster in same:
        set_status(changes, poster, Status.WAITING, now=now)
        holding.hold(session, poster, [Reason(HoldReason.BLOCK, block=block.id)], now)
    if len(posters) < most:
        block.held_to = block.to_hold = None
    else:
        block.held_to = posters[-1].id
    session.flush()
    return [each.code for each in same]


def _left(block: SloganBlock) -> list[ColumnElement[bool]]:
    """The posters that a block can reach, that went up meanwhile, and about which nobody has decided."""
    wall = within(None if block.campaign_id is None else frozenset({block.campaign_id}))
    between = (Poster.id > block.held_to, Poster.id <= block.to_hold)
    return [Poster.skeleton == block.skeleton, *between, LIVE, Poster.last_decision_id.is_(None), *wall]
