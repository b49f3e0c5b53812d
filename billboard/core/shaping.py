"""Shape a run into glyphs and fetch their outlines, by HarfBuzz: the same engine and the same defaults as Raqm's."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types
from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]  # published without types

from billboard.core.fonts import FontBook

Point = tuple[float, float]
Bend = Callable[[float, float], Point]

PIECES = 4  # that a curve or a side is cut into before it is bent


class Glyph(NamedTuple):
    """One glyph of a run, from left to right; lengths in em."""

    number: int
    text: str  # what it spells; nothing where another glyph of its cluster does
    advance: float
    shift: float  # to the right of the pen
    rise: float  # above the baseline


class Shaper:
    def __init__(self, book: FontBook) -> None:
        self._book = book
        self.font = lru_cache(64)(self._font)
        self.shape = lru_cache(500)(self._shape)

    def _font(self, face: str) -> hb.Font:
        file = self._book.file(face)
        return hb.Font(hb.Face(hb.Blob.from_file_path(str(file.path)), file.number))

    def _shape(self, face: str, text: str, direction: str) -> tuple[Glyph, ...]:
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
        font = self.font(face)
        hb.shape(font, buffer)
        em = font.face.upem
        shaped = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        starts = sorted({info.cluster for info, _ in shaped})
        ends = dict(pairwise([*starts, len(text)]))
        # Of several glyphs of one cluster the widest is the letter, and the others hang on it.
        spelling = {
            cluster: max(
                range(len(shaped)), key=lambda place: (shaped[place][0].cluster == cluster, shaped[place][1].x_advance)
            )
            for cluster in starts
        }
        glyphs = [
            Glyph(
                info.codepoint,
                text[info.cluster : ends[info.cluster]] if spelling[info.cluster] == place else "",
                position.x_advance / em,
                position.x_offset / em,
                position.y_offset / em,
            )
            for place, (info, position) in enumerate(shaped)
        ]
        return tuple(glyphs)

    def outlined(self, face: str, glyph: int, bend: Bend, *, straight: bool) -> list[str]:
        """A glyph's outline as path operators; `bend` takes em from its origin, upwards, to the page."""
        font = self.font(face)
        em = font.face.upem
        pen = _BentPen(lambda x, y: bend(x / em, y / em), 1 if straight else PIECES)
        font.draw_glyph_with_pen(glyph, pen)
        return pen.operators


class _BentPen(BasePen):  # type: ignore[misc]  # published without types
    """Cuts sides and curves into pieces short enough that bending their points bends them."""

    def __init__(self, bend: Bend, pieces: int) -> None:
        super().__init__(None)
        self.operators: list[str] = []
        self._bend, self._pieces = bend, pieces

    def _write(self, operator: str, *points: Point) -> None:
        bent = (self._bend(*point) for point in points)
        self.operators.append(" ".join(f"{x:.3f} {y:.3f}" for x, y in bent) + " " + operator)

    def _moveTo(self, point: Point) -> None:  # noqa: N802 its base's name
        self._write("m", point)

    def _lineTo(self, point: Point) -> None:  # noqa: N802 its base's name
        start = self._getCurrentPoint()
        for piece in range(1, self._pieces + 1):
            self._write("l", _between(start, point, piece / self._pieces))

    def _curveToOne(self, one: Point, two: Point, end: Point) -> None:  # noqa: N802 its base's name
        rest = (self._getCurrentPoint(), one, two, end)
        for piece in range(self._pieces, 0, -1):
            first, rest = _split(rest, 1 / piece)
            self._write("c", *first[1:])

    def _closePath(self) -> None:  # noqa: N802 its base's name
        self.operators.append("h")


Cubic = tuple[Point, Point, Point, Point]


def _between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _split(curve: Cubic, part: float) -> tuple[Cubic, Cubic]:
    """A Bézier curve in two, by de Casteljau."""
    start, one, two, end = curve
    a, b, c = _between(start, one, part), _between(one, two, part), _between(two, end, part)
    d, e = _between(a, b, part), _between(b, c, part)
    middle = _between(d, e, part)
    return (start, a, d, middle), (middle, e, c, end)
