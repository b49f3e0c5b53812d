"""What visitors carry and may not change: text that is signed, each kind for its own purpose.

The newest key signs, and every key that is in force reads: what was signed before SECRET_KEY was changed stays good for
as long as the old key is among SECRET_KEY_FALLBACKS.
"""

import hashlib

from itsdangerous import BadSignature, Signer, URLSafeSerializer

Keys = tuple[str, ...]  # the newest first


def sign(text: str, purpose: str, keys: Keys) -> str:
    return _signer(purpose, keys).sign(text).decode()


def unsign(signed: str, purpose: str, keys: Keys) -> str | None:
    """The text, or None where none of the keys has signed it for this purpose."""
    try:
        return _signer(purpose, keys).unsign(signed).decode()
    except (BadSignature, UnicodeError):
        return None


def serializer(purpose: str, keys: Keys) -> URLSafeSerializer:
    """For more than text: what JSON holds."""
    return URLSafeSerializer(oldest_first(keys), salt=purpose, signer_kwargs={"digest_method": hashlib.sha256})


def oldest_first(keys: Keys) -> list[str]:
    """As libraries want them that are built on itsdangerous."""
    return list(reversed(keys))


def _signer(purpose: str, keys: Keys) -> Signer:
    return Signer(oldest_first(keys), salt=purpose, digest_method=hashlib.sha256)
