"""Who gets a daily round-up, and which went out."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime


class Subscription(Base):
    """Somebody's wish for a wall's daily round-up. Without `confirmed` it is only asked for, and soon forgotten."""

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("folded", "wall"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    folded: Mapped[str] = mapped_column(String(254))  # the address without regard to capitals: one person, one row
    wall: Mapped[str] = mapped_column(String(64))  # a campaign's slug, or empty for the whole site's
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the newest letter's secret
    asked: Mapped[datetime] = mapped_column(UtcDateTime)  # when that letter was asked for
    due: Mapped[datetime | None] = mapped_column(UtcDateTime)  # from when it is sent again, until it surely went out
    letters: Mapped[int] = mapped_column(Integer)  # that were asked for lately, so that nobody is flooded with them
    confirmed: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refusals: Mapped[int] = mapped_column(Integer, default=0)  # by the mailbox, for good and in a row


DUE = Subscription.due.is_not(None)
Index("ix_subscriptions_due", Subscription.due, postgresql_where=DUE, sqlite_where=DUE)


class Delivery(Base):
    """A subscription's round-up of one day, claimed before it is sent: the key is why nobody gets two."""

    __tablename__ = "deliveries"

    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, index=True)  # the one it tells of
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the secret in its unsubscribe link
