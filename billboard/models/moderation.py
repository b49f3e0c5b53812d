"""Reports, whoever settles them, and the log."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
    literal_column,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named
from billboard.models.posters import Status


class Action(StrEnum):
    HIDE = "hide"
    RESTORE = "restore"
    APPROVE = "approve"
    UPHOLD = "uphold"  # an appeal was heard, and it stays hidden
    IGNORE = "ignore"  # approved, and what is reported of it from now on opens no case
    UNDO = "undo"  # what was decided before is taken back
    COVER = "cover"  # a card over it, until somebody else has looked
    LIFT = "lift"  # the card is taken off, and what was reported still waits


class Role(StrEnum):
    """What somebody with an account may do; each may all that those before it may."""

    CAMPAIGN = "campaign"  # looks after the campaigns that they were given, and sees no others
    MODERATOR = "moderator"  # decides about posters of the whole site
    OPERATOR = "operator"  # runs the site and its campaigns


class Report(Base):
    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("poster_id", "reporter"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"))
    reporter: Mapped[str] = mapped_column(String(32))  # keyed hash of the visitor's cookie
    reason: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(Text, default="")
    made: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))  # what settled it
    # Its reporter's record says what was thought of it by that decision: not where it came to what nobody heard.
    on_record: Mapped[bool] = mapped_column(default=False, server_default=false())
    # One for all reports that come of one poster from one network; random, so that it tells nothing else.
    voice: Mapped[str] = mapped_column(String(16), default="", server_default="")
    network: Mapped[str | None] = mapped_column(String(32), index=True)  # hashed under its day's key; goes with the day
    spread: Mapped[int] = mapped_column(Integer, default=1, server_default="1")  # slogans that its network reported
    filed: Mapped[int] = mapped_column(Integer, default=1, server_default="1")  # reports that its network filed
    # One of few that all networks are dealt out among, so that across one midnight some can be told apart; goes then.
    shade: Mapped[int | None] = mapped_column(SmallInteger)
    # Somebody has looked and left the poster up: whoever made it goes on to be read, and covers nothing.
    answered: Mapped[bool] = mapped_column(default=False, server_default=false())
    # SHA-256 of the secret by which whoever made it follows it; forgotten some time after the decision.
    receipt: Mapped[str | None] = mapped_column(String(64))


OPEN_REPORT = Report.decision_id.is_(None)
GIVEN_RECEIPT = Report.receipt.is_not(None)
Index("ix_reports_receipt", Report.receipt, unique=True, postgresql_where=GIVEN_RECEIPT, sqlite_where=GIVEN_RECEIPT)
SHADED = Report.shade.is_not(None)
Index("ix_reports_shaded", Report.made, postgresql_where=SHADED, sqlite_where=SHADED)
Index("ix_reports_open", Report.reason, Report.poster_id, postgresql_where=OPEN_REPORT, sqlite_where=OPEN_REPORT)


class Reporter(Base):
    """How often moderators agreed with what a visitor had reported."""

    __tablename__ = "reporters"

    reporter: Mapped[str] = mapped_column(String(32), primary_key=True)  # keyed hash of the visitor's cookie
    agreed: Mapped[int] = mapped_column(Integer, default=0)
    disagreed: Mapped[int] = mapped_column(Integer, default=0)


class CaseLook(Base):
    """Who has a case before their eyes, and when they last said so."""

    __tablename__ = "case_looks"

    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Moderator(Base):
    __tablename__ = "moderators"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    name_key: Mapped[str] = mapped_column(String(256), index=True, unique=True, server_default="")  # accounts.names
    password_hash: Mapped[str] = mapped_column(String(200))
    disabled: Mapped[bool] = mapped_column(default=False)
    role: Mapped[Role] = mapped_column(named(Role), server_default=Role.CAMPAIGN.value)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    seen: Mapped[datetime | None] = mapped_column(UtcDateTime)  # to the minute
    handle: Mapped[str | None] = mapped_column(
        String(64), unique=True, index=True
    )  # what passkeys know the account by; random
    failures: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # to sign in, since the last success


class Decision(Base):
    """One line of the moderation log. The database refuses to change or delete it."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    action: Mapped[Action] = mapped_column(named(Action))
    reason: Mapped[str] = mapped_column(String(32), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[Status] = mapped_column(named(Status))
    after: Mapped[Status] = mapped_column(named(Status))
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    # By somebody who sees the whole site: a campaign's moderator does not overrule it.
    site_wide: Mapped[bool] = mapped_column(default=True, server_default=true())
    undoes: Mapped[int | None] = mapped_column(RowNumber)  # the decision that this one takes back
    batch_id: Mapped[int | None] = mapped_column(RowNumber)  # the decision about many posters that it is part of


OF_A_BATCH = Decision.batch_id.is_not(None)
Index("ix_decisions_batch", Decision.batch_id, postgresql_where=OF_A_BATCH, sqlite_where=OF_A_BATCH)


class Appeal(Base):
    """What the maker of a hidden poster has to say; one for each time it is hidden."""

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), index=True)
    hidden_by: Mapped[int] = mapped_column(ForeignKey("decisions.id"), unique=True)  # the decision it is against
    text: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))


OPEN_APPEAL = Appeal.answered_by.is_(None)
ANSWERED = Appeal.answered_by.is_not(None)
Index("ix_appeals_answered", Appeal.answered_by, postgresql_where=ANSWERED, sqlite_where=ANSWERED)
Index("ix_appeals_open", Appeal.id, postgresql_where=OPEN_APPEAL, sqlite_where=OPEN_APPEAL)


class Notice(Base):
    """Who asked by the form that a poster be taken down, and a report of their own with what they said.

    Name and address are forgotten some time after the answer; what remains lets them go on following it.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the secret in its receipt's address
    name: Mapped[str] = mapped_column(String(120))  # empty once it is forgotten
    address: Mapped[str] = mapped_column(String(254))  # for the answer; may be empty
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    told: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the letter with the answer was handed over
    # And nobody took it, or nobody knows: it counts as no answer, and the receipt says so.
    lost: Mapped[bool] = mapped_column(default=False, server_default=false())


KNOWN_NOTICE = Notice.name != literal_column("''")
Index("ix_notices_known", Notice.id, postgresql_where=KNOWN_NOTICE, sqlite_where=KNOWN_NOTICE)
