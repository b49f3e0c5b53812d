"""Where the corners of a poster in a photograph may be: a first guess for somebody to mend."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import cv2
import numpy as np

from billboard.core.boxes import Corners, Size
from billboard.core.darkroom.pixels import Pixels
from billboard.core.darkroom.straightening import area, check, nearest, shape
from billboard.core.darkroom.values import Guess
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS

LONG = 800  # px of the long side that edges are looked for on
THRESHOLDS = ((30, 90), (60, 180), (15, 45))  # of Canny's edges
LEAST, MOST = 0.06, 0.97  # share of the picture that a poster takes
WHOLE = 0.12  # how far (log) a picture's own shape may be from a format's to be one from edge to edge
NEAR = 0.03  # of the long side: what lies so near the picture's edge is seldom a poster's corner
MARGIN = 0.06  # of the fallback


def guess(picture: Pixels) -> Guess:
    height, width = picture.shape[:2]
    scale = min(1.0, LONG / max(width, height))
    small = cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    size = small.shape[1], small.shape[0]
    edges = _edges(np.asarray(small))
    best, score = None, 0.0
    for corners in _quadrangles(np.asarray(small)):
        worth = _worth(corners, edges, size)
        if worth > score:
            best, score = corners, worth
    if best is None or score < 0.12:
        return Guess(_fallback((width, height)), False)
    one, two, three, four = ((round(x / scale, 1), round(y / scale, 1)) for x, y in best)
    corners = one, two, three, four
    try:
        check(corners, (width, height))
    except Refused:
        return Guess(_fallback((width, height)), False)
    return Guess(corners, True)


def _edges(small: Pixels) -> np.ndarray:
    """Where brightness or hue change: strength, 0 to 1, made a little wider so that a line need not be met exactly."""
    lab = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), (0, 0), 1.2).astype(np.float32)
    across, down = cv2.Sobel(lab, cv2.CV_32F, 1, 0), cv2.Sobel(lab, cv2.CV_32F, 0, 1)
    strength = np.sqrt((across**2 + down**2).sum(axis=2))
    return np.asarray(cv2.dilate(np.clip(strength / 120, 0, 1), np.ones((5, 5), np.uint8)))


def _quadrangles(small: Pixels) -> Iterator[Corners]:
    for plane in _planes(small):
        for low, high in THRESHOLDS:
            lines = cv2.dilate(cv2.Canny(plane, low, high), np.ones((3, 3), np.uint8))
            yield from _outlines(lines)
        _, light = cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        yield from _outlines(light)
        yield from _outlines(cv2.bitwise_not(light))


def _planes(small: Pixels) -> Iterator[np.ndarray]:
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB)
    for number in range(3):
        yield cv2.bilateralFilter(np.ascontiguousarray(lab[:, :, number]), 7, 30, 5)
    yield cv2.medianBlur(np.ascontiguousarray(cv2.cvtColor(small, cv2.COLOR_RGB2HSV)[:, :, 1]), 7)


def _outlines(marked: np.ndarray) -> Iterator[Corners]:
    whole = marked.shape[0] * marked.shape[1]
    outlines, _ = cv2.findContours(marked, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        if cv2.contourArea(outline) < LEAST * whole * 0.7:
            continue
        for around in (outline, cv2.convexHull(outline)):
            for tolerance in (0.01, 0.02, 0.04, 0.06):
                found = cv2.approxPolyDP(around, tolerance * cv2.arcLength(around, True), True)
                if len(found) == 4 and cv2.isContourConvex(found):
                    yield _in_order(found.reshape(4, 2).astype(float))
                    break


def _in_order(points: np.ndarray) -> Corners:
    """Clockwise from the upper left."""
    middle = points.mean(axis=0)
    turned = points[np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))]
    first = int(np.argmin(turned.sum(axis=1)))
    one, two, three, four = ((float(x), float(y)) for x, y in np.roll(turned, -first, axis=0))
    return one, two, three, four


def _worth(corners: Corners, edges: np.ndarray, size: Size) -> float:
    """How likely that is a poster: edges all along its sides, large, of a format's shape, not the picture itself."""
    share = area(corners) / (size[0] * size[1])
    if not LEAST < share < MOST:
        return 0.0
    ratio = shape(size, corners)
    fitting = min(abs(log(ratio * each.art[1] / each.art[0])) for each in FORMATS.values())
    sides = [_along(edges, corners[each], corners[(each + 1) % 4]) for each in range(4)]
    near = NEAR * max(size)
    touching = sum(min(x, y, size[0] - x, size[1] - y) < near for x, y in corners)
    return float(min(sides) * np.mean(sides) * share**0.5 * np.exp(-3 * fitting) * 0.4**touching)


def _along(edges: np.ndarray, start: tuple[float, float], end: tuple[float, float]) -> float:
    """How much of a side runs along an edge, 0 to 1."""
    steps = np.linspace(0.04, 0.96, 80)
    across = np.clip((start[0] + (end[0] - start[0]) * steps).round().astype(int), 0, edges.shape[1] - 1)
    down = np.clip((start[1] + (end[1] - start[1]) * steps).round().astype(int), 0, edges.shape[0] - 1)
    return float(np.sqrt(edges[down, across]).mean())


def _fallback(size: Size) -> Corners:
    """All of the picture where it has a format's shape, else its middle in the shape of the nearest one."""
    width, height = size
    format_ = nearest(width / height)
    ratio = format_.art[0] / format_.art[1]
    if abs(log(width / height / ratio)) < WHOLE:
        return (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))
    across = min(width, height * ratio) * (1 - MARGIN)
    left, top = (width - across) / 2, (height - across / ratio) / 2
    right, bottom = width - left, height - top
    return (left, top), (right, top), (right, bottom), (left, bottom)
