"""Letters drawn once and kept: the masks that set type is pasted from.

A run of letters that stand alone is drawn letter by letter, each at its kerned place. What must be shaped together
(joined scripts, ligatures, contextual forms, marks) is one unit and drawn whole. Pillow puts ink on whole pixels; in
small type, where half a pixel is seen, a unit is drawn several times as fine and reduced, and may begin within a pixel;
baselines stay on whole pixels, so that letters stand crisp.
"""

from __future__ import annotations

from functools import lru_cache
from math import floor
from typing import Any, NamedTuple

import regex
from PIL import Image, ImageDraw

from billboard.core.fonts import FontBook
from billboard.core.layout import SetRun
from billboard.core.runs import split
from billboard.core.shelf import WRAPPING, Shelf

# px per em below which a letter is drawn twice and four times as fine, and may begin at so many places across a pixel.
FINE, FINER = 64, 24
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
    x: float
    y: float


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
        size, y = run.size * scale, run.y * scale
        x = run.x * scale
        if run.direction != "ltr" or len(run.text) == 1 or self.together(run.text):
            return [Ink(run.face, size, run.text, run.direction, run.stretch, x, y)]
        letters = split(run.text)
        found: list[Ink] = []
        unit, start, across = "", x, size * run.stretch
        for letter, following in zip(letters, [*letters[1:], ""], strict=True):
            advance, joined = self.pair(run.face, letter, following)
            unit += letter
            if not joined:
                if unit != " ":
                    found.append(Ink(run.face, size, unit, "ltr", run.stretch, start, y))
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
        fine = 1 if ink.size >= FINE else 2 if ink.size >= FINER else 4
        x = floor(ink.x * fine + 0.5)
        phase = x % fine
        key = (ink.face, ink.size, ink.text, ink.direction, ink.stretch, stroke, phase)

        def draw() -> tuple[Mask, int]:
            mask = self._drawn(ink, stroke, fine, phase)
            return mask, mask.image.width * mask.image.height + WRAPPING

        kept = self._masks.get(key, draw)
        return kept, x // fine, floor(ink.y + 0.5)

    def _drawn(self, ink: Ink, stroke: float, fine: int, phase: int) -> Mask:
        # A letter on its own has nothing to be shaped, and is drawn in half the time.
        # Where the face has it at all: else shaping puts it together from letter and marks.
        alone = len(ink.text) == 1 and ink.direction == "ltr" and ink.text in self.book.covered(ink.face)
        font = self.book.face(ink.face, ink.size * fine, not alone)
        direction, width = None if alone else ink.direction, stroke * fine
        left, top, right, bottom = font.getbbox(ink.text, anchor="ls", direction=direction, stroke_width=width)
        # Hinting may put ink a pixel beyond the box that was measured.
        left, top, right, bottom = floor(left) - 1, floor(top) - 1, -floor(-right) + 1, -floor(-bottom) + 1
        left, top = (left + phase) // fine * fine, top // fine * fine
        across = -(-(right + phase - left) // fine) * fine
        down = -(-(bottom - top) // fine) * fine
        image = Image.new("L", (across, down))
        ImageDraw.Draw(image).text(
            (phase - left, -top),
            ink.text,
            fill=255,
            font=font,
            anchor="ls",
            direction=direction,
            stroke_width=width,
        )
        if fine > 1:
            image, left, top = image.reduce(fine), left // fine, top // fine
        if ink.stretch != 1:
            reach = floor(left * ink.stretch), -floor(-(left + image.width) * ink.stretch)
            box = (reach[0] / ink.stretch - left, 0, reach[1] / ink.stretch - left, image.height)
            image = _widened(image, box, (reach[1] - reach[0], image.height))
            left = reach[0]
        return Mask(image, left, top)


def _widened(image: Image.Image, box: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """The part of an image within a box that may reach beyond it, resized."""
    room = max(0, -floor(box[0])), max(0, -floor(image.width - box[2]))
    wider = Image.new("L", (image.width + sum(room), image.height))
    wider.paste(image, (room[0], 0))
    box = (box[0] + room[0], box[1], box[2] + room[0], box[3])
    return wider.resize(size, Image.Resampling.BICUBIC, box=box)
