"""Areas of a board are painted out, one after the other, from what surrounds them.

Always from the clean board: who takes the last area away has undone it. Edges are feathered outwards, so that nothing
of what was there shines through, and what is filled gets the grain of its surroundings back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from billboard.core.darkroom.grain import grain
from billboard.core.darkroom.lettering import letters
from billboard.core.darkroom.pixels import Mask, Pixels, Planes, wider
from billboard.core.darkroom.surroundings import gone_on
from billboard.core.darkroom.textures import textured
from billboard.core.darkroom.values import Area
from billboard.core.errors import Refused

FEATHER = 2.0  # px, standard deviation of the edge
REACH = 7  # px beyond an area that its edge and the halo of what was there take
RING = 12  # px around it that one colour is taken from
MARGIN, LEAST, MOST = 0.6, 96, 480  # of an area's size, and px: what is looked at around it
OUTSIDE = "This area lies outside the board. Draw it on the board."
ALL = "This area takes nearly the whole board, and nothing is left to fill it from. Draw a smaller one."
MOST_SHARE = 0.9


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
    made, inside = _made(here.astype(np.float32), mask[top:bottom, left:right], _moved(area, left, top), number)
    edge = cv2.GaussianBlur(wider(inside, REACH - 3).astype(np.float32), (0, 0), FEATHER)[..., None]
    here[:] = np.clip(np.rint(here * (1 - edge) + made * edge), 0, 255).astype(np.uint8)


def _made(pixels: Planes, inside: Mask, area: Area, seed: int) -> tuple[Planes, Mask]:
    """What is laid over the pixels, and where."""
    if area.how == "mend":
        # The ground between words is better than anything that could be made in its place.
        found = letters(pixels, inside)
        if found is not None:
            hole = wider(found, REACH)
            return gone_on(pixels, hole, inside & ~hole) + grain(pixels, hole, seed), found
    hole = wider(inside, REACH)
    if hole.all():
        raise Refused(ALL)
    if area.how == "texture":
        return textured(pixels, hole, area.patch, seed), inside
    made = _flat(pixels, hole) if area.how == "flat" else gone_on(pixels, hole)
    return made + grain(pixels, hole, seed), inside


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


def _moved(area: Area, left: int, top: int) -> Area:
    """With its patch as it lies on what begins there."""
    return replace(area, patch=(area.patch[0] - left, area.patch[1] - top)) if area.patch else area


def _flat(pixels: Planes, hole: Mask) -> Planes:
    """One colour: that of most of what is around."""
    made = np.empty_like(pixels)
    made[:] = np.median(pixels[wider(hole, RING) & ~hole], axis=0)
    return made
