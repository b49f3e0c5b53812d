"""What operators have changed of the site's settings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime


class SettingChange(Base):
    """A setting as somebody set it. Of a name and wall the newest is in force; changes are only ever added.

    They are numbered from 1 in the order of their commits, so that the highest number tells whether there is news.
    """

    __tablename__ = "setting_changes"
    __table_args__ = (Index("ix_setting_changes_newest", "name", "wall", "id"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64))
    wall: Mapped[str] = mapped_column(String(64))  # a campaign's slug, or empty for the whole site
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)  # none where it was taken back
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))  # none for who has a shell
    made: Mapped[datetime] = mapped_column(UtcDateTime)
