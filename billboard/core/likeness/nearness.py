"""Which skeletons are near one another, and how a database finds those that may be.

Each skeleton is stored under its bands: numbers that near skeletons are likely to share (minhash over trigrams with
locality-sensitive hashing: Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). What may be near a
skeleton is what shares most numbers with it; of those `likeness` keeps the ones that are (`posters.skeletons.near`).

With 60,000 slogans and 6,000 more that are near one another, what is near twenty of them was found in 11 to 50 ms on
SQLite, and among 23,000 in 20 to 75 ms on PostgreSQL, as the newest 200 of each number alone are looked at. Of those
with two letters changed 99 % are found.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import disarm

BANDS = 20
ROWS = 2  # hashes that two skeletons must share to share a band
NEAR = 0.75
LONGEST_COMPARED = 600  # letters; of longer ones the first, or two floods would take seconds

_PRIME = (1 << 61) - 1
# A factor and a summand for each hash: any numbers do, as long as they stay.
_SEEDS = tuple(
    (
        int.from_bytes(blake2b(bytes([place]), digest_size=16).digest()[:7], "big") | 1,
        int.from_bytes(blake2b(bytes([place]), digest_size=16).digest()[8:15], "big"),
    )
    for place in range(BANDS * ROWS)
)


def trigrams(skeleton: str) -> frozenset[str]:
    """Every three characters in a row, and the first and the last two; of one character itself."""
    framed = f"^{skeleton}$" if skeleton else ""
    return frozenset(framed[place : place + 3] for place in range(len(framed) - 2))


def likeness(one: str, other: str) -> float:
    """How much of two skeletons agrees, from 0 to 1: letters to be changed of the longer one's (Levenshtein)."""
    one, other = one[:LONGEST_COMPARED], other[:LONGEST_COMPARED]
    longer = max(len(one), len(other))
    return 1 - disarm.edit_distance(one, other) / longer if longer else 1.0


def bands(skeleton: str) -> tuple[int, ...]:
    """The numbers under which a skeleton is stored and sought: BANDS of them, 64 bits and signed; of "" none."""
    hashes = [_hash(trigram) for trigram in trigrams(skeleton[:LONGEST_COMPARED])]
    if not hashes:
        return ()
    least = [min((factor * each + summand) % _PRIME for each in hashes) for factor, summand in _SEEDS]
    return tuple(_band(place, least[place * ROWS : (place + 1) * ROWS]) for place in range(BANDS))


@lru_cache(1 << 15)
def _hash(trigram: str) -> int:
    return int.from_bytes(blake2b(trigram.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def _band(place: int, rows: list[int]) -> int:
    written = b"".join(row.to_bytes(8, "big") for row in (place, *rows))
    return int.from_bytes(blake2b(written, digest_size=8).digest(), "big", signed=True)
