"""Whoever is blocked says that it is wrong, once for each block; a moderator ends the block, or lets it stand."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from billboard.bans import making
from billboard.core.errors import NotFound, Refused
from billboard.models import OPEN_OBJECTION, Ban, Moderator, Poster

LENGTH = 1000  # characters
NOTHING_SAID = "Say in a sentence or two why the block is wrong."
TOO_LONG = f"Keep it to {LENGTH} characters."
OBJECTED = "It has been said already, of this block, that it is wrong. A moderator reads it before the block is over."


def object_to(session: Session, number: int, text: str, now: datetime) -> None:
    """Raises Refused where that was done before or the block is over, and for words that are none or too many."""
    said = text.strip()
    if not said:
        raise Refused(NOTHING_SAID)
    if len(said) > LENGTH:
        raise Refused(TOO_LONG)
    first = update(Ban).where(Ban.id == number, Ban.until > now, Ban.objected.is_(None))
    taken = session.scalar(
        first.values(objection=said, objected=now).returning(Ban.id), execution_options={"synchronize_session": False}
    )
    if taken is None:
        raise Refused(OBJECTED)
    row = session.get_one(Ban, number, populate_existing=True)
    making.write_down(session, "objection", row, session.get_one(Poster, row.poster_id), None, now)


def let_stand(session: Session, number: int, moderator: Moderator, now: datetime) -> None:
    """Answer an objection; to do more is to end the block. Raises NotFound where there is none to answer."""
    row = session.scalars(select(Ban).where(Ban.id == number, Ban.until > now, OPEN_OBJECTION).with_for_update())
    ban = row.one_or_none()
    if ban is None:
        raise NotFound("There is nothing to answer about that block: it was answered meanwhile, or is over.")
    ban.answered = now
    session.flush()
    making.write_down(session, "stands", ban, session.get_one(Poster, ban.poster_id), moderator, now)


def count_open(session: Session, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(Ban).where(OPEN_OBJECTION, Ban.until > now)) or 0
