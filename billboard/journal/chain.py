"""How lines are chained.

A line's hash is the SHA-256, in 64 hexadecimal digits, of the canonical JSON of this array, in UTF-8:

    [number, made, kind, did, moderator, rule, subject, wall, reason, details, decision, snapshot digest, previous]

`made` is written like "2026-11-30T16:05:09.000001Z", with six digits of the second's fraction, `moderator` and
`decision` are numbers or null, `details` is the text that the row holds (canonical JSON itself, so a string here), and
`previous` is the hash of the line before; of the first it is 64 zeros. All others are strings as the row holds them.

Canonical JSON has no spaces, keys sorted by code point, and escapes only what JSON must: `JSON.stringify` writes it so.

A snapshot's digest is the SHA-256 of its salt, a line feed and its canonical JSON. The salt is kept with the snapshot
and goes with it: the digest that remains in the chain then tells nothing, however short the slogan was.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

BEFORE_ALL = "0" * 64  # what the first line names as the hash of the one before


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hash_of(
    number: int,
    made: datetime,
    texts: Sequence[str],
    moderator: int | None,
    details: str,
    decision: int | None,
    snapshot_digest: str,
    previous: str,
) -> str:
    """`texts` are the kind, what was done, the rule, the subject, the wall and the reason."""
    kind, did, *others = texts
    values = [number, written(made), kind, did, moderator, *others, details, decision, snapshot_digest, previous]
    return _sha256(canonical(values))


def digest_of(salt: str, body: str) -> str:
    """Of a snapshot."""
    return _sha256(f"{salt}\n{body}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
