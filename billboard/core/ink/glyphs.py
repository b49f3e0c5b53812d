"""Type filled straight from its outlines, by HarfBuzz: at any angle, as small or squeezed as it is, nothing resampled.

A line of it takes no longer than pasting letters drawn before, and no memory; it is the same at every size, so that a
preview shows what will be published. What is given up are FreeType's hints; but lines that lie flat stand on whole
pixels of the full picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import acos, ceil, cos, inf, pi, sin, tau
from typing import Any, NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types
from PIL import Image

from billboard.core.cached_method import cached_method
from billboard.core.formats import FULL_SCALE
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetRun, SetText
from billboard.core.type.placement import lie
from billboard.core.weighted_cache import WeightedCache

MASKS_KEPT = 16 << 20  # bytes kept of texts
PIECE = 160  # px along a line that does not lie flat, from which on a gap between words parts two pieces
WIDEST = 2000  # px along a line, from which on another piece begins; HarfBuzz draws none wider than 4096
THIN = 0.02  # em of stroke that merely makes letters bolder; wider ones have round corners
ASTRAY = 0.125  # px that these may be too thin by


class Piece(NamedTuple):
    """Ink whose upper left corner lies at (x, y) px of the poster."""

    mask: Image.Image
    x: int
    y: int


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

    def line(
        self, text: SetText, runs: Iterable[SetRun], scale: float, stroke: float, dx: float, dy: float
    ) -> list[Piece]:
        """A line at `scale` px per art px: `stroke` px wider all around, moved by (dx, dy) px of where it lies flat."""
        pieces: list[Piece] = []
        draw, start, parted, pen = hb.RasterDraw(), -inf, True, None
        flat, shape = not (text.arc or text.slot.rotation), self.book.shaper.shape
        at = lie(text, 0.0)  # wherever it is, unless the text is bent
        c, s = at.a, at.c
        for run in runs:
            # Letters set apart are a run each; nearly all of a line are drawn with one pen.
            if pen is None or pen.of != (run.face, run.size, run.stretch):
                pen = self._pen(run, scale, stroke)
            start_x, baseline = run.x + dx / scale, run.y + dy / scale
            if flat:
                x, y = start_x, round(run.y * FULL_SCALE) / FULL_SCALE + dy / scale
            else:
                x, y = at.apply(start_x, baseline)
            for glyph in shape(run.face, run.text, run.direction):
                if glyph.blank:
                    parted = True
                    continue
                ahead, up = glyph.x * pen.em_across, glyph.rise * pen.em - pen.lift
                gone = run.x * scale + ahead - start
                if gone >= WIDEST or (parted and not flat and gone >= PIECE):
                    _finish(draw, pieces)
                    start = run.x * scale + ahead
                parted = False
                if text.arc:
                    # Each stands upright on its middle.
                    half = glyph.advance * pen.em_across / 2
                    middle = start_x + (ahead + half) / scale
                    at, ahead = lie(text, middle), -half
                    (x, y), c, s = at.apply(middle, baseline), at.a, at.c
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

    @cached_method(128)
    def _font(self, face: str, weight: float) -> hb.Font:
        """A face whose letters are wider by so many em, to both sides, and as much higher, upwards alone."""
        font = hb.Font(self.book.shaper.face(face))
        if weight:
            font.synthetic_bold = (weight, weight, True)
        return font


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
