"""What visitors say of posters, and how much of it comes from where."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime


class Vote(Base):
    __tablename__ = "votes"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    voter: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)  # keyed hash of the visitor's cookie
    cast: Mapped[datetime] = mapped_column(UtcDateTime)


class Duel(Base):
    """What one visitor said of two posters; `low_id` is the smaller of the numbers, so that a pair has one row."""

    __tablename__ = "duels"

    voter: Mapped[str] = mapped_column(String(32), primary_key=True)  # keyed hash of the visitor's cookie
    low_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    high_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True, index=True)
    low_won: Mapped[bool | None] = mapped_column()  # None: skipped
    made: Mapped[datetime] = mapped_column(UtcDateTime)


Index("ix_duels_pair", Duel.low_id, Duel.high_id)
Index("ix_duels_latest", Duel.voter, Duel.made)


class DailyKey(Base):
    """The random key that a day's network hashes are made with; it is thrown away with the day."""

    __tablename__ = "daily_keys"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))


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
