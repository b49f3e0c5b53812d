"""Decisions about many posters at once, and what of them has still to be carried out."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named
from billboard.models.moderation import Action


class Batch(Base):
    """One decision about many posters. Each of them has its own line, `Decision.batch_id` of which is this one."""

    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    action: Mapped[Action] = mapped_column(named(Action))
    note: Mapped[str] = mapped_column(Text, default="")
    block_days: Mapped[int] = mapped_column(Integer, default=0)
    newest: Mapped[int | None] = mapped_column(RowNumber)  # poster, when the moderator was shown the case
    campaigns: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))  # theirs; none for the whole site
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)  # when nothing was left to do
    posters: Mapped[int] = mapped_column(Integer)  # that it is about
    passed_over: Mapped[int] = mapped_column(Integer, default=0)  # that others had decided about, or were to
    undoes: Mapped[int | None] = mapped_column(RowNumber)  # the batch that this one takes back


class BatchPoster(Base):
    """A poster that a batch has still to come to; no row any more once its line is written."""

    __tablename__ = "batch_posters"
    __table_args__ = ({"sqlite_with_rowid": False},)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True, index=True)
    reason: Mapped[str] = mapped_column(String(32), default="")  # that it is hidden for
    version: Mapped[int] = mapped_column(Integer)  # of the case, as it was seen
    reported: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the last report that was seen
    line: Mapped[int | None] = mapped_column(RowNumber)  # the decision that is to be taken back
