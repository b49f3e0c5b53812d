"""Verbs on the card over a poster that goes on hanging: put it there, lift it, tell how long it lies there."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.models import Cover, Poster, Status
from billboard.walls import guaranteed_views

REMEMBERED = 50  # covers of which a typical length is told


def put(
    session: Session, poster: Poster, *, now: datetime, moderator: int | None = None, networks: int = 0
) -> Cover | None:
    """Over a locked poster, by a moderator or the rule; none where one lies there, or where it is not up."""
    if poster.covered is not None or poster.status is not Status.LIVE:
        return None
    shown = guaranteed_views.set_aside(session, poster)
    cover = Cover(poster_id=poster.id, made=now, moderator_id=moderator, networks=networks, shown=shown)
    session.add(cover)
    poster.covered = now
    session.flush()
    return cover


def lift(session: Session, poster: Poster, *, now: datetime) -> bool:
    """From a locked poster; whether there was one. A newcomer goes on having its guaranteed views."""
    if poster.covered is None:
        return False
    cover = latest(session, poster)
    poster.covered = None
    if cover is not None:
        cover.ended = now
        if cover.shown is not None and poster.status is Status.LIVE:
            guaranteed_views.put_back(session, poster, cover.shown)
    return True


def put_back(session: Session, poster: Poster, lifted: datetime) -> bool:
    """Over a locked poster whose cover was lifted at that moment, as if it had not been; whether it was."""
    cover = latest(session, poster)
    if cover is None or cover.ended != lifted or poster.status is not Status.LIVE or poster.covered is not None:
        return False
    guaranteed_views.set_aside(session, poster)
    cover.ended, poster.covered = None, cover.made
    return True


def latest(session: Session, poster: Poster) -> Cover | None:
    return session.scalar(select(Cover).where(Cover.poster_id == poster.id).order_by(Cover.id.desc()).limit(1))


def by_rule_since(session: Session, moment: datetime) -> int:
    """How many the rule has put up since, those that were lifted among them."""
    return session.scalar(select(func.count()).where(Cover.made > moment, Cover.moderator_id.is_(None))) or 0


def typical_length(session: Session) -> timedelta | None:
    """The median of the last covers that have ended; none where there was none yet."""
    walk = select(Cover.made, Cover.ended).where(Cover.ended.is_not(None)).order_by(Cover.id.desc()).limit(REMEMBERED)
    lengths = sorted(ended - made for made, ended in session.execute(walk) if ended is not None)
    return lengths[len(lengths) // 2] if lengths else None
