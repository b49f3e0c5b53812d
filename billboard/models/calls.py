"""What moderators are called about, and the calls."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named


class Alarm(StrEnum):
    """Why somebody is called."""

    GRAVE = "grave"  # a report for a grave reason that is believed
    CLOCK = "clock"  # nobody has looked at such a report in time
    RETURN = "return"  # words that were hidden are put up again
    SPIKE = "spike"  # more reports at once than is usual
    APPEAL = "appeal"  # a maker waits for an answer
    OBJECTION = "objection"  # somebody who is blocked says that it is wrong
    TEST = "test"  # an operator wants to see that calls arrive


class Alert(Base):
    """One thing to call about. Its key says which, so that it is told once."""

    __tablename__ = "alerts"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[Alarm] = mapped_column(named(Alarm))
    wall: Mapped[str] = mapped_column(String(64), default="", server_default="")  # a campaign's slug; empty: the site's
    poster_id: Mapped[int | None] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(32), default="", server_default="")  # of moderation.reasons
    number: Mapped[int] = mapped_column(Integer, default=1, server_default="1")  # of reports, or of returns
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    addressed: Mapped[bool] = mapped_column(default=False, server_default=false())  # there was somebody to tell


UNADDRESSED = Alert.addressed == false()
Index("ix_alerts_unaddressed", Alert.wall, postgresql_where=UNADDRESSED, sqlite_where=UNADDRESSED)


class Telling(Base):
    """That a recipient is to be told of an alert, and the call that does it."""

    __tablename__ = "tellings"
    __table_args__ = (UniqueConstraint("alert_id", "whom"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id", ondelete="CASCADE"))
    whom: Mapped[str] = mapped_column(String(300), index=True)  # an address, or a webhook of calling.hook
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)


UNTOLD = Telling.call_id.is_(None)
Index("ix_tellings_untold", Telling.whom, postgresql_where=UNTOLD, sqlite_where=UNTOLD)


class Call(Base):
    """One message, about one thing or many, to recipients who have the same to be told."""

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)  # what receivers know it by, however often it comes
    made: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    left: Mapped[list[str]] = mapped_column(JSON)  # addresses, and the webhook's, that have not got it yet
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    next_try: Mapped[datetime | None] = mapped_column(UtcDateTime)  # none once it is over
    failed: Mapped[bool] = mapped_column(default=False, server_default=false())  # given up, with somebody left
    fault: Mapped[str] = mapped_column(String(200), default="", server_default="")  # of the last try, without addresses


UNDER_WAY = Call.next_try.is_not(None)
Index("ix_calls_under_way", Call.next_try, postgresql_where=UNDER_WAY, sqlite_where=UNDER_WAY)
