"""Passwords: which ones will do, how they are kept, and whether one is right."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from billboard.core.errors import Refused
from billboard.models import Moderator

HASHER = PasswordHasher()  # argon2id with the library's parameters, RFC 9106's second choice
SHORTEST, LONGEST = 12, 200
LOOKED_AT = 24  # letters: of more the estimate may take seconds, where they could be read as other letters
SAFE = 3  # of 4: ten thousand million guesses, where guesses are slow
TOO_EASY = "That password would be guessed too soon: it is made of words or patterns that are tried first."
ADVICE = "Use four words that have nothing to do with each other, or let the browser make one."


class PasswordRefused(Refused):
    """One that is too short or too easy."""


def random_password() -> str:
    return secrets.token_urlsafe(12)


def require_strong(password: str, *words: str) -> None:
    """`words` are those that somebody who guesses would try first, such as the name. Raises PasswordRefused.

    Length and an estimate of guesses, and no rule of capitals and digits, as NIST SP 800-63B-4 has it.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(f"A password has {SHORTEST} to {LONGEST} characters.", "password")
    from zxcvbn import zxcvbn  # its dictionaries are large, and few workers are ever asked

    if zxcvbn(password[:LOOKED_AT], user_inputs=[word for word in words if word])["score"] < SAFE:
        raise PasswordRefused(f"{TOO_EASY} {ADVICE}", "password")


def hash_of(password: str) -> str:
    return HASHER.hash(password)


def is_right(moderator: Moderator | None, password: str) -> bool:
    """After the same work whether there is such an account, whether it has a password, and whether this is it."""
    stored = moderator.password_hash if moderator else ""
    try:
        HASHER.verify(stored or _nobodys(), password)
    except (Argon2Error, InvalidHashError):
        return False
    return bool(stored)


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_hex(16))
