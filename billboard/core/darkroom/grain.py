"""The grain of a photograph, so that what is painted out does not look like plastic.

Noise with the spectrum of a calm place near by: asymptotic discrete spot noise (Galerne, Gousseau and Morel, Random
phase textures, 2011).
"""

from __future__ import annotations

import cv2
import numpy as np

from billboard.core.darkroom.pixels import Mask, Planes, furthest, grey, wider

TILES = (128, 96, 64, 48, 32, 16)  # px of the place it is taken from, the largest that there is
COARSE = 8.0  # px: what is larger is no grain
UNLIKE = 0.3  # what a level of another colour than around the hole weighs against a level of change
MOST = 6.0  # of 255: more is no grain but a picture


def grain(pixels: Planes, hole: Mask, seed: int) -> Planes:
    """To be added to a smooth filling, as large as the pixels; nought where all around is busy."""
    tile = calmest(pixels, hole)
    if tile is None:
        return np.zeros_like(pixels)
    fine = tile - cv2.GaussianBlur(tile, (0, 0), COARSE)
    fine = fine - fine.mean(axis=(0, 1))
    strength = float(fine.std())
    if strength > MOST:
        fine *= (MOST / strength) ** 2  # the more it is, the less likely is it grain
    noise = np.random.default_rng(seed).standard_normal(pixels.shape[:2]).astype(np.float32)
    side = tile.shape[0]
    planes = [
        cv2.filter2D(noise, cv2.CV_32F, np.ascontiguousarray(fine[..., each]) / side, borderType=cv2.BORDER_REFLECT)
        for each in range(3)
    ]
    return np.stack(planes, axis=2)


def edge(hole: Mask) -> Mask:
    """What is just around a hole, or all of it where it has no edge."""
    ring = wider(hole, 7) & ~hole
    return ring if ring.any() else ~hole


def calmest(pixels: Planes, hole: Mask) -> Planes | None:
    """The square around the hole in which least happens; none where there is no square."""
    smooth = cv2.GaussianBlur(grey(pixels), (0, 0), COARSE)
    busy = np.abs(cv2.Sobel(smooth, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    busy += UNLIKE * furthest(pixels, np.median(pixels[edge(hole)], axis=0).astype(np.float32))
    busy[hole] = 1e6
    for side in TILES:
        if min(busy.shape) < side:
            continue
        half = side // 2
        sums = cv2.boxFilter(busy, cv2.CV_32F, (side, side), normalize=True, borderType=cv2.BORDER_CONSTANT)
        inner = sums[half : busy.shape[0] - half + 1, half : busy.shape[1] - half + 1]
        row, column = np.unravel_index(int(np.argmin(inner)), inner.shape)
        if inner[row, column] < 1000:
            return np.asarray(pixels[row : row + side, column : column + side])
    return None
