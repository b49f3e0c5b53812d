"""Keys derived from SECRET_KEY, one for each purpose, so that what is made with one says nothing of another.

`derived` is how all of them are made. The first purposes came with recipes of their own. What was made by those keys is
out in the world (claims in drawers, secrets of webhooks, digests of blocks), so each keeps its recipe for good.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType


def _prefixed(purpose: bytes, key: bytes) -> bytes:
    return purpose + key


def _hashed(purpose: bytes, key: bytes) -> bytes:
    return hashlib.sha256(purpose + key).digest()


def _keyed(purpose: bytes, key: bytes) -> bytes:
    return hashlib.blake2b(key, key=purpose, digest_size=32).digest()


def _derived(purpose: bytes, key: bytes) -> bytes:
    return hmac.digest(key, purpose, "sha256")


FIRST: Mapping[str, Callable[[bytes, bytes], bytes]] = MappingProxyType(
    {
        "billboard.authenticator": _keyed,
        "billboard.ban ": _hashed,
        "billboard.webhook": _prefixed,
        "claim": _prefixed,
        "limits": _hashed,
        "preview": _prefixed,
        "receipt": _prefixed,
    }
)


@lru_cache(64)
def derived(purpose: str, secret_key: str) -> bytes:
    return FIRST.get(purpose, _derived)(purpose.encode(), secret_key.encode())
