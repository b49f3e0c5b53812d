"""Where the votes of the last hour came from, and the duels that were won in it. Older ones are forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, delete, func, literal_column, select
from sqlalchemy.orm import Session

from billboard.core.rank.bursts import Arrival
from billboard.infra.db import insert_into
from billboard.models import RecentVote, Vote
from billboard.visitors import DailySteps

KEPT = timedelta(hours=1)
POSTERS = 100  # that are looked at in one go, those with the most votes first
LOOKED_AT = 20_000  # votes of one poster, the latest first
NONE: ColumnElement[int] = literal_column(
    "0", Integer
)  # not bound, so that PostgreSQL sees that it groups by what it selects


class Suspect(NamedTuple):
    """A poster with so many votes, or won duels, that they might be a burst."""

    poster_id: int
    of_duels: bool


class Cast(NamedTuple):
    """One of its votes, and whose."""

    voter: str
    rival_id: int
    arrival: Arrival


def note(
    session: Session,
    poster_id: int,
    voter: str,
    networks: DailySteps,
    *,
    is_new: bool,
    now: datetime,
    rival_id: int = 0,
) -> None:
    values = {"network": networks.block, "shade": networks.shade, "is_new": is_new, "at": now}
    row = insert_into(session, RecentVote).values(poster_id=poster_id, voter=voter, rival_id=rival_id, **values)
    session.execute(row.on_conflict_do_update(index_elements=["poster_id", "voter", "rival_id"], set_=values))


def forget(session: Session, now: datetime) -> None:
    session.execute(delete(RecentVote).where(RecentVote.at < now - KEPT))


def suspects(session: Session, least: int, now: datetime) -> Sequence[Suspect]:
    of_duels = (RecentVote.rival_id > NONE).label("of_duels")
    walk = select(RecentVote.poster_id, of_duels).where(RecentVote.at >= now - KEPT)
    many = walk.group_by(RecentVote.poster_id, of_duels).having(func.count() >= least)
    return [Suspect(*row) for row in session.execute(many.order_by(func.count().desc()).limit(POSTERS))]


def casts(session: Session, suspect: Suspect, since: datetime) -> list[Cast]:
    """Its votes after a moment, as far as they were not taken back, or the duels that it won."""
    walk = select(RecentVote).where(RecentVote.poster_id == suspect.poster_id, RecentVote.at > since)
    if suspect.of_duels:
        walk = walk.where(RecentVote.rival_id > NONE)
    else:
        standing = (Vote.poster_id == RecentVote.poster_id) & (Vote.voter == RecentVote.voter)
        walk = walk.join(Vote, standing).where(RecentVote.rival_id == NONE)
    rows = session.scalars(walk.order_by(RecentVote.at.desc()).limit(LOOKED_AT))
    return [
        Cast(row.voter, row.rival_id, Arrival(row.network, row.at.timestamp(), row.is_new, row.shade)) for row in rows
    ]


def known_by_network(session: Session, besides: Suspect, now: datetime) -> Mapping[str, int]:
    """Votes of known visitors for other posters, by network."""
    known = (RecentVote.at >= now - KEPT, RecentVote.is_new.is_(False), RecentVote.poster_id != besides.poster_id)
    found = session.execute(select(RecentVote.network, func.count()).where(*known).group_by(RecentVote.network))
    return {row[0]: row[1] for row in found}
