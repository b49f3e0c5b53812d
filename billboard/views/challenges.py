"""What a passkey is asked to sign: kept in the browser's session between the asking and the answer, for one purpose."""

from enum import StrEnum

from flask import session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from billboard.accounts.passkeys import LIFE, NOT_TAKEN, PasskeyRefused, new_challenge
from billboard.web.site import now

KEPT = "challenge"


class Purpose(StrEnum):
    SIGN_IN = "sign in"
    CONFIRM = "confirm"
    ADD = "add"
    JOIN = "join"


def ask(purpose: Purpose) -> bytes:
    challenge = new_challenge()
    session[KEPT] = [purpose.value, bytes_to_base64url(challenge), int(now().timestamp())]
    return challenge


def asked(purpose: Purpose) -> bytes:
    """What this browser was asked last, if that was for this and not long ago. Raises PasskeyRefused."""
    kept = session.pop(KEPT, None)
    if not kept or kept[0] != purpose or now().timestamp() - kept[2] > LIFE.total_seconds():
        raise PasskeyRefused(NOT_TAKEN)
    return base64url_to_bytes(kept[1])
