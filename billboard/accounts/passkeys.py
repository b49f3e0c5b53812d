"""Passkeys (WebAuthn): made by somebody's device for this site's address alone, and used instead of a password.

A device is asked to see that its owner is there and is its owner, by a finger, a face or a PIN: so a passkey is two
factors in one. The library that knows the ceremonies is large and loaded when somebody begins one.
"""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from billboard.accounts.relying_party import NOT_TAKEN, PasskeyRefused, RelyingParty
from billboard.infra import base64url
from billboard.infra.db import insert_into
from billboard.infra.link_secrets import digest
from billboard.models import Moderator, Passkey, SpentChallenge

LIFE = timedelta(minutes=5)  # of a challenge
LABEL = 64  # letters


def new_challenge() -> bytes:
    return secrets.token_bytes(32)


def new_handle() -> str:
    return base64url.encoded(secrets.token_bytes(32))


def creation_options(
    party: RelyingParty, name: str, handle: str, challenge: bytes, known: Sequence[Passkey] = ()
) -> dict[str, Any]:
    """What a browser needs to make one, on a device that has none for this account."""
    from billboard.accounts import ceremonies

    return ceremonies.creation_options(party, name, handle, challenge, [each.credential for each in known])


def request_options(party: RelyingParty, challenge: bytes, allowed: Sequence[Passkey] = ()) -> dict[str, Any]:
    """What a browser needs to use one; any that the device has for this site where none is named."""
    from billboard.accounts import ceremonies

    return ceremonies.request_options(party, challenge, [each.credential for each in allowed])


def add(
    session: Session,
    moderator: Moderator,
    party: RelyingParty,
    challenge: bytes,
    said: str,
    *,
    label: str,
    now: datetime,
) -> None:
    """Keep what a device has made. Raises PasskeyRefused."""
    from billboard.accounts import ceremonies

    made = ceremonies.verified_creation(party, challenge, said)
    credential = base64url.encoded(made.credential_id)
    if session.scalar(select(Passkey.id).where(Passkey.credential == credential)) is not None:
        raise PasskeyRefused(NOT_TAKEN)
    session.add(
        Passkey(
            moderator_id=moderator.id,
            credential=credential,
            public_key=made.credential_public_key,
            uses=made.sign_count,
            label=label[:LABEL],
            made=now,
        )
    )


def use(session: Session, party: RelyingParty, challenge: bytes, said: str, *, now: datetime) -> Moderator:
    """Whose passkey has signed this challenge, which is spent then. Raises PasskeyRefused."""
    from billboard.accounts import ceremonies

    passkey, moderator = _whose(session, said)
    done = ceremonies.verified_use(party, challenge, said, passkey)
    spent = insert_into(session, SpentChallenge).values(digest=digest(challenge.hex()), spent=now)
    fresh = session.scalar(spent.on_conflict_do_nothing().returning(SpentChallenge.digest))
    count = done.new_sign_count
    moved = update(Passkey).where(Passkey.id == passkey.id, or_(Passkey.uses < count, Passkey.uses == 0))
    counted = session.scalar(moved.values(uses=count, used=now).returning(Passkey.id))
    if fresh is None or counted is None:
        raise PasskeyRefused(NOT_TAKEN)
    return moderator


def of(session: Session, moderator_id: int) -> Sequence[Passkey]:
    return session.scalars(select(Passkey).where(Passkey.moderator_id == moderator_id).order_by(Passkey.id)).all()


def remove(session: Session, moderator_id: int, number: int) -> str:
    """The label of the one that is gone, or an empty string."""
    theirs = (Passkey.id == number, Passkey.moderator_id == moderator_id)
    return session.scalar(delete(Passkey).where(*theirs).returning(Passkey.label)) or ""


def forget(session: Session, now: datetime) -> None:
    """Challenges that are too old to be answered."""
    old = SpentChallenge.spent <= now - 2 * LIFE
    session.execute(delete(SpentChallenge).where(old), execution_options={"synchronize_session": False})


def _whose(session: Session, said: str) -> tuple[Passkey, Moderator]:
    try:
        credential = str(json.loads(said)["id"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise PasskeyRefused(NOT_TAKEN) from None
    found = select(Passkey, Moderator).join(Moderator, Moderator.id == Passkey.moderator_id)
    row = session.execute(found.where(Passkey.credential == credential.replace("\x00", ""))).one_or_none()
    if row is None or row[1].disabled:
        raise PasskeyRefused(NOT_TAKEN)
    return row[0], row[1]
