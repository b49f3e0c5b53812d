"""Static files and the hashes that name their versions."""

import hashlib
from functools import lru_cache

from billboard.infra.config import ROOT


@lru_cache(256)
def fingerprint(filename: str) -> str:
    """Ten hexadecimal digits of a static file's content."""
    return hashlib.sha256((ROOT / "static" / filename).read_bytes()).hexdigest()[:10]
