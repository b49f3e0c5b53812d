"""Secrets that the site must be able to read again, sealed so that a copy of the database tells nobody.

The newest key seals and every key that is in force opens, as with signatures (infra.signing).
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from billboard.infra.signing import Keys


def seal(text: str, purpose: str, keys: Keys) -> str:
    return _box(purpose, keys).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str, keys: Keys) -> str | None:
    """None where none of the keys opens it."""
    try:
        return _box(purpose, keys).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(purpose: str, keys: Keys) -> MultiFernet:
    digests = (hashlib.blake2b(key.encode(), key=purpose.encode(), digest_size=32).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
