"""Boxes of pixels, and whether they meet."""

Pixels = tuple[int, int, int, int]  # left, top, right, bottom


def meet(a: Pixels, b: Pixels) -> bool:
    """Whether two boxes share a pixel."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
