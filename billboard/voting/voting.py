"""Verbs on votes. The row, the tallies, the count and the place in Hot change in one transaction or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from billboard.campaigns import admission
from billboard.core.days import day_of
from billboard.core.errors import TooManyRequests
from billboard.infra.db import insert_into
from billboard.models import COUNTED, LIVE, OPEN_BURST, Burst, BurstState, Poster, Vote
from billboard.posters import posters
from billboard.visitors import DailySteps, steps_today
from billboard.voting import counting, recent
from billboard.voting.caps import ALTOGETHER, Caps, tally
from billboard.walls import evidence

CAPPED = "Your network has cast all the votes it may today. The count opens again at midnight, UTC."
CAPPED_FOR_NEW = (
    "Many browsers that are new here have voted for this poster from your network today, so yours was not counted."
    " In an hour it is no longer new: vote again then, if your browser keeps cookies."
)


@dataclass(frozen=True)
class VoteResult:
    voted: bool
    votes: int
    # The day whose count of votes this has changed, and by how much.
    counted: tuple[int, int] | None = field(default=None, compare=False)


class _Cast(NamedTuple):
    """A vote that was cast, or has just been."""

    moment: datetime
    burst_id: int | None = None  # that it was set apart with
    liked: bool = False  # whether it is evidence for Hot


def vote(
    session: Session,
    code: str,
    voter: str,
    *,
    wanted: bool,
    address: str,
    caps: Caps,
    now: datetime,
    is_new: bool = False,
    looked: bool = False,
    grant: Callable[[int], bool] = lambda allowed: True,
) -> VoteResult:
    """Set (wanted) or take back this visitor's vote; saying the same twice changes nothing.

    `address` is hashed here and kept nowhere; `is_new` says that the visitor's cookie is; `looked` that it was cast
    on a wall, where looks are counted too, so that it is evidence of the poster's appeal. `grant` is asked last, and of
    such a vote alone, whether its network has added fewer than it may today, taken back or not. Raises NotFound, Gone,
    Refused where its campaign is read-only, and TooManyRequests past a cap.
    """
    poster = posters.find_live(session, code)
    if poster.campaign_id is not None:
        admission.require_votes(session, poster.campaign_id)
    cast = _cast(session, poster.id, voter, now) if wanted else _take_back(session, poster.id, voter)
    if cast is None:
        return VoteResult(wanted, poster.votes)
    step, networks = 1 if wanted else -1, steps_today(session, address, now)
    before = _tally(session, poster.id, networks, caps, step=step, is_new=is_new)
    allowed = evidence.share_of_one_network(poster.liked)
    liked = wanted and looked and before <= allowed and grant(allowed)
    if liked:
        _mark_liked(session, poster.id, voter)
    if wanted:
        recent.note(session, poster.id, voter, networks, is_new=is_new, now=now)
    elif cast.burst_id is not None:  # it had been set apart, and counted nowhere
        _leave(session, poster, cast.burst_id)
        return VoteResult(wanted, poster.votes)
    votes = counting.add(session, poster.id, poster.published, step, liked=step if liked or cast.liked else 0)
    if poster.campaign_id is not None:  # locked after the poster, the order in which moderators lock them
        admission.require_votes(session, poster.campaign_id, lock=True)
    return VoteResult(wanted, votes, (day_of(cast.moment), step))


def voted(session: Session, codes: Sequence[str], voter: str) -> list[str]:
    """Those of the posters that this visitor has voted for."""
    marks = select(Poster.code).join(Vote, Vote.poster_id == Poster.id)
    return list(session.scalars(marks.where(Vote.voter == voter, Poster.code.in_(codes), LIVE)))


def recount(session: Session) -> int:
    """Set every count, and what follows from it, to what the rows say; return how many were wrong."""
    of_burst = select(func.count()).select_from(Vote).where(Vote.burst_id == Burst.id).scalar_subquery()
    shrunk = update(Burst).where(OPEN_BURST, Burst.of_duels.is_(False), Burst.votes != of_burst)
    session.execute(shrunk.values(votes=of_burst), execution_options={"synchronize_session": False})
    rows = select(func.count()).select_from(Vote).where(Vote.poster_id == Poster.id, COUNTED).scalar_subquery()
    waiting = select(func.sum(Burst.votes)).where(Burst.poster_id == Poster.id, OPEN_BURST, Burst.of_duels.is_(False))
    apart = func.coalesce(waiting.scalar_subquery(), 0)
    liked = select(func.count()).select_from(Vote).where(Vote.poster_id == Poster.id, COUNTED, Vote.liked)
    differs = (Poster.votes != rows) | (Poster.apart != apart) | (Poster.liked != liked.scalar_subquery())
    wrong = session.execute(select(Poster.id, rows, apart).where(differs)).all()
    for poster_id, votes, set_apart in wrong:
        session.execute(update(Poster).where(Poster.id == poster_id).values(votes=votes, apart=set_apart))
        evidence.recount(session, poster_id)
    return len(wrong)


def _cast(session: Session, poster_id: int, voter: str, now: datetime) -> _Cast | None:
    """None where it had been cast before."""
    row = insert_into(session, Vote).values(poster_id=poster_id, voter=voter, cast=now)
    # What came back says whether a row went in; a driver's row count may say -1.
    moment = session.scalar(row.on_conflict_do_nothing().returning(Vote.cast))
    return _Cast(moment) if moment else None


def _take_back(session: Session, poster_id: int, voter: str) -> _Cast | None:
    """None where there was none."""
    mine = delete(Vote).where(Vote.poster_id == poster_id, Vote.voter == voter)
    row = session.execute(mine.returning(Vote.cast, Vote.burst_id, Vote.liked)).one_or_none()
    return _Cast(*row) if row else None


def _mark_liked(session: Session, poster_id: int, voter: str) -> None:
    mine = update(Vote).where(Vote.poster_id == poster_id, Vote.voter == voter).values(liked=True)
    session.execute(mine, execution_options={"synchronize_session": False})


def _leave(session: Session, poster: Poster, burst_id: int) -> None:
    """A vote that was set apart is taken back."""
    smaller = update(Burst).where(Burst.id == burst_id).values(votes=Burst.votes - 1).returning(Burst.state)
    unsynchronized = {"synchronize_session": False}
    if session.scalar(smaller, execution_options=unsynchronized) is BurstState.OPEN:
        changed = update(Poster).where(Poster.id == poster.id).values(apart=Poster.apart - 1)
        session.execute(changed, execution_options=unsynchronized)


def _tally(session: Session, poster_id: int, steps: DailySteps, caps: Caps, *, step: int, is_new: bool) -> int:
    """How many votes its widest network has cast for the poster today."""
    excess = tally(session, steps, (ALTOGETHER, poster_id), caps, step=step, is_new=is_new)
    if excess.votes:
        raise TooManyRequests(CAPPED)
    if excess.by_new:
        raise TooManyRequests(CAPPED_FOR_NEW)
    return excess.of_block.get(poster_id, 0)
