"""Secrets that the site must be able to read again, sealed so that a copy of the database tells nobody.

The newest key seals and every key that is in force opens, as with signatures (infra.signing).
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from billboard.infra.derived_keys import derived
from billboard.infra.signing import Keys

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


def seal(text: str, purpose: str, keys: Keys) -> str:
    return _box(purpose, keys).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str, keys: Keys) -> str | None:
    """None where none of the keys opens it."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(purpose, keys).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(purpose: str, keys: Keys) -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet  # 7 MB, and few workers are ever asked for an app's code

    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(purpose, key))) for key in keys])
