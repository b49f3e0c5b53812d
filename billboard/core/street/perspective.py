"""Flat pictures seen at an angle, for Pillow to warp. Points are in px; pixels' middles lie at halves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from PIL import Image

from billboard.core.boxes import Pixels, Point, Size

Coefficients = tuple[float, float, float, float, float, float, float, float]
Quad = tuple[float, float, float, float, float, float, float, float]  # upper left, lower left, lower right, upper right
Cell = tuple[Pixels, Quad]
CELLS, ERROR = (8, 64), 0.06  # px: a cell's least and largest size, and how far it may show a point from its place
ROW = 32  # px of a cell's height where it could be any
SOFT = 7  # px beyond its edge that a warped picture is asked for: its light reaches so far


def perspective(there: Sequence[Point], here: Sequence[Point]) -> Coefficients:
    """Pillow's coefficients of the warp that shows each of four points `here` (in the source) at that `there`."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(there, here, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column and (factor := rows[row][column]):
                rows[row] = [value - factor * other for value, other in zip(rows[row], rows[column], strict=True)]
    a, b, c, d, e, f, g, h = (row[8] for row in rows)
    return a, b, c, d, e, f, g, h


def mesh(there: Sequence[Point], here: Sequence[Point], size: Size) -> list[Cell]:
    """The same warp for Pillow's MESH, over a picture of that size: cells so small that within each of them it may be
    taken for bilinear, which spares two divisions a pixel and errs by less than a tenth of one. What lies well above or
    below the four points is left out."""
    a, b, c, d, e, f, g, h = perspective(there, here)
    width, height = size
    # In the middle of a cell the two differ by cell² / 8 times the second derivative, which is 2 g or 2 h.
    cell = min(CELLS[1], max(CELLS[0], int(sqrt(4 * ERROR / max(abs(g), abs(h), 1e-9)))))
    # Where uprights stay upright, every column is seen evenly; it is cut for who wants part of it.
    across, down = -(-width // cell), -(-height // (ROW if abs(h) * height < 1e-4 else cell))
    lines = [width * number // across for number in range(across + 1)]
    rows = [height * number // down for number in range(down + 1)]

    def source(x: float, y: float) -> Point:
        depth = g * x + h * y + 1
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth

    def seen(left: int, right: int) -> tuple[int, int]:
        """From which row to which one the columns show anything."""
        edge = [(v * (g * x + 1) - d * x - f) / (e - v * h) for x in (left, right) for _, v in here]
        return int(min(edge)) - SOFT, int(max(edge)) + 1 + SOFT

    cells = []
    for left, right in pairwise(lines):
        first, last = seen(left, right)
        for above, below in pairwise(rows):
            if (top := max(above, first)) < (bottom := min(below, last)):
                quad = *source(left, top), *source(left, bottom), *source(right, bottom), *source(right, top)
                cells.append(((left, top, right, bottom), quad))
    return cells


def padded(picture: Image.Image, margin: int) -> Image.Image:
    """The picture with its outermost pixels repeated all around."""
    width, height = picture.size
    wider = Image.new("RGB", (width + 2 * margin, height + 2 * margin))
    wider.paste(picture, (margin, margin))
    for edge, place, size in (
        ((margin, margin, margin + width, margin + 1), (margin, 0), (width, margin)),
        ((margin, margin + height - 1, margin + width, margin + height), (margin, margin + height), (width, margin)),
        ((margin, 0, margin + 1, height + 2 * margin), (0, 0), (margin, height + 2 * margin)),
        (
            (margin + width - 1, 0, margin + width, height + 2 * margin),
            (margin + width, 0),
            (margin, height + 2 * margin),
        ),
    ):
        wider.paste(wider.crop(edge).resize(size, Image.Resampling.NEAREST), place)
    return wider
