"""How people with an account prove who they are, and for how long that holds."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime


class SignIn(Base):
    """A browser that somebody has signed in with: a session, until it is idle too long, too old, or ended."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # of the random token in the session's cookie
    half: Mapped[bool] = mapped_column(default=False)  # the password was right, and the second factor is awaited
    means: Mapped[str] = mapped_column(String(32))  # what opened the door, in words
    agent: Mapped[str] = mapped_column(String(64))  # such as “Firefox on Android”
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    seen: Mapped[datetime] = mapped_column(UtcDateTime)  # to the minute
    proven: Mapped[datetime] = mapped_column(UtcDateTime)  # when they last proved who they are
