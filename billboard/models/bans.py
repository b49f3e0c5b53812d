"""Networks and visitors that are blocked for a while."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named


class Party(StrEnum):
    """What somebody did about a poster, for which they are blocked."""

    MAKER = "maker"
    REPORTER = "reporter"
    VOTER = "voter"


class Ban(Base):
    """A network, or the visitor of a cookie, that may write nothing until a moment. By whom is known, by what is
    forgotten when it is over."""

    __tablename__ = "bans"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    of_network: Mapped[bool] = mapped_column()
    # Hashed under a day's key, until it is seen on that day; whatever is left of it goes with the day.
    day: Mapped[int | None] = mapped_column(Integer)
    network: Mapped[str | None] = mapped_column(String(32))
    # What lasts: a keyed digest of the widest network, made when it was seen (bans.standing).
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    digest: Mapped[str | None] = mapped_column(String(64))
    voter: Mapped[str | None] = mapped_column(String(32))  # keyed hash of the visitor's cookie
    poster_id: Mapped[int] = mapped_column(
        ForeignKey("posters.id", ondelete="CASCADE"), index=True
    )  # the case it is of
    source: Mapped[str] = mapped_column(String(200))  # what it had done there, in words
    party: Mapped[Party | None] = mapped_column(named(Party))  # none for those of before this was kept
    reason: Mapped[str] = mapped_column(String(32))  # of moderation.reasons
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))  # before its time
    objection: Mapped[str | None] = mapped_column(Text)  # what whoever is blocked says; erased when it is over
    objected: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when a moderator had read it and let the ban stand


Index("ix_bans_until", Ban.until)
OPEN_OBJECTION = Ban.objected.is_not(None) & Ban.answered.is_(None)
Index("ix_bans_objections", Ban.until, postgresql_where=OPEN_OBJECTION, sqlite_where=OPEN_OBJECTION)
