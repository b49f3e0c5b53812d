"""Codes for the day on which a device is lost: ten, each taken once, shown once, kept as digests."""

import base64
import re
import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from billboard.infra.link_secrets import digest
from billboard.models import RecoveryCode

COUNT = 10
SIZE = 10  # bytes: 80 bits of chance, too many to be found by their digests
FORM = re.compile(r"[a-z2-7]{16}")


def renew(session: Session, moderator_id: int) -> list[str]:
    """New ones as they are shown, in place of all that there were."""
    forget(session, moderator_id)
    codes = [base64.b32encode(secrets.token_bytes(SIZE)).decode().lower() for _ in range(COUNT)]
    session.add_all(RecoveryCode(moderator_id=moderator_id, digest=digest(code)) for code in codes)
    return ["-".join(re.findall("....", code)) for code in codes]


def left(session: Session, moderator_id: int) -> int:
    counted = select(func.count()).select_from(RecoveryCode)
    return session.scalar(counted.where(RecoveryCode.moderator_id == moderator_id)) or 0


def looks_like_one(typed: str) -> bool:
    return FORM.fullmatch(_read(typed)) is not None


def take(session: Session, moderator_id: int, typed: str) -> bool:
    """Whether it is one of theirs; it is none any more then."""
    theirs = (RecoveryCode.moderator_id == moderator_id, RecoveryCode.digest == digest(_read(typed)))
    return session.scalar(delete(RecoveryCode).where(*theirs).returning(RecoveryCode.id)) is not None


def forget(session: Session, moderator_id: int) -> None:
    session.execute(delete(RecoveryCode).where(RecoveryCode.moderator_id == moderator_id))


def _read(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed).lower()
