"""The sizes that posters are pasted in. Art px are the same everywhere; pictures are two thirds of the art."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from billboard.core.boxes import Size

FULL_SCALE = 2 / 3  # px to the art px of full pictures


@dataclass(frozen=True, slots=True)
class Format:
    slug: str
    title: str
    art: Size  # width and height, art px

    @property
    def name(self) -> str:
        """As it stands in a sentence."""
        return f"{self.slug} sheet" if self.slug == "square" else self.slug

    @property
    def full(self) -> Size:
        """Width and height of the full picture, px."""
        return self.art[0] * 2 // 3, self.art[1] * 2 // 3

    @property
    def half(self) -> Size:
        """Width and height of the preview and the thumbnail, px."""
        return self.art[0] // 3, self.art[1] // 3


FORTY_EIGHT = Format("48-sheet", "48-sheet hoarding", (2400, 1200))
SIX = Format("6-sheet", "6-sheet", (1440, 2160))
SQUARE = Format("square", "Square", (1680, 1680))
FORMATS = MappingProxyType({each.slug: each for each in (FORTY_EIGHT, SIX, SQUARE)})

# Encoded pictures are spliced from tiles of 160 x 16 px: full and half sizes keep to them where they are spliced.
assert all(each.full[0] % 160 == 0 and each.full[1] % 16 == 0 for each in FORMATS.values())
