"""Why posters wait for somebody to look at them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named


class HoldReason(StrEnum):
    BLOCK = "block"  # the same words were hidden before
    WATCHED = "watched"  # a watched word is among them
    SWITCH = "switch"  # moderators look at everything new
    UNSCRIPTED = "unscripted"  # no proof of work came along, for want of scripts


class SloganBlock(Base):
    """Words that a moderator hid: whatever says the same is held for a look, until a day."""

    __tablename__ = "slogan_blocks"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), index=True)  # whose words
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))  # none for the whole site
    skeleton: Mapped[int] = mapped_column(BigInteger, index=True)  # the poster's
    skeleton_edition: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(32))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)  # that hid them
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)  # before its day
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    lifted_by: Mapped[int | None] = mapped_column(RowNumber)  # the decision that ended it, where one did
    # Posters between these two are still to be held: they went up while it was decided. None where there are none.
    held_to: Mapped[int | None] = mapped_column(RowNumber)
    to_hold: Mapped[int | None] = mapped_column(RowNumber)


STANDING = SloganBlock.ended.is_(None)
UNFINISHED = SloganBlock.to_hold.is_not(None)
Index("ix_slogan_blocks_unfinished", SloganBlock.id, postgresql_where=UNFINISHED, sqlite_where=UNFINISHED)


class Hold(Base):
    """One reason for which a poster is not up yet, or was not."""

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), index=True)
    why: Mapped[HoldReason] = mapped_column(named(HoldReason))
    detail: Mapped[str] = mapped_column(Text, default="", server_default="")  # for moderators: the word, the switch
    block_id: Mapped[int | None] = mapped_column(ForeignKey("slogan_blocks.id", ondelete="SET NULL"), index=True)
    word_id: Mapped[int | None] = mapped_column(ForeignKey("watched_words.id", ondelete="SET NULL"), index=True)
    never_up: Mapped[bool] = mapped_column(default=False, server_default=false())  # the poster, so far
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the poster went up, or was hidden


HELD = Hold.ended.is_(None)
Index("ix_holds_now", Hold.poster_id, postgresql_where=HELD, sqlite_where=HELD)
