"""A poster's count of votes and its place in the order of Hot, which change together."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from billboard.models import Poster
from billboard.walls import evidence


def add(session: Session, poster_id: int, published: datetime, step: int, *, liked: int = 0, apart: int = 0) -> int:
    """From the row as it is now and not as it was read; the count afterwards.

    `liked` is added to the votes of those who looked, `apart` to the votes that wait for a moderator.
    """
    values: dict[str, Any] = {"votes": Poster.votes + step} | ({"apart": Poster.apart + apart} if apart else {})
    if liked:
        values |= evidence.scored(published, liked=liked)
    changed = update(Poster).where(Poster.id == poster_id).values(**values)
    return session.scalars(changed.returning(Poster.votes).execution_options(synchronize_session=False)).one()
