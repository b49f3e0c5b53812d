"""What is around a hole, gone on through it: the light and the colours, without what sticks out of them.

A surface of the second degree through most of what is around, and what is left over of that spread as a soap film
would.
What lies off the surface (a line, a frame, another picture that the hole touches) does not bleed into it.
"""

from __future__ import annotations

import cv2
import numpy as np

from billboard.core.boxes import Size
from billboard.core.darkroom.pixels import Mask, Plane, Planes, furthest, wider

LONG = 240  # px of the long side that it is worked out at: it is smooth
RING = 5  # px of that around the hole
ROUNDS, FILMED = 6, 40  # of fitting, and of spreading
ENOUGH = 3000  # px that a surface is laid through
NOISE = 2.5  # of 255: what is always let lie off the surface
TRUSTED = 0.25  # weight from which what is around is believed


def gone_on(pixels: Planes, hole: Mask, believed: Mask | None = None, *, within: Mask | None = None) -> Planes:
    """As large as the pixels; something must be around the hole.

    What is `believed` counts even where it lies off the surface. With `within` the surface goes through most of that,
    rather than through what is around the hole.
    """
    height, width = hole.shape
    scale = min(1.0, LONG / max(height, width))
    size = max(2, round(width * scale)), max(2, round(height * scale))
    small, share = _smaller(pixels, ~hole, size)
    inside = share < 0.6
    around = wider(inside, RING) & ~inside
    if within is not None:
        around = (_smaller(pixels, within, size)[1] > 0.5) | around
        inside = np.zeros_like(inside)
    if not around.any():
        around = share > 0
    surface, weights = _surface(small, around)
    trusted = np.zeros(around.shape, np.float32)
    trusted[around] = weights > TRUSTED
    if believed is not None:
        trusted[(cv2.resize(believed.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.6) & ~inside] = 1
    rest = _film((small - surface) * trusted[..., None], trusted)
    low, high = small[trusted > 0].min(axis=0) - 4, small[trusted > 0].max(axis=0) + 4
    made = np.clip(surface + rest, low, high).astype(np.float32)
    return np.asarray(cv2.resize(made, (width, height), interpolation=cv2.INTER_CUBIC))


def _smaller(pixels: Planes, known: Mask, size: Size) -> tuple[Planes, Plane]:
    """Of what is known alone, and how much of each px that is."""
    weights = known.astype(np.float32)
    share = cv2.resize(weights, size, interpolation=cv2.INTER_AREA)
    small = cv2.resize(pixels * weights[..., None], size, interpolation=cv2.INTER_AREA)
    return np.asarray(small / np.maximum(share, 1e-3)[..., None]), np.asarray(share)


def _surface(small: Planes, around: Mask) -> tuple[Planes, Plane]:
    """Everywhere, and how much each px around is on it (Tukey's weights)."""
    rows, columns = np.nonzero(around)
    seen = small[around]
    terms = _terms(rows, columns, around.shape)
    some = slice(None, None, -(-len(rows) // ENOUGH))  # the rest is asked only in the end
    # Begun in the middle of most of what is there, so that two kinds of it do not meet half-way.
    weights = _weights(furthest(seen[some], np.median(seen[some], axis=0)), 2.0)
    for _ in range(ROUNDS):
        weighted = terms[some] * np.maximum(weights, 1e-4)[:, None]
        found = np.linalg.solve(weighted.T @ terms[some] + 1e-4 * np.eye(terms.shape[1]), weighted.T @ seen[some])
        weights = _weights(furthest(seen[some], terms[some] @ found), 3.5)
    weights = _weights(furthest(seen, terms @ found), 3.5)
    y, x = np.mgrid[: around.shape[0], : around.shape[1]]
    whole = _terms(y.ravel(), x.ravel(), around.shape) @ found
    return whole.reshape(small.shape).astype(np.float32), weights.astype(np.float32)


def _weights(away: Plane, times: float) -> Plane:
    # Less than half may be of one kind, and that kind is to win.
    reach = times * max(NOISE, float(np.quantile(away, 0.35)) * 2.2)
    return np.asarray(np.clip(1 - (away / reach) ** 2, 0, 1) ** 2)


def _terms(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    y, x = rows / shape[0] - 0.5, columns / shape[1] - 0.5
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1)


def _film(planes: Planes, known: Plane) -> Planes:
    """Laplace's equation where nothing is known, from coarse to fine (pull and push)."""
    height, width = known.shape
    if min(height, width) > 2:
        size = (width + 1) // 2, (height + 1) // 2
        share = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
        small = cv2.resize(planes * known[..., None], size, interpolation=cv2.INTER_AREA)
        small = small / np.maximum(share, 1e-6)[..., None]
        coarse = _film(np.asarray(small), np.asarray((share > 0).astype(np.float32)))
        made = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    else:
        made = np.broadcast_to(planes.sum(axis=(0, 1)) / max(1.0, float(known.sum())), planes.shape)
    planes, fixed = np.ascontiguousarray(planes, dtype=np.float32), (known > 0).astype(np.uint8)
    film = cv2.copyTo(planes, fixed, np.array(made, dtype=np.float32, order="C"))
    for _ in range(FILMED if max(height, width) <= 80 else 12):
        film = cv2.copyTo(planes, fixed, cv2.blur(film, (3, 3), borderType=cv2.BORDER_REFLECT))
    return np.asarray(film)
