"""Letters' outlines as PDF path operators (ISO 32000-1, annex A)."""

from __future__ import annotations

import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types
from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]  # published without types

from billboard.core.boxes import Point
from billboard.core.matrix import Matrix, scaling


def outlined(font: hb.Font, glyph: int, at: Matrix) -> list[str]:
    """A glyph's outline; the matrix takes em from its origin, upwards, to the page."""
    em = font.face.upem
    pen = _PlacingPen(at @ scaling(1 / em, 1 / em))
    font.draw_glyph_with_pen(glyph, pen)
    return pen.operators


class _PlacingPen(BasePen):  # type: ignore[misc]  # published without types
    def __init__(self, at: Matrix) -> None:
        super().__init__(None)
        self.operators: list[str] = []
        self._at = at

    def _write(self, operator: str, *points: Point) -> None:
        placed = (self._at.apply(*point) for point in points)
        self.operators.append(" ".join(f"{x:.3f} {y:.3f}" for x, y in placed) + " " + operator)

    def _moveTo(self, point: Point) -> None:  # noqa: N802 its base's name
        self._write("m", point)

    def _lineTo(self, point: Point) -> None:  # noqa: N802 its base's name
        self._write("l", point)

    def _curveToOne(self, one: Point, two: Point, end: Point) -> None:  # noqa: N802 its base's name
        self._write("c", one, two, end)

    def _closePath(self) -> None:  # noqa: N802 its base's name
        self.operators.append("h")
