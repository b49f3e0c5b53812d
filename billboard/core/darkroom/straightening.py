"""Four corners of a photograph become an upright board.

What shape the board has is worked out from how it is seen: Zhang and He, Whiteboard scanning and image enhancement
(2007), section 3.3, which needs no camera's data but that its axis meets the middle of the photograph.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, dist, log, sqrt

import cv2
import numpy as np

from billboard.core.boxes import Corners, Point, Size
from billboard.core.darkroom.pixels import Pixels
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS, Format

LEAST_SIDE, LEAST_SHARE = 160, 0.005  # px of a side, and share of the picture
OUTSIDE = 0.02  # of the picture's size that a corner may lie beyond its edge
BELIEVED = 1.6  # times what the sides' lengths say, that the worked out shape may differ
OUT = "A corner lies outside the picture. Move all four onto the poster’s corners."
CROSSED = "The corners are crossed. Put them on the poster’s corners, clockwise from its upper left."
FLAT = "The corners lie nearly in a line, and no board fits between them. Put each on a corner of the poster."
TINY = f"The corners are so close together that hardly a picture is left: at least {LEAST_SIDE} px a side are needed."


@dataclass(frozen=True, slots=True)
class Board:
    pixels: Pixels
    format: Format
    across: int  # px of the photograph that its width was made of


def straightened(picture: Pixels, corners: Corners, format_: Format | None = None) -> Board:
    """What lies between the corners, as the format whose shape is nearest, or as that format. Raises Refused."""
    whole = picture.shape[1], picture.shape[0]
    check(corners, whole)
    format_ = format_ or nearest(shape(whole, corners))
    across, down = sides(corners)
    # Whichever side was seen best says how many px there are; of a board seen aslant the other one has fewer.
    gained = max(across, down * format_.art[0] / format_.art[1])
    width = min(format_.art[0], round(gained))
    size = width, round(width * format_.art[1] / format_.art[0])
    return Board(_warped(picture, corners, size), format_, round(gained))


def check(corners: Corners, size: Size) -> None:
    """Raises Refused, in words, for corners that make no board."""
    for x, y in corners:
        inside_x = -OUTSIDE * size[0] <= x <= (1 + OUTSIDE) * size[0]
        if not (inside_x and -OUTSIDE * size[1] <= y <= (1 + OUTSIDE) * size[1]):
            raise Refused(OUT)
    around = [corners[-1], *corners, corners[0]]
    turns = [
        (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) for (a, b), (_, c) in pairwise(pairwise(around))
    ]
    if min(dist(a, b) for a, b in pairwise(around)) < LEAST_SIDE:
        raise Refused(TINY)
    if max(turns) > 0 > min(turns) or max(turns) <= 0:
        raise Refused(CROSSED)
    # The sine of the flattest corner: below a tenth it is none.
    lengths = [dist(a, b) * dist(b, c) for (a, b), (_, c) in pairwise(pairwise(around))]
    if min(turn / length for turn, length in zip(turns, lengths, strict=True)) < 0.1:
        raise Refused(FLAT)
    if area(corners) < LEAST_SHARE * size[0] * size[1]:
        raise Refused(TINY)


def area(corners: Corners) -> float:
    """Within the corners, px²."""
    around = [*corners, corners[0]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(around))) / 2


def sides(corners: Corners) -> tuple[float, float]:
    """Px across and down, of the longer of two opposite sides: the nearer one."""
    one, two, three, four = corners
    return max(dist(one, two), dist(four, three)), max(dist(one, four), dist(two, three))


def shape(size: Size, corners: Corners) -> float:
    """Width of the board to its height."""
    one, two, three, four = corners
    seen = sqrt(dist(one, two) * dist(four, three)) / sqrt(dist(one, four) * dist(two, three))
    found = _worked_out(size, corners)
    return found if found and seen / BELIEVED < found < seen * BELIEVED else seen


def nearest(ratio: float) -> Format:
    return min(FORMATS.values(), key=lambda each: abs(log(ratio * each.art[1] / each.art[0])))


def _worked_out(size: Size, corners: Corners) -> float | None:
    """Zhang and He; none where the board is seen so straight that nothing can be said."""
    middle = size[0] / 2, size[1] / 2
    scale = max(size)

    def place(point: Point) -> np.ndarray:
        return np.array([(point[0] - middle[0]) / scale, (point[1] - middle[1]) / scale, 1.0])

    one, two, four, three = (place(corners[each]) for each in (0, 1, 3, 2))
    depth_two = np.cross(one, three) @ four / (np.cross(two, three) @ four)
    depth_four = np.cross(one, three) @ two / (np.cross(four, three) @ two)
    across, down = depth_two * two - one, depth_four * four - one
    if min(abs(across[2]), abs(down[2])) < 0.02:  # a side whose ends are as far away: the focal length is anybody's
        return None
    focal = -(across[0] * down[0] + across[1] * down[1]) / (across[2] * down[2])
    if not 0.2 < focal < 60:
        return None
    width = (across[0] ** 2 + across[1] ** 2) / focal + across[2] ** 2
    height = (down[0] ** 2 + down[1] ** 2) / focal + down[2] ** 2
    return float(sqrt(width / height))


def _warped(picture: Pixels, corners: Corners, size: Size) -> Pixels:
    """Seen from the front. Where the photograph has more px than wanted, each is made of all that it stands for."""
    across, down = sides(corners)
    times = max(1, ceil(max(across / size[0], down / size[1]) - 0.25))
    large = size[0] * times, size[1] * times
    there = np.array([(0, 0), (large[0], 0), large, (0, large[1])], dtype=np.float32) - 0.5
    seen = cv2.getPerspectiveTransform(np.array(corners, dtype=np.float32) - 0.5, there)
    kind = cv2.INTER_CUBIC if times == 1 else cv2.INTER_LINEAR
    made = cv2.warpPerspective(picture, seen, large, flags=kind, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(made if times == 1 else cv2.resize(made, size, interpolation=cv2.INTER_AREA))
