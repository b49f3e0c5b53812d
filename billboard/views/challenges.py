"""What a passkey is asked to sign: kept in the browser's session between the asking and the answer, for one purpose."""

from enum import StrEnum

from flask import session

from billboard.accounts.passkeys import LIFE, new_challenge
from billboard.accounts.relying_party import NOT_TAKEN, PasskeyRefused
from billboard.infra import base64url
from billboard.web.site import now

KEPT = "challenge"


class Purpose(StrEnum):
    SIGN_IN = "sign in"
    CONFIRM = "confirm"
    ADD = "add"
    JOIN = "join"


def ask(purpose: Purpose) -> bytes:
    challenge = new_challenge()
    session[KEPT] = [purpose.value, base64url.encoded(challenge), int(now().timestamp())]
    return challenge


def asked(purpose: Purpose) -> bytes:
    """What this browser was asked last, if that was for this and not long ago. Raises PasskeyRefused."""
    kept = session.pop(KEPT, None)
    if not kept or kept[0] != purpose or now().timestamp() - kept[2] > LIFE.total_seconds():
        raise PasskeyRefused(NOT_TAKEN)
    return base64url.decoded(kept[1])
