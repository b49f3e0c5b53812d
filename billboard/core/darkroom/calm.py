"""Where little happens on a board, so that text would be read well there."""

from __future__ import annotations

import cv2
import numpy as np

from billboard.core.colour import Colour, contrast
from billboard.core.darkroom.pixels import Pixels, Plane
from billboard.core.darkroom.recipes import as_hex
from billboard.core.darkroom.values import CalmArea, Rectangle
from billboard.core.formats import Format

CELL = 40  # art px: areas are made of such squares
MOST = 6
EDGE = 1  # cells that are kept from the board's edge
LEAST = (7, 3)  # cells across and down
SHAPES = (1.2, 14.0)  # width to height of a box
LIGHT, DARK = (255, 255, 255), (17, 17, 17)
READABLE = 3.0  # contrast below which no area is suggested (large type, WCAG 2.2)
CALM = 7.0  # busyness (of lightness, 0 to 100) that is still calm
SHARED = 0.15  # of the smaller area that two suggestions may have in common


def calm_areas(board: Pixels, format_: Format) -> list[CalmArea]:
    """Best first, six at most, none of them over another."""
    width, height = format_.art[0] // CELL, format_.art[1] // CELL
    small = np.asarray(cv2.resize(board, (width * 8, height * 8), interpolation=cv2.INTER_AREA))
    found: list[tuple[int, int, int, int]] = []
    for cells in _candidates(_busyness(small)):
        if all(_shared(cells, each) <= SHARED for each in found):
            found.append(cells)
        if len(found) == 3 * MOST:
            break
    areas = [_area(small, cells) for cells in found]
    return [each for each in areas if each.contrast >= READABLE][:MOST]


def _busyness(small: Pixels) -> Plane:
    """Of each cell: how much lightness and hue change within it."""
    lab = cv2.GaussianBlur(cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), (0, 0), 1.0)
    across, down = cv2.Sobel(lab, cv2.CV_32F, 1, 0, scale=0.25), cv2.Sobel(lab, cv2.CV_32F, 0, 1, scale=0.25)
    change = np.sqrt((np.square(across) + np.square(down)).sum(axis=2))
    cells = change.reshape(small.shape[0] // 8, 8, small.shape[1] // 8, 8)
    return np.asarray(0.5 * cells.mean(axis=(1, 3)) + 0.5 * np.quantile(cells, 0.9, axis=(1, 3)), dtype=np.float32)


def _candidates(busy: Plane) -> list[tuple[int, int, int, int]]:
    """Rectangles of cells (left, top, right, bottom), best first: large and calm throughout."""
    height, width = busy.shape
    sums = np.pad(busy, ((1, 0), (1, 0))).cumsum(0, dtype=np.float64).cumsum(1)
    loud = np.pad((busy > CALM).astype(np.float64), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    scored: list[tuple[float, int, int, int, int]] = []
    for down in range(LEAST[1], height - 2 * EDGE + 1):
        for across in range(max(LEAST[0], int(down * SHAPES[0])), min(width - 2 * EDGE, int(down * SHAPES[1])) + 1):
            noisy = _windows(loud, across, down)
            mean = _windows(sums, across, down) / (across * down)
            worth = (across * down) ** 0.6 * np.exp(-mean / 2.5) * (noisy < 0.02 * across * down)
            worth = worth[EDGE : worth.shape[0] - EDGE, EDGE : worth.shape[1] - EDGE]
            if not worth.size or not worth.max() > 0:
                continue
            # A few of each size: those that lie apart are found again among other sizes.
            for place in np.argsort(worth, axis=None)[:-4:-1]:
                top, left = (int(each) + EDGE for each in np.unravel_index(place, worth.shape))
                if worth[top - EDGE, left - EDGE] > 0:
                    scored.append((float(worth[top - EDGE, left - EDGE]), left, top, left + across, top + down))
    return [(left, top, right, bottom) for _, left, top, right, bottom in sorted(scored, reverse=True)]


def _windows(sums: np.ndarray, across: int, down: int) -> np.ndarray:
    """The sum of every window of that size."""
    return np.asarray(sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across])


def _shared(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((each[2] - each[0]) * (each[3] - each[1]) for each in (one, other))
    return max(0, across) * max(0, down) / smaller


def _area(small: Pixels, cells: tuple[int, int, int, int]) -> CalmArea:
    left, top, right, bottom = cells
    inside = small[top * 8 : bottom * 8, left * 8 : right * 8].reshape(-1, 3)
    order = np.argsort(inside @ np.array([0.2126, 0.7152, 0.0722]))
    low, high = (_colour(inside[order[int(len(order) * share)]]) for share in (0.05, 0.95))
    light, dark = contrast(LIGHT, high), contrast(DARK, low)
    box: Rectangle = left * CELL, top * CELL, (right - left) * CELL, (bottom - top) * CELL
    ink = LIGHT if light >= dark else DARK
    return CalmArea(box, as_hex(ink), light >= dark, round(max(light, dark), 2))


def _colour(pixel: np.ndarray) -> Colour:
    return int(pixel[0]), int(pixel[1]), int(pixel[2])
