"""What of an area is words, and what is the ground between them, which had better stay as it is."""

from __future__ import annotations

import cv2
import numpy as np

from billboard.core.darkroom.pixels import Mask, Plane, Planes, furthest, wider
from billboard.core.darkroom.surroundings import gone_on

CONTRAST = 28.0  # of 255, from the ground, that words have at least
FAINT = 0.3  # of what tells words from the ground: shadows and soft edges of theirs, where they touch them
EVEN = 0.4  # the same: how far from smooth the ground may be for words to be told from it
MOST = 0.6  # of an area: more of it is no lettering
CLOSE, WIDE = 3, 7  # px: gaps that are closed, and what around words is not believed


def letters(pixels: Planes, inside: Mask) -> Mask | None:
    """Where the words of an area are; none where they cannot be told from what they stand on."""
    nothing = np.zeros_like(inside)
    found = _off(furthest(pixels, gone_on(pixels, nothing, within=inside)), inside)
    if found is None:
        return None
    # Once more, beside what is known to be no word: light that falls unevenly is none either.
    ground = inside & ~wider(found, WIDE)
    return _off(furthest(pixels, gone_on(pixels, ~ground, ground)), inside) if ground.any() else found


def _off(away: Plane, inside: Mask) -> Mask | None:
    """What of an area lies off the ground, with its soft edges; none where all of it does, or nothing clearly."""
    away = cv2.GaussianBlur(away, (0, 0), 0.8)
    bound = _bound(away[inside])
    if bound < CONTRAST:
        return None
    found = _touching(inside & (away > bound * FAINT), inside & (away > bound))
    rest = inside & ~found
    if found.sum() > MOST * inside.sum() or not rest.any() or np.quantile(away[rest], 0.9) > bound * EVEN:
        return None
    kernel = np.ones((2 * CLOSE + 1, 2 * CLOSE + 1), np.uint8)
    return np.asarray(cv2.morphologyEx(found.astype(np.uint8), cv2.MORPH_CLOSE, kernel) > 0) & inside


def _bound(away: Plane) -> float:
    """What best tells two kinds apart (Otsu, 1979), half-way to the near one: soft edges belong to words."""
    found, _ = cv2.threshold(np.clip(away, 0, 255).astype(np.uint8).reshape(-1, 1), 0, 255, cv2.THRESH_OTSU)
    return float(found)


def _touching(faint: Mask, strong: Mask) -> Mask:
    """The parts of one mask in which something of the other lies."""
    _, labels = cv2.connectedComponents(faint.astype(np.uint8), connectivity=8)
    kept = np.unique(labels[strong])
    return np.asarray(np.isin(labels, kept[kept > 0]))
