"""Type filled straight from its outlines, by HarfBuzz: at any angle, as small or squeezed as it is, nothing resampled.

A line of it takes no longer than pasting letters drawn before, and no memory; it is the same at every size, so that a
preview shows what will be published. What is given up are FreeType's hints; but lines that lie flat stand on whole
pixels of the full picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import acos, ceil, cos, inf, pi, radians, sin, tau
from typing import Any, NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types
from fontTools.unicodedata import script  # type: ignore[import-untyped]  # published without types
from PIL import Image

from billboard.core.formats import FULL_SCALE
from billboard.core.type.composition import lie
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetRun, SetText
from billboard.core.weighted_cache import WeightedCache

MASKS_KEPT = 16 << 20  # bytes kept of texts
PIECE = 160  # px along a line that does not lie flat, from which on a gap between words parts two pieces
THIN = 0.02  # em of stroke that merely makes letters bolder; wider ones have round corners
ASTRAY = 0.125  # px that these may be too thin by


class Piece(NamedTuple):
    """Ink whose upper left corner lies at (x, y) px of the poster."""

    mask: Image.Image
    x: int
    y: int


class Outline(NamedTuple):
    """A glyph of a run; lengths in em."""

    number: int
    x: float  # of its origin, from the run's
    y: float  # upwards
    advance: float
    blank: bool


class Pen(NamedTuple):
    """What letters of one face, size and width are drawn with; lengths in px."""

    of: tuple[str, float, float]
    font: Any
    ring: tuple[tuple[float, float], ...]  # where each is drawn, for its stroke
    lift: float  # that a letter made bolder stands above its place
    em: float
    em_across: float
    unit: float  # of the font
    unit_across: float


class GlyphOutlines:
    """A book's outlines, and the masks that texts were last drawn as; shared by threads."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.ink_masks = WeightedCache[Any](MASKS_KEPT)  # whole texts, drawn (`masks.ink_masks`)
        self._face = lru_cache(64)(self._opened)
        self._font = lru_cache(128)(self._emboldened)
        self._outlines = lru_cache(5_000)(self._shaped)

    def line(
        self, text: SetText, runs: Iterable[SetRun], scale: float, stroke: float, dx: float, dy: float
    ) -> list[Piece]:
        """A line at `scale` px per art px: `stroke` px wider all around, moved by (dx, dy) px of where it lies flat."""
        pieces: list[Piece] = []
        draw, start, parted, pen = hb.RasterDraw(), -inf, True, None
        flat = not (text.arc or text.slot.rotation)
        for run in runs:
            # Letters set apart are a run each; nearly all of a line are drawn with one pen.
            if pen is None or pen.of != (run.face, run.size, run.stretch):
                pen = self._pen(run, scale, stroke)
            x, y, c, s = run.x + dx / scale, run.y, 1.0, 0.0
            if flat:
                y = round(y * FULL_SCALE) / FULL_SCALE + dy / scale
            else:
                x, y, angle = lie(text, x, y + dy / scale)
                c, s = cos(radians(angle)), sin(radians(angle))
            for glyph in self._outlines(run.face, run.text, run.direction):
                if glyph.blank:
                    parted = True
                    continue
                ahead, up = glyph.x * pen.em_across, glyph.y * pen.em - pen.lift
                if parted and not flat and run.x * scale + ahead - start >= PIECE:
                    _finish(draw, pieces)
                    start = run.x * scale + ahead
                parted = False
                if text.arc:
                    # Each stands upright on its middle.
                    half = glyph.advance * pen.em_across / 2
                    x, y, angle = lie(text, run.x + (dx + ahead + half) / scale, run.y + dy / scale)
                    c, s, ahead = cos(radians(angle)), sin(radians(angle)), -half
                turned = c * pen.unit_across, s * pen.unit_across, -s * pen.unit, c * pen.unit
                left, top = x * scale + ahead * c - up * s, ahead * s + up * c - y * scale
                for right, higher in pen.ring:
                    draw.transform = (*turned, left + right, top + higher)
                    draw.draw_glyph(pen.font, glyph.number)
        _finish(draw, pieces)
        return pieces

    def _pen(self, run: SetRun, scale: float, stroke: float) -> Pen:
        em, bold = run.size * scale, stroke <= THIN * run.size * scale
        font = self._font(run.face, round(2 * stroke / em, 4) if bold else 0.0)
        unit = em / font.face.upem
        lift, ring = (stroke, _ring(0.0)) if bold else (0.0, _ring(stroke))
        of = run.face, run.size, run.stretch
        return Pen(of, font, ring, lift, em, em * run.stretch, unit, unit * run.stretch)

    def _opened(self, face: str) -> hb.Face:
        file = self.book.file(face)
        return hb.Face(hb.Blob.from_file_path(str(file.path)), file.number)

    def _emboldened(self, face: str, weight: float) -> hb.Font:
        """A face whose letters are wider by so many em, to both sides, and as much higher, upwards alone."""
        font = hb.Font(self._face(face))
        if weight:
            font.synthetic_bold = (weight, weight, True)
        return font

    def _shaped(self, face: str, text: str, direction: str) -> tuple[Outline, ...]:
        font, pen, found = self._font(face, 0.0), 0, []
        em = font.face.upem
        for part in _scripts(text)[:: 1 if direction == "ltr" else -1]:
            buffer = hb.Buffer()
            buffer.add_str(part)
            buffer.guess_segment_properties()
            buffer.direction = direction
            hb.shape(font, buffer)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                x, y, blank = (pen + place.x_offset) / em, place.y_offset / em, part[info.cluster].isspace()
                found.append(Outline(info.codepoint, x, y, place.x_advance / em, blank))
                pen += place.x_advance
        return tuple(found)


def _scripts(text: str) -> list[str]:
    """A text in stretches of one script each, as Raqm shapes it; what all scripts use goes with what precedes it."""
    starts, last = [0], ""
    for place, char in enumerate(text):
        if (one := script(char)) not in ("Zyyy", "Zinh", last):
            starts += [place] if last else []
            last = one
    return [text[start:stop] for start, stop in pairwise([*starts, len(text)])]


@lru_cache(256)
def _ring(radius: float) -> tuple[tuple[float, float], ...]:
    """Places that a letter is drawn at to be `radius` px wider all around, within `ASTRAY`."""
    if not radius:
        return ((0.0, 0.0),)
    number = max(6, ceil(pi / acos(max(0.0, 1 - ASTRAY / radius))))
    turns = [tau * each / number for each in range(number)]
    return ((0.0, 0.0), *((radius * cos(each), radius * sin(each)) for each in turns))


def _finish(draw: hb.RasterDraw, pieces: list[Piece]) -> None:
    """What was drawn, as a piece, and nothing drawn."""
    raster = draw.render()
    size = raster.extents
    if size.width and size.height:
        # Rows come from below, each filled up to `stride` bytes.
        mask = Image.frombuffer("L", (size.width, size.height), raster.buffer, "raw", "L", size.stride, -1)
        pieces.append(Piece(mask, size.x_origin, -size.y_origin - size.height))
