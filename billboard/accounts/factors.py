"""Second factors: what an account has of them, and whether it must have one.

A passkey or an app's codes. Whoever has either gets in by their password no longer alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from billboard.accounts import app_codes, passkeys, recovery_codes
from billboard.core.errors import Refused
from billboard.infra.config import Settings
from billboard.infra.signing import Keys
from billboard.models import Authenticator, Moderator, Passkey, Role

LAST = "That is the last second factor of this account, and this site wants one. Add another first."


@dataclass(frozen=True)
class Factors:
    passkeys: Sequence[Passkey]
    app: Authenticator | None
    recovery_codes: int  # that are left

    @property
    def number(self) -> int:
        return len(self.passkeys) + (self.app is not None)


def of(session: Session, moderator_id: int) -> Factors:
    app = session.get(Authenticator, moderator_id)
    return Factors(passkeys.of(session, moderator_id), app, recovery_codes.left(session, moderator_id))


def has_any(session: Session, moderator_id: int) -> bool:
    apps = exists().where(Authenticator.moderator_id == moderator_id)
    return bool(session.scalar(select(apps | exists().where(Passkey.moderator_id == moderator_id))))


def required(settings: Settings, role: Role) -> bool:
    whom = settings.require_second_factor
    return whom == "everybody" or (whom == "operators" and role is Role.OPERATOR)


def take_code(session: Session, moderator_id: int, typed: str, keys: Keys, *, now: datetime) -> str:
    """What a code is that was right, in words for the journal, or nothing; it is spent then."""
    if recovery_codes.looks_like_one(typed):
        return "a recovery code" if recovery_codes.take(session, moderator_id, typed) else ""
    return "an app's code" if app_codes.take(session, moderator_id, typed, keys, now=now) else ""


def first_codes(session: Session, moderator_id: int) -> list[str]:
    """Recovery codes for who has just got their first factor; nothing for who has codes."""
    return [] if recovery_codes.left(session, moderator_id) else recovery_codes.renew(session, moderator_id)


def require_another(session: Session, moderator: Moderator, settings: Settings) -> None:
    """Before one is taken away. Raises Refused."""
    # Whoever takes away two at once waits here.
    session.execute(select(Moderator.id).where(Moderator.id == moderator.id).with_for_update())
    if required(settings, moderator.role) and of(session, moderator.id).number <= 1:
        raise Refused(LAST)


def tidy(session: Session, moderator_id: int) -> None:
    """Without a factor there is nothing to recover."""
    if not has_any(session, moderator_id):
        recovery_codes.forget(session, moderator_id)


def clear(session: Session, moderator_id: int) -> None:
    """All of them: for somebody whose devices are lost."""
    app_codes.remove(session, moderator_id)
    recovery_codes.forget(session, moderator_id)
    session.execute(delete(Passkey).where(Passkey.moderator_id == moderator_id))
