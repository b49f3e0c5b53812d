"""Places on a poster or a picture, and whether two boxes meet. Across and down, from the upper left."""

from collections.abc import Iterable

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]  # of what may lie aslant, clockwise from its own upper left
Box = tuple[float, float, float, float]  # left, top, right, bottom
Size = tuple[int, int]  # width and height
Pixel = tuple[int, int]  # across and down
Pixels = tuple[int, int, int, int]  # a box of them: left, top, right, bottom


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def around(points: Iterable[Point]) -> Box:
    """The upright box that just holds all points."""
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)
