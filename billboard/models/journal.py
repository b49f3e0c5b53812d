"""The journal: all that was done to the site and its posters, line upon line, and what is counted of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named


class Kind(StrEnum):
    """What a line is about."""

    DECISION = "decision"  # of a moderator about a poster
    HOLD = "hold"  # of a new poster until somebody has looked, by a rule
    COVER = "cover"  # of a poster that hangs, by a rule
    BLOCK = "block"  # of a network, a cookie or words
    WATCHED_WORD = "watched_word"
    SWITCH = "switch"
    SETTING = "setting"
    TEMPLATE = "template"  # published, edited, withdrawn, taken down with its posters
    CAMPAIGN = "campaign"  # made, edited, frozen, ended, reopened
    VOTES = "votes"  # set apart, released, struck
    APPEAL = "appeal"
    TAKEDOWN = "takedown"  # a notice that came by the form
    APPOINTMENT = "appointment"
    ACCOUNT = "account"
    SIGN_IN = "sign_in"
    ERASURE = "erasure"  # of a line's snapshot; and of what came after a backup that was put back
    UPKEEP = "upkeep"  # backups, tests of what the site needs


class LogLine(Base):
    """One line. The database refuses to change or delete it; `journal.chain` says what its hash is made of."""

    __tablename__ = "log_lines"

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)  # from 1, without gaps
    day: Mapped[int] = mapped_column(Integer)  # of `made`, since 1970, UTC
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[Kind] = mapped_column(named(Kind))
    did: Mapped[str] = mapped_column(String(32))  # what was done, in a word: hide, lift, change
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))  # none for a rule, or a shell
    rule: Mapped[str] = mapped_column(String(64))  # that did it where no person did; else empty
    subject: Mapped[str] = mapped_column(String(200))  # a poster's code, a campaign's slug, a setting's name
    wall: Mapped[str] = mapped_column(String(64))  # a campaign's slug, or empty for the whole site
    reason: Mapped[str] = mapped_column(String(32))  # of moderation's list, or empty
    details: Mapped[str] = mapped_column(Text)  # canonical JSON
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)  # that it stands for
    snapshot_digest: Mapped[str] = mapped_column(String(64))  # of what was judged; empty where nothing is kept
    previous: Mapped[str] = mapped_column(String(64))  # the hash of the line before
    hash: Mapped[str] = mapped_column(String(64))


Index("ix_log_lines_day", LogLine.day, LogLine.number)
Index("ix_log_lines_kind", LogLine.kind, LogLine.number)
Index("ix_log_lines_subject", LogLine.subject, LogLine.number)


class LogHead(Base):
    """The chain's last line: one row, locked by whoever adds a line."""

    __tablename__ = "log_heads"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # 1
    number: Mapped[int] = mapped_column(RowNumber)
    hash: Mapped[str] = mapped_column(String(64))


class LogSnapshot(Base):
    """What a line's act was about, as it was then. Outside the chain: it can be erased, and the chain still holds."""

    __tablename__ = "log_snapshots"

    number: Mapped[int] = mapped_column(ForeignKey("log_lines.number"), primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(64))  # so that nobody guesses a short slogan by its digest
    body: Mapped[str] = mapped_column(Text)  # canonical JSON


class LogDay(Base):
    """How many lines of a day say the same."""

    __tablename__ = "log_days"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(named(Kind), primary_key=True)
    did: Mapped[str] = mapped_column(String(32), primary_key=True)
    reason: Mapped[str] = mapped_column(String(32), primary_key=True)
    by_rule: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    lines: Mapped[int] = mapped_column(Integer)


class LogWait(Base):
    """How many reported posters were decided on a day after about so many minutes."""

    __tablename__ = "log_waits"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    bucket: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # journal.waits
    cases: Mapped[int] = mapped_column(Integer)
