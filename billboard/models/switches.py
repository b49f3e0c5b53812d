"""What is kept while the site is under attack."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, UtcDateTime


class SpentProof(Base):
    """A proof of work that has been used, until it would have ended by itself."""

    __tablename__ = "spent_proofs"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    use: Mapped[str] = mapped_column(String(64))  # a digest of what it was used for; empty where once is once
    ends: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Attempt(Base):
    """How often something was tried in ten seconds, on the whole site."""

    __tablename__ = "attempts"

    slice: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # ten seconds each, since 1970
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    times: Mapped[int] = mapped_column(Integer)
