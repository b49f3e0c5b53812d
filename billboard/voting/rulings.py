"""What moderators see of votes that are set apart, and their rulings: release them, or strike them for good."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.core.errors import NotFound, Outdated
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import OPEN_BURST, Burst, BurstState, Duel, Kind, Moderator, Poster, Scope, Vote
from billboard.voting import bursts

PAGE = 50
OVERTAKEN = (
    "Somebody has ruled on these votes, or more of them came, since you looked. Nothing was changed: look again."
)


class BurstRuling(StrEnum):
    RELEASE = "release"
    STRIKE = "strike"


DID = {BurstRuling.RELEASE: "released", BurstRuling.STRIKE: "struck"}


@dataclass(frozen=True)
class Apart:
    """A burst as a moderator meets it."""

    burst: Burst
    poster: Poster
    ruled_by: str  # or empty


def page(session: Session, campaigns: Scope) -> Sequence[Apart]:
    """Those that wait, the newest first, and then those that were ruled on last; of some campaigns or of all."""
    walk = select(Burst, Poster, Moderator.name).join(Poster, Poster.id == Burst.poster_id)
    walk = walk.outerjoin(Moderator, Moderator.id == Burst.ruled_by).where(*_within(campaigns))
    waiting = session.execute(walk.where(OPEN_BURST).order_by(Burst.id.desc()).limit(PAGE)).all()
    ruled = session.execute(walk.where(Burst.ruled.is_not(None)).order_by(Burst.ruled.desc()).limit(PAGE // 2)).all()
    return [Apart(burst, poster, name or "") for burst, poster, name in (*waiting, *ruled)]


def count_waiting(session: Session, campaigns: Scope, most: int = 99) -> int:
    """Bursts nobody has ruled on, counted as far as `most`."""
    walk = select(Burst.id).where(OPEN_BURST).limit(most)
    if campaigns is not None:
        walk = walk.join(Poster, Poster.id == Burst.poster_id).where(*_within(campaigns))
    return session.scalar(select(func.count()).select_from(walk.subquery())) or 0


def rule(
    session: Session,
    number: int,
    ruling: BurstRuling,
    moderator: Moderator,
    *,
    seen: int,
    campaigns: Scope,
    now: datetime,
) -> Burst:
    """Release a burst's votes, or strike them; what was struck can be released later.

    `seen` is how many there were when the moderator looked. Raises NotFound for a burst of other campaigns, Outdated
    where it has changed since.
    """
    walk = select(Burst).join(Poster, Poster.id == Burst.poster_id).where(Burst.id == number, *_within(campaigns))
    burst = session.scalars(walk).one_or_none()
    if burst is None:
        raise NotFound("There are no such votes set apart.")
    was_open, released = burst.state is BurstState.OPEN, Counter[int]()
    if ruling is BurstRuling.RELEASE:
        released = _release(session, burst)
    _change_state(session, burst, ruling, moderator, seen, now)
    apart = -burst.votes if was_open and not burst.of_duels else 0
    if burst.of_duels:
        bursts.move_duels(session, released, 1)
    elif released:
        bursts.move_votes(session, burst.poster_id, released.total(), apart=apart, days=released)
    elif apart:
        changed = update(Poster).where(Poster.id == burst.poster_id).values(apart=Poster.apart + apart)
        session.execute(changed, execution_options={"synchronize_session": False})
    details = bursts.named({"burst": burst.id, "votes": burst.votes, "networks": burst.networks}, burst.of_duels)
    act = Act(Kind.VOTES, DID[ruling], *bursts.place_of(session, burst.poster_id), details=details)
    journal.record(session, act, by=moderator.id, now=now)
    return burst


def _within(campaigns: Scope) -> list[ColumnElement[bool]]:
    return [] if campaigns is None else [Poster.campaign_id.in_(campaigns)]


def _release(session: Session, burst: Burst) -> Counter[int]:
    """Days of its votes, or posters of its duels, and how often each."""
    unsynchronized = {"synchronize_session": False}
    if burst.of_duels:
        mine = update(Duel).where(Duel.burst_id == burst.id).values(burst_id=None)
        pairs = session.execute(mine.returning(Duel.low_id, Duel.high_id), execution_options=unsynchronized)
        return Counter(number for low, high in pairs for number in (low, high))
    votes = update(Vote).where(Vote.burst_id == burst.id).values(burst_id=None).returning(Vote.cast)
    return Counter(day_of(cast) for cast in session.scalars(votes, execution_options=unsynchronized))


def _change_state(
    session: Session, burst: Burst, ruling: BurstRuling, moderator: Moderator, seen: int, now: datetime
) -> None:
    state = BurstState.RELEASED if ruling is BurstRuling.RELEASE else BurstState.STRUCK
    ruled = update(Burst).where(Burst.id == burst.id, Burst.state == burst.state, Burst.votes == seen)
    if burst.state not in (BurstState.OPEN, BurstState.STRUCK) or burst.state is state:
        raise Outdated(OVERTAKEN)
    ruled = ruled.values(state=state, ruled_by=moderator.id, ruled=now)
    if session.scalar(ruled.returning(Burst.id).execution_options(synchronize_session=False)) is None:
        raise Outdated(OVERTAKEN)
    session.expire(burst)
