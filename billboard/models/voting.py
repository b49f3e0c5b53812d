"""What visitors say of posters, and how much of it comes from where."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, false, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named


class Vote(Base):
    __tablename__ = "votes"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    voter: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)  # keyed hash of the visitor's cookie
    cast: Mapped[datetime] = mapped_column(UtcDateTime)
    burst_id: Mapped[int | None] = mapped_column(RowNumber)  # set apart, and counted nowhere
    liked: Mapped[bool] = mapped_column(default=False, server_default=false())  # cast on a wall: evidence for Hot


class Duel(Base):
    """What one visitor said of two posters; `low_id` is the smaller of the numbers, so that a pair has one row."""

    __tablename__ = "duels"

    voter: Mapped[str] = mapped_column(String(32), primary_key=True)  # keyed hash of the visitor's cookie
    low_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    high_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True, index=True)
    low_won: Mapped[bool | None] = mapped_column()  # None: skipped
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    burst_id: Mapped[int | None] = mapped_column(RowNumber)  # set apart, and counted nowhere


Index("ix_duels_pair", Duel.low_id, Duel.high_id)
Index("ix_duels_latest", Duel.voter, Duel.made)
COUNTED = Vote.burst_id.is_(None)
FOUGHT = Duel.low_won.is_not(None) & Duel.burst_id.is_(None)
for _column in (Vote.burst_id, Duel.burst_id):
    _apart = _column.is_not(None)
    Index(None, _column, postgresql_where=_apart, sqlite_where=_apart)


class BurstState(StrEnum):
    OPEN = "open"  # until a moderator has looked
    RELEASED = "released"  # what was set apart counts
    STRUCK = "struck"  # and never will


class Burst(Base):
    """Votes for one poster, or duels that it won, which do not look like people's (core.rank.bursts)."""

    __tablename__ = "bursts"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), index=True)
    of_duels: Mapped[bool] = mapped_column()
    state: Mapped[BurstState] = mapped_column(named(BurstState), default=BurstState.OPEN)
    votes: Mapped[int] = mapped_column(Integer, default=0)  # that were set apart and not taken back
    networks: Mapped[int] = mapped_column(Integer)
    because: Mapped[list[str]] = mapped_column(JSON)  # in words
    began: Mapped[datetime] = mapped_column(UtcDateTime)
    ended: Mapped[datetime] = mapped_column(UtcDateTime)
    ruled_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    ruled: Mapped[datetime | None] = mapped_column(UtcDateTime)


OPEN_BURST = Burst.state == literal_column("'open'")
Index("ix_bursts_open", Burst.id, postgresql_where=OPEN_BURST, sqlite_where=OPEN_BURST)


class RecentVote(Base):
    """Where the votes of the last hour came from, and the duels that were won in it: what bursts are found by."""

    __tablename__ = "recent_votes"

    poster_id: Mapped[int] = mapped_column(
        ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    voter: Mapped[str] = mapped_column(String(32), primary_key=True)
    rival_id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)  # of a duel; 0 for votes
    network: Mapped[str] = mapped_column(String(32))  # the widest, hashed under its day's key
    shade: Mapped[int | None] = mapped_column(SmallInteger)  # of it, so that midnight makes no network two
    is_new: Mapped[bool] = mapped_column()  # whether the cookie was not an hour old
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DailyKey(Base):
    """The random key that a day's network hashes are made with; it is thrown away with the day."""

    __tablename__ = "daily_keys"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    shading: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # by which shades are dealt out; handed on


class Tally(Base):
    """How many votes a network has cast on a day, altogether (poster_id 0) and for one poster.

    Its duels are counted the same way under negative numbers: -1 for 0, -2 for 1 and so on. An address lies in several
    networks (visitors.Breadth), and what comes from it is counted for each.
    """

    __tablename__ = "tallies"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    network: Mapped[str] = mapped_column(String(32), primary_key=True)
    poster_id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    votes: Mapped[int] = mapped_column(Integer)
    by_new: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # of those, by new cookies


class Origin(Base):
    """The network a poster came from, hashed under its day's key; it is thrown away with the day."""

    __tablename__ = "origins"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[int] = mapped_column(Integer)
    network: Mapped[str] = mapped_column(String(32))


Index("ix_origins_creator", Origin.day, Origin.network)
