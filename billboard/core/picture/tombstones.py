"""What stands where a poster was taken down, and what previews of a link show of one that is covered."""

from __future__ import annotations

from functools import cache
from typing import Literal

from billboard.core.formats import SIX, SQUARE, Format
from billboard.core.picture.poster_card import DATA

Tombstone = Literal["full", "thumb", "card", "6-sheet", "square"]


@cache
def tombstone(kind: Tombstone) -> bytes:
    """The JPEG that stands where a poster was taken down, of the same size as the picture it stands for."""
    return (DATA / f"tombstone-{kind}.jpg").read_bytes()


@cache
def covered_card() -> bytes:
    """The JPEG that stands for a covered poster's card, of the same size."""
    return (DATA / "covered-card.jpg").read_bytes()


def tombstone_of(format_: Format) -> Tombstone:
    """What stands for a poster set in that format."""
    return "6-sheet" if format_ is SIX else "square" if format_ is SQUARE else "full"
