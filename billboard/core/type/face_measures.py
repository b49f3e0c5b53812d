"""What there is to measure of a face: how wide it sets a text, how far its ink reaches, how heavy it is.

Everything is measured once, at a reference size, in em: advances and extents scale linearly (to 0.04 %). Advances are
the shaper's. How far ink reaches is FreeType's, with its hints, which move an edge by a thousandth of an em: posters
were always set by it. It shapes by Raqm, which finds the same advances; a test holds the two to each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from billboard.core.cached_method import cached_method
from billboard.core.type.emoji import EMOJI, EMOJI_BOTTOM, EMOJI_TOP, EmojiFace
from billboard.core.type.fallbacks import BLACK_FROM, BOLD_FROM, NARROW_UNDER, Look, Weight
from billboard.core.type.font_files import FontFiles
from billboard.core.type.overlap_marks import readable
from billboard.core.type.shaping import REFERENCE, Shaper

FACES_KEPT = 256  # faces at a size kept open: each takes up to 200 kB
CJK_KEPT = 12  # faces of Chinese, Japanese and Korean kept open: each takes a megabyte, and 20 ms to open
CAPITALS = 0.714  # em: how high they are in Noto, where a face has none


@dataclass(frozen=True, slots=True)
class Extents:
    """Where a run's ink lies, in em from its origin; `top` and `bottom` count away from the baseline.

    Sideways they are Pillow's, which reach at least from the origin to the advance.
    """

    left: float
    right: float
    top: float
    bottom: float


class FaceMeasures:
    # Pillow holds the interpreter lock while it measures and draws, so one FreeType face serves one thread at a time.

    def __init__(self, files: FontFiles, shaper: Shaper, emoji: EmojiFace) -> None:
        self.files, self.shaper, self.emoji = files, shaper, emoji

    def face(self, stem: str, size: float) -> ImageFont.FreeTypeFont:
        """The face at `size` px per em, to be measured."""
        return (self._large if stem in self.files.fallbacks.cjk_files else self._small)(stem, size)

    @cached_method(FACES_KEPT)
    def _small(self, stem: str, size: float) -> ImageFont.FreeTypeFont:
        return self._opened(stem, size)

    @cached_method(CJK_KEPT)
    def _large(self, stem: str, size: float) -> ImageFont.FreeTypeFont:
        return self._opened(stem, size)

    def _opened(self, stem: str, size: float) -> ImageFont.FreeTypeFont:
        file = self.files.file(stem)
        return ImageFont.truetype(readable(file.path), size, file.number, layout_engine=ImageFont.Layout.RAQM)

    @cached_method(50_000)
    def advance(self, stem: str, text: str, direction: str = "ltr") -> float:
        """Width of a run in one face, em."""
        return self.emoji.advance(text) if stem == EMOJI else self.shaper.advance(stem, text, direction)

    @cached_method(20_000)
    def gap(self, stem: str, before: str, after: str) -> float:
        """Width of a space between two letters, with what they are kerned to it, em."""
        return self.advance(stem, f"{before} {after}") - self.advance(stem, before) - self.advance(stem, after)

    @cached_method(20_000)
    def kerned(self, stem: str, letter: str, following: str, direction: str = "ltr") -> float:
        """Advance of a letter that stands to the left of another, em."""
        if not following:
            return self.advance(stem, letter, direction)
        pair = letter + following  # also where the run is read the other way: so posters were always set
        return self.advance(stem, pair, direction) - self.advance(stem, following, direction)

    @cached_method(20_000)
    def extents(self, stem: str, text: str, direction: str) -> Extents:
        if stem == EMOJI:
            return Extents(0.0, self.advance(stem, text), EMOJI_TOP, EMOJI_BOTTOM)
        box = self.face(stem, REFERENCE).getbbox(text, anchor="ls", direction=direction)
        left, top, right, bottom = (edge / REFERENCE for edge in box)
        return Extents(left, right, -top, bottom)

    @cached_method(5_000)
    def bearings(self, stem: str, grapheme: str) -> tuple[float, float]:
        """White before and after a single letter's ink, em; negative where it overhangs."""
        if stem == EMOJI:
            return self.emoji.bearings(grapheme)
        size = 250
        face = self.face(stem, size)
        image = Image.new("L", (size * 4, size * 4))
        ImageDraw.Draw(image).text((size, size * 2), grapheme, fill=255, font=face, anchor="ls")
        ink = image.getbbox()
        if ink is None:
            return 0.0, 0.0
        return ink[0] / size - 1, face.getlength(grapheme) / size + 1 - ink[2] / size

    @cached_method()
    def cap_height(self, stem: str) -> float:
        """Height of its capitals, em."""
        return self.extents(stem, "H", "ltr").top if "H" in self.files.covered(stem) else CAPITALS

    @cached_method()
    def look(self, stem: str) -> Look:
        """Measured, for what a face calls its weight says little among display faces."""
        serif = self.files.file(stem).path.parent.name in self.files.fallbacks.serifs
        if not self.files.covered(stem).issuperset("Hn"):
            return self.files.fallbacks.looks.get(stem, Look(serif, False, "Regular"))
        advance = self.advance(stem, "n")
        dark = self._upright(stem) / advance
        weight: Weight = "Regular" if dark < BOLD_FROM else "Bold" if dark < BLACK_FROM else "Black"
        return Look(serif, advance / self.cap_height(stem) < NARROW_UNDER, weight)

    def _upright(self, stem: str) -> float:
        """How thick the first upright of H is, em."""
        size = 200
        image = Image.new("L", (size * 2, size))
        ImageDraw.Draw(image).text((size // 2, size), "H", fill=255, font=self.face(stem, size), anchor="ls")
        row = image.crop((0, y := int(size - self.cap_height(stem) * size / 4), size * 2, y + 1)).tobytes()
        first = next((x for x, value in enumerate(row) if value > 127), 0)
        return (next(x for x in range(first, size * 2) if row[x] <= 127) - first) / size
