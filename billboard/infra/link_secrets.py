"""Secrets in links: 32 small letters and digits, of which the database keeps a digest and nothing else."""

import base64
import hashlib
import hmac
import re
import secrets

from billboard.infra.derived_keys import derived

SIZE = 20  # bytes: 160 bits of chance
FORM = re.compile(r"[a-z2-7]{32}")


def new_secret() -> str:
    return _written(secrets.token_bytes(SIZE))


def derived_secret(purpose: str, message: str, secret_key: str) -> str:
    """The same however often it is asked for, and to be guessed by nobody who lacks the key."""
    return _written(hmac.digest(derived(purpose, secret_key), message.encode(), "sha256")[:SIZE])


def is_secret(text: str) -> bool:
    """Whether it has the form of one."""
    return FORM.fullmatch(text) is not None


def digest(secret: str) -> str:
    """What is kept of a secret: so many bits of chance need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _written(value: bytes) -> str:
    return base64.b32encode(value).decode().lower()
