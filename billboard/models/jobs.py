"""What is known of the site's jobs, and who runs them."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, UtcDateTime, named


class Outcome(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobRun(Base):
    """A job with its last run and its next."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    next: Mapped[datetime | None] = mapped_column(UtcDateTime)  # none where it runs only when it is asked for
    begun: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)  # none while it runs
    outcome: Mapped[Outcome | None] = mapped_column(named(Outcome))
    error: Mapped[str] = mapped_column(String(100), default="")  # the name of what it failed of
    said: Mapped[str] = mapped_column(Text, default="")  # what it has done, in sentences

    @property
    def took(self) -> timedelta | None:
        return self.ended - self.begun if self.begun and self.ended else None


class Lease(Base):
    """Something that one process at a time may do. Whoever holds it raises `beat` every few seconds."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(100))  # host, process and chance; empty where nobody holds it
    beat: Mapped[int] = mapped_column(BigInteger)
