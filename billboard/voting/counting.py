"""A poster's count of votes and its hot score, which change together."""

from datetime import datetime

from sqlalchemy import case, func, update
from sqlalchemy.orm import Session

from billboard.core.rank import ranking
from billboard.models import Poster


def add(session: Session, poster_id: int, published: datetime, step: int, *, apart: int = 0) -> int:
    """From the row as it is now and not as it was read; the count afterwards. `apart` is added to the votes that wait
    for a moderator."""
    votes = Poster.votes + step
    score = func.log10(case((votes > 1, votes), else_=1)) + ranking.hot(0, published.timestamp())
    values = {"votes": votes, "hot": score} | ({"apart": Poster.apart + apart} if apart else {})
    changed = update(Poster).where(Poster.id == poster_id).values(**values)
    return session.scalars(changed.returning(Poster.votes).execution_options(synchronize_session=False)).one()
