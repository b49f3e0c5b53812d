"""Words that moderators watch for."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime


class WatchedWord(Base):
    """A word or a phrase, what becomes of posters that hold it, and who wants it so (core.likeness.entries).

    Rows that were removed stay, so that what they once held can be told. Every change of any row takes the next
    version, so that the highest tells whether there is news.
    """

    __tablename__ = "watched_words"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))  # none for the whole site
    text: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(8))
    reach: Mapped[str] = mapped_column(String(8))
    exceptions: Mapped[list[str]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"))  # who changed it last
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    changed: Mapped[datetime] = mapped_column(UtcDateTime)
    removed: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, unique=True)


WATCHED = WatchedWord.removed.is_(None)
Index("ix_watched_words_now", WatchedWord.campaign_id, postgresql_where=WATCHED, sqlite_where=WATCHED)
