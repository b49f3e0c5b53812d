"""A hole is filled with the texture of a patch: pieces of it laid over one another, lit as the surroundings are."""

from __future__ import annotations

import cv2
import numpy as np

from billboard.core.boxes import Point
from billboard.core.darkroom.grain import UNLIKE, edge
from billboard.core.darkroom.pixels import Mask, Plane, Planes, furthest, grey
from billboard.core.darkroom.surroundings import gone_on

SIDES = (160, 112, 80, 56, 40, 24)  # px of the patch, the largest that lies clear of the hole
SMALL = 60.0  # what a patch of one px would weigh against a level of change: larger ones are better
COARSE = 0.2  # of the patch: what is larger is light and not texture
MOST = 24  # pieces across and down; beyond them they are mirrored
TRIES = 24  # pieces that are tried for each place
PIECE, OVERLAP = 0.5, 0.34  # of the patch, and of a piece


def textured(pixels: Planes, hole: Mask, middle: Point | None, seed: int) -> Planes:
    """As large as the pixels. The patch lies about `middle`, or where least of the picture changes near by."""
    patch = _patch(pixels, hole, middle)
    coarse = max(4.0, COARSE * min(patch.shape[:2]))
    fine = patch - cv2.GaussianBlur(patch, (0, 0), coarse, borderType=cv2.BORDER_REFLECT)
    rows, columns = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
    size = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    made = gone_on(pixels, hole)
    made[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] += _quilt(fine, size, np.random.default_rng(seed))
    return made


def _patch(pixels: Planes, hole: Mask, middle: Point | None) -> Planes:
    """The largest square that lies where it was picked, or the one in which least changes."""
    taken = cv2.integral(hole.astype(np.uint8))
    worth = None if middle else cv2.integral(_busyness(pixels, hole).astype(np.float64))
    best: tuple[float, int, int, int] | None = None
    for side in SIDES:
        if min(hole.shape) < side:
            continue
        rows, columns = np.nonzero(_sums(taken, side) == 0)
        if not rows.size:
            continue
        if middle is None:
            away = _sums(worth, side)[rows, columns] / side**2 + SMALL / side
        else:
            away = np.hypot(rows + side / 2 - middle[1], columns + side / 2 - middle[0])
        least = int(np.argmin(away))
        found = float(away[least]), int(rows[least]), int(columns[least]), side
        if middle is not None and found[0] <= side / 2:  # a smaller one would lie no better
            best = found
            break
        best = found if best is None or found[0] < best[0] else best
    if best is None:
        return np.asarray(pixels[~hole].mean(axis=0) * np.ones((SIDES[-1], SIDES[-1], 1), np.float32))
    _, top, left, side = best
    return np.asarray(pixels[top : top + side, left : left + side])


def _busyness(pixels: Planes, hole: Mask) -> Plane:
    """How much changes, and how unlike it is to what is just around the hole."""
    smooth = cv2.GaussianBlur(grey(pixels), (0, 0), 3.0)
    change = np.abs(cv2.Sobel(smooth, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    return np.asarray(change + UNLIKE * furthest(pixels, np.median(pixels[edge(hole)], axis=0).astype(np.float32)))


def _sums(integral: np.ndarray | None, side: int) -> np.ndarray:
    """Of every square of that side."""
    assert integral is not None
    return np.asarray(
        integral[side:, side:] - integral[:-side, side:] - integral[side:, :-side] + integral[:-side, :-side]
    )


def _quilt(fine: Planes, size: tuple[int, int], chance: np.random.Generator) -> Planes:
    """Pieces of the patch, each that of some that suits its neighbours best, joined where they differ least
    (Efros and Freeman, Image quilting, 2001)."""
    piece = max(12, int(min(fine.shape[:2]) * PIECE))
    overlap = max(4, int(piece * OVERLAP))
    step = piece - overlap
    down, across = (min(MOST, -(-each // step)) for each in size)
    made = np.zeros((down * step + overlap, across * step + overlap, 3), np.float32)
    for row in range(down):
        for column in range(across):
            there = made[row * step : row * step + piece, column * step : column * step + piece]
            weight = np.ones((piece, piece), bool)  # what of the new piece is laid
            best = _best(fine, there, piece, overlap, row > 0, column > 0, chance)
            apart = ((best - there) ** 2).sum(axis=2)
            if column:
                weight[:, :overlap] &= _right_of_seam(apart[:, :overlap])
            if row:
                weight[:overlap] &= _right_of_seam(apart[:overlap].T).T
            soft = cv2.GaussianBlur(weight.astype(np.float32), (0, 0), 1.0)[..., None] if row or column else 1.0
            there[:] = there * (1 - soft) + best * soft
    more = [max(0, whole - there) for whole, there in zip(size, made.shape, strict=False)]
    return np.asarray(cv2.copyMakeBorder(made, 0, more[0], 0, more[1], cv2.BORDER_REFLECT)[: size[0], : size[1]])


def _best(
    fine: Planes, there: Planes, piece: int, overlap: int, above: bool, left: bool, chance: np.random.Generator
) -> Planes:
    tops = chance.integers(0, fine.shape[0] - piece + 1, TRIES)
    lefts = chance.integers(0, fine.shape[1] - piece + 1, TRIES)
    best, least = fine[:piece, :piece], np.inf
    for top, begin in zip(tops, lefts, strict=True):
        found = fine[top : top + piece, begin : begin + piece]
        apart = 0.0
        if above:
            apart += cv2.norm(found[:overlap], there[:overlap], cv2.NORM_L2SQR)
        if left:
            apart += cv2.norm(found[:, :overlap], there[:, :overlap], cv2.NORM_L2SQR)
        if apart < least:
            best, least = found, apart
    return best


def _right_of_seam(apart: np.ndarray) -> np.ndarray:
    """What lies right of the way from top to bottom on which two pieces differ least."""
    cost = np.pad(apart, ((0, 0), (1, 1)), constant_values=np.inf)
    for row in range(1, len(cost)):
        before = cost[row - 1]
        cost[row, 1:-1] += np.minimum(np.minimum(before[:-2], before[1:-1]), before[2:])
    cost = cost[:, 1:-1]
    right = np.zeros(cost.shape, bool)
    place = int(np.argmin(cost[-1]))
    for row in range(len(cost) - 1, -1, -1):
        right[row, place:] = True
        if row:
            low = max(0, place - 1)
            place = low + int(np.argmin(cost[row - 1, low : place + 2]))
    return right
