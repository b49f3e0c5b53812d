"""A hole is filled with the texture of a patch: pieces of it laid over one another, lit as the surroundings are."""

from __future__ import annotations

import cv2
import numpy as np

from billboard.core.boxes import Point
from billboard.core.darkroom.pixels import Mask, Planes

SIDES = (160, 112, 80, 56, 40, 24)  # px of the patch, the largest that lies clear of the hole
COARSE = 0.2  # of the patch: what is larger is light and not texture
TRIES = 24  # pieces that are tried for each place
PIECE, OVERLAP = 0.5, 0.34  # of the patch, and of a piece


def textured(pixels: Planes, hole: Mask, middle: Point | None, seed: int) -> Planes:
    """As large as the pixels. The patch lies about `middle`, or where least of the picture changes near by."""
    patch = _patch(pixels, hole, middle)
    coarse = max(4.0, COARSE * min(patch.shape[:2]))
    fine = patch - cv2.GaussianBlur(patch, (0, 0), coarse, borderType=cv2.BORDER_REFLECT)
    rows, columns = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
    size = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    made = lighting(pixels, hole, coarse)
    made[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] += _quilt(fine, size, np.random.default_rng(seed))
    return made


def lighting(pixels: Planes, hole: Mask, coarse: float) -> Planes:
    """What is around without its texture, gone on through the hole as a soap film would."""
    known = (~hole).astype(np.float32)
    share = cv2.GaussianBlur(known, (0, 0), coarse)
    smooth = cv2.GaussianBlur(pixels * known[..., None], (0, 0), coarse) / np.maximum(share, 1e-3)[..., None]
    return membrane(smooth, hole)


def membrane(planes: Planes, hole: Mask) -> Planes:
    """Laplace's equation within the hole, from coarse to fine."""
    height, width = hole.shape
    if min(height, width) > 24:
        size = (width + 1) // 2, (height + 1) // 2
        known = (~hole).astype(np.float32)
        share = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
        small = cv2.resize(planes * known[..., None], size, interpolation=cv2.INTER_AREA)
        small = small / np.maximum(share, 1e-3)[..., None]
        start = cv2.resize(membrane(small, share < 0.01), (width, height), interpolation=cv2.INTER_LINEAR)
    else:
        start = np.broadcast_to(planes[~hole].mean(axis=0), planes.shape) if (~hole).any() else planes
    made = np.where(hole[..., None], start, planes).astype(np.float32)
    for _ in range(40 if min(height, width) <= 100 else 8):
        made = np.where(hole[..., None], cv2.blur(made, (3, 3), borderType=cv2.BORDER_REFLECT), planes)
    return np.asarray(made, dtype=np.float32)


def _patch(pixels: Planes, hole: Mask, middle: Point | None) -> Planes:
    height, width = hole.shape
    inside = hole.astype(np.float32)
    for side in SIDES:
        if min(height, width) < side:
            continue
        half = side // 2
        taken = cv2.boxFilter(inside, cv2.CV_32F, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT)
        free = taken[half : height - half, half : width - half] < 0.5
        if not free.any():
            continue
        rows, columns = np.nonzero(free)
        if middle is not None:
            away = (rows + half - middle[1]) ** 2 + (columns + half - middle[0]) ** 2
            nearest = int(np.argmin(away))
            if away[nearest] > side**2 and side != SIDES[-1]:
                continue  # a smaller one lies where it was picked
        else:
            grey = cv2.GaussianBlur(pixels.mean(axis=2), (0, 0), 6.0)
            change = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(grey, cv2.CV_32F, 0, 1))
            busy = cv2.boxFilter(change, cv2.CV_32F, (side, side))[half : height - half, half : width - half]
            nearest = int(np.argmin(busy[free]))
        top, left = int(rows[nearest]), int(columns[nearest])
        return np.asarray(pixels[top : top + side, left : left + side])
    return np.asarray(pixels[~hole].mean(axis=0) * np.ones((24, 24, 1), np.float32))


def _quilt(fine: Planes, size: tuple[int, int], chance: np.random.Generator) -> Planes:
    """Pieces of the patch, each that of some that suits its neighbours best, joined where they differ least
    (Efros and Freeman, Image quilting, 2001)."""
    piece = max(12, int(min(fine.shape[:2]) * PIECE))
    overlap = max(4, int(piece * OVERLAP))
    step = piece - overlap
    down, across = -(-size[0] // step), -(-size[1] // step)
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
    return made[: size[0], : size[1]]


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
            apart += float(((found[:overlap] - there[:overlap]) ** 2).mean())
        if left:
            apart += float(((found[:, :overlap] - there[:, :overlap]) ** 2).mean())
        if apart < least:
            best, least = found, apart
    return best


def _right_of_seam(apart: np.ndarray) -> np.ndarray:
    """What lies right of the way from top to bottom on which two pieces differ least."""
    cost = apart.copy()
    for row in range(1, len(cost)):
        before = np.pad(cost[row - 1], 1, constant_values=np.inf)
        cost[row] += np.minimum(np.minimum(before[:-2], before[1:-1]), before[2:])
    right = np.zeros(cost.shape, bool)
    place = int(np.argmin(cost[-1]))
    for row in range(len(cost) - 1, -1, -1):
        right[row, place:] = True
        if row:
            low = max(0, place - 1)
            place = low + int(np.argmin(cost[row - 1, low : place + 2]))
    return right
