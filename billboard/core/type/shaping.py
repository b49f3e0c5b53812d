"""Shape a run into glyphs and fetch their outlines, by HarfBuzz: the same engine and the same defaults as Raqm's."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types
from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]  # published without types

from billboard.core.boxes import Point
from billboard.core.type.fonts import FontBook

MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")

Place = Callable[[float, float], Point]


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
        # What runs from the right is turned round by whoever reads it, and a point told by itself is lost on the way.
        level = hb.BufferClusterLevel
        buffer.cluster_level = level.MONOTONE_GRAPHEMES if direction == "rtl" else level.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
        font = self.font(face)
        hb.shape(font, buffer)
        # Readers turn brackets too: they expect what is seen.
        spelt = text.translate(MIRRORED) if direction == "rtl" else text
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
                spelt[info.cluster : ends[info.cluster]] if spelling[info.cluster] == place else "",
                position.x_advance / em,
                position.x_offset / em,
                position.y_offset / em,
            )
            for place, (info, position) in enumerate(shaped)
        ]
        return tuple(glyphs)

    def outlined(self, face: str, glyph: int, place: Place) -> list[str]:
        """A glyph's outline as path operators; `place` takes em from its origin, upwards, to the page."""
        font = self.font(face)
        em = font.face.upem
        pen = _PlacingPen(lambda x, y: place(x / em, y / em))
        font.draw_glyph_with_pen(glyph, pen)
        return pen.operators


class _PlacingPen(BasePen):  # type: ignore[misc]  # published without types
    def __init__(self, place: Place) -> None:
        super().__init__(None)
        self.operators: list[str] = []
        self._place = place

    def _write(self, operator: str, *points: Point) -> None:
        placed = (self._place(*point) for point in points)
        self.operators.append(" ".join(f"{x:.3f} {y:.3f}" for x, y in placed) + " " + operator)

    def _moveTo(self, point: Point) -> None:  # noqa: N802 its base's name
        self._write("m", point)

    def _lineTo(self, point: Point) -> None:  # noqa: N802 its base's name
        self._write("l", point)

    def _curveToOne(self, one: Point, two: Point, end: Point) -> None:  # noqa: N802 its base's name
        self._write("c", one, two, end)

    def _closePath(self) -> None:  # noqa: N802 its base's name
        self.operators.append("h")
