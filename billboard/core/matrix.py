"""Affine maps: what is moved, made larger, squeezed or turned. Angles are degrees counter-clockwise, as they are seen
where y counts downwards; where it counts upwards they are seen clockwise."""

from __future__ import annotations

import math
from typing import NamedTuple

from billboard.core.boxes import Point


class Matrix(NamedTuple):
    """Takes (x, y) to (a x + c y + e, b x + d y + f), as PDF and CSS write it."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def __matmul__(self, first: Matrix) -> Matrix:
        """What comes of another map first, and then of this one."""
        a, b, c, d, e, f = self
        g, h, i, j, k, m = first
        return Matrix(a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, e + a * k + c * m, f + b * k + d * m)

    def apply(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then_moved(self, across: float, down: float) -> Matrix:
        """The same as a translation after it, in less time."""
        return Matrix(self.a, self.b, self.c, self.d, self.e + across, self.f + down)

    def inverse(self) -> Matrix:
        a, b, c, d, e, f = self
        size = a * d - b * c
        return Matrix(d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size)

    @property
    def rows(self) -> tuple[float, float, float, float, float, float]:
        """As Pillow writes it, which wants the way from a picture back to where it is taken from."""
        return self.a, self.c, self.e, self.b, self.d, self.f

    @property
    def angle(self) -> float:
        """What lies along x is turned by so much."""
        return -math.degrees(math.atan2(self.b, self.a))


IDENTITY = Matrix(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def translation(across: float, down: float) -> Matrix:
    return Matrix(1.0, 0.0, 0.0, 1.0, across, down)


def scaling(across: float, down: float) -> Matrix:
    return Matrix(across, 0.0, 0.0, down, 0.0, 0.0)


def flip(height: float) -> Matrix:
    """From y that counts downwards from the top of what is so high to y that counts upwards from its foot, or back."""
    return Matrix(1.0, 0.0, 0.0, -1.0, 0.0, height)


def rotation(degrees: float, about: Point = (0.0, 0.0)) -> Matrix:
    """A rotation about a point, which stays where it is."""
    cos, sin, (x, y) = math.cos(math.radians(degrees)), math.sin(math.radians(degrees)), about
    return Matrix(cos, -sin, sin, cos, x - x * cos - y * sin, y + x * sin - y * cos)


def extent(width: float, height: float, degrees: float) -> tuple[float, float]:
    """Width and height of the upright box about one that is turned."""
    cos, sin = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
    return width * cos + height * sin, width * sin + height * cos
