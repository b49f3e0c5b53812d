"""Areas of a board are painted out, one after the other, from what surrounds them.

Always from the clean board: who takes the last area away has undone it. Edges are feathered outwards, so that nothing
of what was there shines through, and what is filled gets the grain of its surroundings back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from billboard.core.darkroom.grain import grain
from billboard.core.darkroom.pixels import Mask, Pixels, Planes
from billboard.core.darkroom.textures import textured
from billboard.core.darkroom.values import Area
from billboard.core.errors import Refused

FEATHER = 2.0  # px, standard deviation of the edge
REACH = 7  # px beyond an area that its edge and the halo of what was there take
RING = 12  # px around it that colours are taken from
MARGIN, LEAST, MOST = 0.6, 64, 480  # of an area's size, and px: what is looked at around it
SMALL = 260  # px of the long side that an area is mended at; what lies between is smooth
OUTSIDE = "This area lies outside the board. Draw it on the board."
ALL = "This area takes nearly the whole board, and nothing is left to fill it from. Draw a smaller one."
MOST_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a board that one area is filled on."""

    pixels: Planes
    hole: Mask  # with its halo
    ring: Mask  # around it


def filled(board: Pixels, areas: Sequence[Area]) -> Pixels:
    """Raises Refused for an area outside, or that leaves nothing to fill it from."""
    made = board.copy()
    for number, area in enumerate(areas):
        _fill(made, area, number)
    return made


def _fill(board: Pixels, area: Area, number: int) -> None:
    mask = _mask(area, board.shape[1], board.shape[0])
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        raise Refused(OUTSIDE)
    if mask.mean() > MOST_SHARE:
        raise Refused(ALL)
    margin = int(min(MOST, max(LEAST, MARGIN * max(rows[-1] - rows[0], columns[-1] - columns[0]))))
    top, bottom = max(0, rows[0] - margin), rows[-1] + 1 + margin
    left, right = max(0, columns[0] - margin), columns[-1] + 1 + margin
    here = board[top:bottom, left:right]
    inside = mask[top:bottom, left:right].astype(np.uint8)
    hole = cv2.dilate(inside, _disc(REACH)) > 0
    ring = (cv2.dilate(hole.astype(np.uint8), _disc(RING)) > 0) & ~hole
    if not ring.any():
        raise Refused(ALL)
    cut = Cut(here.astype(np.float32), hole, ring)
    made = textured(cut.pixels, hole, _patch(area, left, top), number) if area.how == "texture" else HOW[area.how](cut)
    if area.how != "texture":
        made = made + grain(cut.pixels, hole, number)
    edge = cv2.GaussianBlur(cv2.dilate(inside, _disc(REACH - 3)).astype(np.float32), (0, 0), FEATHER)[..., None]
    here[:] = np.clip(np.rint(cut.pixels * (1 - edge) + made * edge), 0, 255).astype(np.uint8)


def _mask(area: Area, width: int, height: int) -> Mask:
    mask = np.zeros((height, width), np.uint8)
    points = np.clip(np.array(area.points, dtype=np.float64), -20_000, 20_000).round().astype(np.int32)
    if area.kind == "box":
        low, high = points.min(axis=0), points.max(axis=0)
        mask[max(0, low[1]) : max(0, high[1]), max(0, low[0]) : max(0, high[0])] = 1
    elif area.kind == "polygon":
        cv2.fillPoly(mask, [points], 1)
    else:
        radius = max(1, round(area.radius))
        cv2.polylines(mask, [points], False, 1, thickness=2 * radius)
        for x, y in points:
            cv2.circle(mask, (int(x), int(y)), radius, 1, -1)
    return mask > 0


def _patch(area: Area, left: int, top: int) -> tuple[float, float] | None:
    return (area.patch[0] - left, area.patch[1] - top) if area.patch else None


def _flat(cut: Cut) -> Planes:
    """One colour: that of most of what is around."""
    made = np.empty_like(cut.pixels)
    made[:] = np.median(cut.pixels[cut.ring], axis=0)
    return made


def _gradient(cut: Cut) -> Planes:
    """A surface of the second degree through what is around, which what sticks out of it does not bend."""
    rows, columns = np.nonzero(cut.ring)
    step = max(1, len(rows) // 6000)
    known, seen = _terms(rows[::step], columns[::step], cut.hole.shape), cut.pixels[cut.ring][::step]
    weights = np.ones(len(seen), np.float32)
    for _ in range(6):
        root = np.sqrt(weights)[:, None]
        surface, *_ = np.linalg.lstsq(known * root, seen * root, rcond=1e-4)
        away = np.abs(seen - known @ surface).max(axis=1)
        scale = 3 * max(2.0, float(np.median(away)))
        weights = np.clip(1 - (away / scale) ** 2, 0, 1) ** 2
    across, down = np.meshgrid(np.arange(cut.hole.shape[1]), np.arange(cut.hole.shape[0]))
    made = _terms(down.ravel(), across.ravel(), cut.hole.shape) @ surface
    low, high = np.percentile(seen, 2, axis=0), np.percentile(seen, 98, axis=0)
    return np.asarray(np.clip(made, low, high).reshape(cut.pixels.shape), dtype=np.float32)


def _terms(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    y, x = rows / shape[0] - 0.5, columns / shape[1] - 0.5
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1).astype(np.float32)


def _mended(cut: Cut) -> Planes:
    """As if what is around went on (Telea 2004, by OpenCV), at a size at which that reaches across."""
    height, width = cut.hole.shape
    scale = min(1.0, SMALL / max(height, width))
    size = max(8, round(width * scale)), max(8, round(height * scale))
    weights = (~cut.hole).astype(np.float32)
    # What lies in the hole must not colour the small px at its edge.
    share = cv2.resize(weights, size, interpolation=cv2.INTER_AREA)
    small = cv2.resize(cut.pixels * weights[..., None], size, interpolation=cv2.INTER_AREA)
    small = small / np.maximum(share, 1e-3)[..., None]
    hole = (share < 0.25).astype(np.uint8)
    made = cv2.inpaint(np.clip(small, 0, 255).astype(np.uint8), hole, 4, cv2.INPAINT_TELEA).astype(np.float32)
    soft = cv2.GaussianBlur(made, (0, 0), 2.0)
    made = np.where(hole[..., None] > 0, soft, made)
    return np.asarray(cv2.resize(made, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _disc(radius: int) -> np.ndarray:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)))


HOW: dict[str, Callable[[Cut], Planes]] = {"flat": _flat, "gradient": _gradient, "mend": _mended}
