"""Verbs on sessions: begin one, find whose it is, end it.

A session is a row, so that it can be ended alone; its cookie holds a random token, of which the row holds a digest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from billboard.infra.config import Settings
from billboard.infra.link_secrets import digest, new_secret
from billboard.models import Moderator, SignIn

A_MINUTE = timedelta(minutes=1)  # how exactly it is known when somebody was there last
HALF_WAY = timedelta(minutes=10)  # from the password to the second factor


@dataclass(frozen=True)
class Span:
    """How long a session lasts."""

    idle: timedelta
    most: timedelta

    def over(self, now: datetime) -> ColumnElement[bool]:
        half = and_(SignIn.half, SignIn.made <= now - HALF_WAY)
        return or_(SignIn.seen <= now - self.idle, SignIn.made <= now - self.most, half)


def span_of(settings: Settings) -> Span:
    return Span(timedelta(minutes=settings.session_minutes), timedelta(hours=settings.session_hours))


def begin(session: Session, moderator: Moderator, *, means: str, agent: str, half: bool, now: datetime) -> str:
    """The token for the cookie."""
    token = new_secret()
    known = {"digest": digest(token), "half": half, "means": means, "agent": agent}
    session.add(SignIn(moderator_id=moderator.id, made=now, seen=now, proven=now, **known))
    if not half:
        moderator.seen = now
    return token


def standing(session: Session, token: str, span: Span, now: datetime) -> tuple[SignIn, Moderator] | None:
    """A session that is neither over nor ended, half-way ones among them, and whose it is."""
    found = select(SignIn, Moderator).join(Moderator, Moderator.id == SignIn.moderator_id)
    which = found.where(SignIn.digest == digest(token), Moderator.disabled.is_(False), ~span.over(now))
    row = session.execute(which).one_or_none() if token else None
    return (row[0], row[1]) if row else None


def needs_noting(sign_in: SignIn, now: datetime) -> bool:
    return sign_in.seen <= now - A_MINUTE


def note(session: Session, sign_in: SignIn, now: datetime) -> None:
    """Somebody is there, still."""
    old = (SignIn.id == sign_in.id, SignIn.seen <= now - A_MINUTE)
    session.execute(update(SignIn).where(*old).values(seen=now), execution_options={"synchronize_session": False})
    session.execute(
        update(Moderator).where(Moderator.id == sign_in.moderator_id).values(seen=now),
        execution_options={"synchronize_session": False},
    )


def of(session: Session, moderator_id: int, span: Span, now: datetime) -> Sequence[SignIn]:
    """Somebody's sessions, the one that was used last first."""
    theirs = (SignIn.moderator_id == moderator_id, SignIn.half.is_(False), ~span.over(now))
    return session.scalars(select(SignIn).where(*theirs).order_by(SignIn.seen.desc(), SignIn.id.desc())).all()


def end(session: Session, moderator_id: int, number: int) -> bool:
    """One of somebody's sessions; False where it had ended already, or is not theirs."""
    which = (SignIn.id == number, SignIn.moderator_id == moderator_id)
    return bool(session.scalar(delete(SignIn).where(*which).returning(SignIn.id)))


def end_token(session: Session, token: str) -> None:
    session.execute(delete(SignIn).where(SignIn.digest == digest(token)))


def prove(session: Session, number: int, now: datetime) -> None:
    """Whoever is there has just proved again who they are."""
    session.execute(update(SignIn).where(SignIn.id == number).values(proven=now))


def end_all(session: Session, moderator_id: int, *, but: int = 0) -> None:
    session.execute(delete(SignIn).where(SignIn.moderator_id == moderator_id, SignIn.id != but))


def forget(session: Session, span: Span, now: datetime) -> None:
    """Those that are over."""
    session.execute(delete(SignIn).where(span.over(now)), execution_options={"synchronize_session": False})
