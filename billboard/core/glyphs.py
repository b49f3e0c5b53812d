"""Letters drawn once and kept: the masks that set type is pasted from.

A run of letters that stand alone is drawn letter by letter, each at its kerned place. What must be shaped together
(joined scripts, ligatures, contextual forms, marks) is one unit and drawn whole. Pillow puts ink on whole pixels; in
small type, where half a pixel is seen, a unit is drawn several times as large and reduced, and may begin within a
pixel. So it may in previews, where half a pixel is one of the full picture: there all sizes are reduced from one
drawing. Baselines of small type stay on whole pixels, so that letters stand crisp.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, partial
from math import ceil, floor, log2
from typing import Any, NamedTuple

import regex
from PIL import Image, ImageDraw

from billboard.core.fonts import FontBook
from billboard.core.formats import FULL_SCALE
from billboard.core.layout import SetRun
from billboard.core.runs import split
from billboard.core.shelf import WRAPPING, Shelf

FINE, FINER = 64, 24  # px per em below which a letter may begin at two and at four places across a pixel
MASTER = 128  # px per em of the smallest drawing that previews are reduced from, to half of it at most
ROOM, COATS = 32 << 20, 16 << 20  # bytes kept of letters, and of whole texts
PROOF = 48  # px per em at which it is seen whether two letters are drawn otherwise together than apart

_TOGETHER = regex.compile(
    r"[\p{M}\u200c\u200d\p{Arabic}\p{Syriac}\p{Mongolian}\p{Nko}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}"
    r"\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Khmer}\p{Myanmar}\p{Thai}\p{Lao}\p{Tibetan}]"
)
_APART = ["-liga", "-clig", "-calt", "-rlig", "-ccmp", "-locl"]


class Mask(NamedTuple):
    """Grey ink; its upper left corner lies at (left, top) px from the unit's origin on the baseline."""

    image: Image.Image
    left: int
    top: int


class Ink(NamedTuple):
    """A unit to be inked: what and where, px."""

    face: str
    size: float  # px per em
    text: str
    direction: str
    stretch: float
    drawn: float  # px per em of the drawing that it is reduced from
    grid: tuple[int, int]  # places across and down a pixel that it may begin at
    x: float
    y: float


def _cut(size: float, stretched: bool, preview: bool) -> tuple[float, tuple[int, int]]:
    """What size letters are drawn at, and where in a pixel they may begin."""
    small = size < FINER
    if preview:
        return MASTER * 2 ** max(0, ceil(log2(2 * size / MASTER))), (4, 1) if small else (2, 2)
    if small:
        return 4 * size, (4, 1)
    return (size, (1, 1)) if size >= FINE and not stretched else (2 * size, (2, 1))


class TypeCase:
    """The units that a book's faces have been drawn in; shared by threads."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.pair = lru_cache(20_000)(self._pair)
        self.together = lru_cache(5_000)(lambda text: _TOGETHER.search(text) is not None)
        self._masks = Shelf[Mask](ROOM)
        self.coats = Shelf[Any](COATS)  # whole texts, drawn (`coats`)

    def inks(self, run: SetRun, scale: float) -> list[Ink]:
        """A run's units and their places on a picture of `scale` px per art px."""
        size, x, y = run.size * scale, run.x * scale, run.y * scale
        drawn, grid = _cut(size, run.stretch != 1, scale < FULL_SCALE)
        if run.direction != "ltr" or len(run.text) == 1 or self.together(run.text):
            return [Ink(run.face, size, run.text, run.direction, run.stretch, drawn, grid, x, y)]
        letters = split(run.text)
        found: list[Ink] = []
        unit, start, across = "", x, size * run.stretch
        for letter, following in zip(letters, [*letters[1:], ""], strict=True):
            advance, joined = self.pair(run.face, letter, following)
            unit += letter
            if not joined:
                if unit != " ":
                    found.append(Ink(run.face, size, unit, "ltr", run.stretch, drawn, grid, start, y))
                unit = ""
            x += advance * across
            if not unit:
                start = x
        return found

    def _pair(self, face: str, letter: str, following: str) -> tuple[float, bool]:
        """The advance of a letter before another, em, and whether the two are drawn otherwise than each by itself."""
        advance = self.book.kerned(face, letter, following)
        if not following or letter == " " or following == " ":
            return advance, False
        pair, font = letter + following, self.book.face(face, PROOF)
        whole, apart = font.getmask(pair), font.getmask(pair, features=_APART)
        return advance, whole.size != apart.size or bytes(whole) != bytes(apart)

    def mask(self, ink: Ink, stroke: float) -> tuple[Mask, int, int]:
        """The unit's mask and the whole px that its origin comes to lie on; `stroke` px wider all around."""
        across, down = ink.grid
        x, y = floor(ink.x * across + 0.5), floor(ink.y * down + 0.5)
        start = x % across, y % down

        def draw() -> Mask:
            if ink.drawn == ink.size:
                return self._drawn(ink.face, ink.size, ink.text, ink.direction, stroke)
            return self._reduced(ink, stroke, (start[0] / across, start[1] / down))

        return self._kept((*ink[:6], stroke, start), draw), x // across, y // down

    def _kept(self, key: Hashable, draw: Callable[[], Mask]) -> Mask:
        def make() -> tuple[Mask, int]:
            mask = draw()
            return mask, mask.image.width * mask.image.height + WRAPPING

        return self._masks.get(key, make)

    def _reduced(self, ink: Ink, stroke: float, start: tuple[float, float]) -> Mask:
        """The unit beginning so many px from a pixel's corner."""
        down = ink.size / ink.drawn
        across = down * ink.stretch
        drawing = (ink.face, ink.drawn, ink.text, ink.direction, round(stroke / down, 2))
        master = self._kept(drawing, partial(self._drawn, *drawing))
        left, top = floor(master.left * across + start[0]), floor(master.top * down + start[1])
        right = ceil((master.left + master.image.width) * across + start[0])
        bottom = ceil((master.top + master.image.height) * down + start[1])
        x, y = (left - start[0]) / across - master.left, (top - start[1]) / down - master.top
        width, height = (right - left) / across, (bottom - top) / down
        # What a crop finds beyond the picture is bare.
        corner = floor(x), floor(y)
        part = master.image.crop((*corner, ceil(x + width) + 1, ceil(y + height) + 1))
        box = (x - corner[0], y - corner[1], x - corner[0] + width, y - corner[1] + height)
        return Mask(part.resize((right - left, bottom - top), Image.Resampling.BOX, box), left, top)

    def _drawn(self, face: str, size: float, text: str, direction: str, stroke: float) -> Mask:
        # A letter on its own has nothing to be shaped, and is drawn in half the time.
        # Where the face has it at all: else shaping puts it together from letter and marks.
        alone = len(text) == 1 and direction == "ltr" and text in self.book.covered(face)
        font, along = self.book.face(face, size, not alone), None if alone else direction
        box = font.getbbox(text, anchor="ls", direction=along, stroke_width=stroke)
        # Hinting may put ink a pixel beyond the box that was measured.
        left, top, right, bottom = floor(box[0]) - 1, floor(box[1]) - 1, ceil(box[2]) + 1, ceil(box[3]) + 1
        image = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(image).text(
            (-left, -top), text, fill=255, font=font, anchor="ls", direction=along, stroke_width=stroke
        )
        return Mask(image, left, top)
