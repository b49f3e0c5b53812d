"""Looks at posters on walls: which a page has to tell of, and what comes of those that were told.

A visitor's browser tells which posters were really in view (static/js/looks.js). The page says under a seal which
posters it showed, so that nobody can look at one that was not shown; how many looks one network may add to each today
(walls.evidence); and how many looks one that is told stands for, where pages tell of some alone.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from billboard.infra import signing
from billboard.infra.signing import Keys
from billboard.walls import evidence, guaranteed_views

PURPOSE = "billboard.looks"
PERIOD = 600  # seconds for which a page's seal is the same, so that its bytes are
KEPT = 6  # periods that a seal is good for: pages are left open


class Terms(NamedTuple):
    """On which a look at a poster counts."""

    allowed: int = 1  # looks that one network may add today
    one_in: int = 1  # of how many looks one is told, and so how many it stands for


def terms(allowed: int, one_in: int) -> Terms:
    """A look that is told stands for no more than one network may add, so that a crowd lends nobody weight."""
    return Terms(allowed, min(one_in, 1 << (allowed.bit_length() - 1)))


def seal(allowed: Mapping[str, int], one_in: int, keys: Keys, now: datetime) -> str:
    """Of a page's posters by their codes; `one_in` is a power of two."""
    period = int(now.timestamp()) // PERIOD
    each = (f"{code}:{most}" if most > 1 else code for code, most in sorted(allowed.items()))
    return signing.sign(".".join((str(period), str(one_in), *each)), PURPOSE, keys)


def sealed(seal: str, keys: Keys, now: datetime) -> Mapping[str, Terms]:
    """The codes under a seal; none under one that is broken or too old."""
    text = signing.unsign(seal, PURPOSE, keys)
    if text is None:
        return {}
    period, one_in, *each = text.split(".")
    if not 0 <= int(now.timestamp()) // PERIOD - int(period) <= KEPT:
        return {}
    parted = (one.partition(":") for one in each)
    return {code: terms(int(allowed or 1), int(one_in)) for code, _, allowed in parted}


def record(session: Session, looks: Mapping[str, int], paused: Collection[str] = ()) -> None:
    """Add looks by the posters' codes. Posters first, as whoever decides about one locks them.

    Those at posters that nobody may vote for, in campaigns that are over or `paused`, are no evidence. They are used up
    of what newcomers are owed all the same, or these would stand before everybody else at its places until the end.
    """
    evidence.record(session, looks, paused)
    guaranteed_views.record(session, looks)
