"""How people with an account prove who they are, and for how long that holds."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named
from billboard.models.moderation import Role


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


class Passkey(Base):
    """A key in somebody's device, which only that device can sign with; ours is the public half."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), index=True)
    credential: Mapped[str] = mapped_column(String(1400), unique=True)  # its number, in base64url
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    uses: Mapped[int] = mapped_column(BigInteger, default=0)  # as the device counts them; some never do
    label: Mapped[str] = mapped_column(String(64))
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    used: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SpentChallenge(Base):
    """A challenge that a passkey has answered, kept until it would be too old anyhow: no answer is taken twice."""

    __tablename__ = "spent_challenges"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent: Mapped[datetime] = mapped_column(UtcDateTime)


class Authenticator(Base):
    """An app that shows a new code every half minute."""

    __tablename__ = "authenticators"

    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(255))  # sealed under the site's key
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # the half minute of the last code that was taken
    made: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCode(Base):
    """Instead of a device that is lost, once."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class AccountLink(Base):
    """A link that works once: an invitation, or for somebody who is locked out, a new password."""

    __tablename__ = "account_links"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(named(Role))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id", ondelete="CASCADE"))  # whose door
    clears_factors: Mapped[bool] = mapped_column(default=False)
    label: Mapped[str] = mapped_column(String(64))  # who it is meant for, as whoever made it calls them
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))  # none for who has a shell
    expires: Mapped[datetime] = mapped_column(UtcDateTime)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when it was used or withdrawn
