"""What a template is called in addresses."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 56  # letters, and a number after them
RESERVED = frozenset({"every"})  # /make/every is a page


def slug_for(title: str, taken: Collection[str]) -> str:
    """Made of a title, and nobody else's."""
    plain = unicodedata.normalize("NFKD", title[:200]).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    base = words[:LONGEST].rstrip("-") or "template"
    number, slug = 1, base
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{base}-{number}"
    return slug
