"""Verbs on votes. The row, the tallies, the count and the hot score change in one transaction or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.orm import Session

from billboard.campaigns import admission
from billboard.core.days import day_of
from billboard.core.errors import TooManyRequests
from billboard.core.rank import ranking
from billboard.infra.db import insert_into
from billboard.models import LIVE, Poster, Vote
from billboard.posters import posters
from billboard.visitors import DailySteps, steps_today
from billboard.voting.caps import ALTOGETHER, Caps, tally

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
) -> VoteResult:
    """Set (wanted) or take back this visitor's vote; saying the same twice changes nothing.

    `address` is hashed here and kept nowhere; `is_new` says that the visitor's cookie is. Raises NotFound, Gone,
    Refused where its campaign is read-only, and TooManyRequests past a cap.
    """
    poster = posters.find_live(session, code)
    if poster.campaign_id is not None:
        admission.require_votes(session, poster.campaign_id)
    cast = _cast(session, poster.id, voter, now) if wanted else _take_back(session, poster.id, voter)
    if cast is None:
        return VoteResult(wanted, poster.votes)
    step = 1 if wanted else -1
    _tally(session, poster.id, steps_today(session, address, now), caps, step=step, is_new=is_new)
    votes = _count(session, poster, step)
    if poster.campaign_id is not None:  # locked after the poster, the order in which moderators lock them
        admission.require_votes(session, poster.campaign_id, lock=True)
    return VoteResult(wanted, votes, (day_of(cast), step))


def voted(session: Session, codes: Sequence[str], voter: str) -> list[str]:
    """Those of the posters that this visitor has voted for."""
    marks = select(Poster.code).join(Vote, Vote.poster_id == Poster.id)
    return list(session.scalars(marks.where(Vote.voter == voter, Poster.code.in_(codes), LIVE)))


def recount(session: Session) -> int:
    """Set every count and hot score to what the rows say; return how many were wrong."""
    truth = select(func.count()).select_from(Vote).where(Vote.poster_id == Poster.id).scalar_subquery()
    wrong = session.execute(select(Poster.id, truth, Poster.published).where(Poster.votes != truth)).all()
    for poster_id, votes, published in wrong:
        session.execute(
            update(Poster)
            .where(Poster.id == poster_id)
            .values(votes=votes, hot=ranking.hot(votes, published.timestamp()))
        )
    return len(wrong)


def _cast(session: Session, poster_id: int, voter: str, now: datetime) -> datetime | None:
    """When it was cast; None where it had been before."""
    row = insert_into(session, Vote).values(poster_id=poster_id, voter=voter, cast=now)
    # What came back says whether a row went in; a driver's row count may say -1.
    return session.scalar(row.on_conflict_do_nothing().returning(Vote.cast))


def _take_back(session: Session, poster_id: int, voter: str) -> datetime | None:
    """When it had been cast; None where there was none."""
    mine = delete(Vote).where(Vote.poster_id == poster_id, Vote.voter == voter)
    return session.scalar(mine.returning(Vote.cast))


def _tally(session: Session, poster_id: int, steps: DailySteps, caps: Caps, *, step: int, is_new: bool) -> None:
    excess = tally(session, steps, (ALTOGETHER, poster_id), caps, step=step, is_new=is_new)
    if excess.votes:
        raise TooManyRequests(CAPPED)
    if excess.by_new:
        raise TooManyRequests(CAPPED_FOR_NEW)


def _count(session: Session, poster: Poster, step: int) -> int:
    """Change count and score together, from the row as it is now and not as it was read."""
    votes = Poster.votes + step
    score = func.log10(case((votes > 1, votes), else_=1)) + ranking.hot(0, poster.published.timestamp())
    changed = update(Poster).where(Poster.id == poster.id).values(votes=votes, hot=score)
    return session.scalars(changed.returning(Poster.votes).execution_options(synchronize_session=False)).one()
