"""How many see a poster now: the votes of the last hour, and a newcomer's views."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Integer, func, literal_column, select
from sqlalchemy.orm import Session

from billboard.core.rank.urgency import Exposure
from billboard.models import Newcomer, Poster, RecentVote

HOUR = timedelta(hours=1)
AT_ONCE = 500  # posters in one statement
A_VOTE = literal_column("0", Integer)  # of a duel it is the rival's number


def of(session: Session, posters: Sequence[Poster], now: datetime) -> dict[int, Exposure]:
    """By the posters' numbers; a page of them is one statement."""
    found = dict[int, Exposure]()
    for some in (posters[start : start + AT_ONCE] for start in range(0, len(posters), AT_ONCE)):
        numbers = [each.id for each in some]
        recent = select(RecentVote.poster_id, func.count().label("votes"))
        recent = recent.where(RecentVote.poster_id.in_(numbers), RecentVote.rival_id == A_VOTE)
        votes = recent.where(RecentVote.at > now - HOUR).group_by(RecentVote.poster_id).subquery()
        walk = select(Poster.id, Poster.published, votes.c.votes, Newcomer.shown)
        walk = walk.outerjoin(votes, votes.c.poster_id == Poster.id)
        walk = walk.outerjoin(Newcomer, Newcomer.poster_id == Poster.id).where(Poster.id.in_(numbers))
        for row in session.execute(walk):
            hours = max(1.0, (now - row.published) / HOUR)
            found[row.id] = Exposure(row.votes or 0, (row.shown or 0) / hours)
    return found
