"""Codes of an app on somebody's phone (RFC 6238): six digits, new every half minute, each taken once."""

import hmac
from datetime import datetime

import pyotp
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from billboard.infra import sealing
from billboard.infra.signing import Keys
from billboard.models import Authenticator, Moderator

PURPOSE = "billboard.authenticator"
PERIOD = 30  # seconds
AROUND = (0, -1, 1)  # a clock may be one step behind or ahead


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, name: str, site: str) -> str:
    """What an app reads from a QR code or a link."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=site)


def step_of(secret: str, code: str, now: datetime, after: int = 0) -> int | None:
    """The half minute that a code belongs to, if it is good and later than the last one that was taken."""
    app, step, typed = pyotp.TOTP(secret), int(now.timestamp()) // PERIOD, "".join(code.split())
    good = [step + off for off in AROUND if hmac.compare_digest(_code(app, step + off), typed.encode())]
    return next((each for each in good if each > after), None)


def set_up(session: Session, moderator: Moderator, secret: str, step: int, keys: Keys, *, now: datetime) -> None:
    """Instead of the app that there was; `step` is that of the code by which it has shown that it works."""
    remove(session, moderator.id)
    sealed = sealing.seal(secret, PURPOSE, keys)
    session.add(Authenticator(moderator_id=moderator.id, secret=sealed, last_step=step, made=now))


def remove(session: Session, moderator_id: int) -> None:
    session.execute(delete(Authenticator).where(Authenticator.moderator_id == moderator_id))


def take(session: Session, moderator_id: int, code: str, keys: Keys, *, now: datetime) -> bool:
    """Whether a code is right; it is spent then, and its secret sealed under the newest key."""
    app = session.get(Authenticator, moderator_id)
    secret = sealing.unseal(app.secret, PURPOSE, keys) if app else None
    if app is None or secret is None:
        return False
    step = step_of(secret, code, now, app.last_step)
    if step is None:
        return False
    # Of two who send the same code at once one finds it spent.
    spent = update(Authenticator).where(Authenticator.moderator_id == moderator_id, Authenticator.last_step < step)
    values = {"last_step": step, "secret": sealing.seal(secret, PURPOSE, keys)}
    return session.scalar(spent.values(**values).returning(Authenticator.moderator_id)) is not None


def _code(app: pyotp.TOTP, step: int) -> bytes:
    return app.generate_otp(step).encode()
