"""Pictures as numbers, a row after the other."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

# OpenCV says of its pictures only that they are numbers; which ones is said here.
Pixels = NDArray[Any]  # uint8; height, width, and 3 for red, green and blue
Planes = NDArray[Any]  # float32, 0 to 255 as they are; height, width, 3
Plane = NDArray[Any]  # float32; height, width
Mask = NDArray[Any]  # bool; height, width


def furthest(one: Planes, other: Planes) -> Plane:
    """How far apart two pictures, or a picture and a colour, are in the plane in which they are furthest apart."""
    apart = np.abs(one - other)
    return np.asarray(np.maximum(np.maximum(apart[..., 0], apart[..., 1]), apart[..., 2]))


def grey(planes: Planes) -> Plane:
    return np.asarray(cv2.transform(planes, np.full((1, 3), 1 / 3, np.float32)))


def wider(mask: Mask, by: int) -> Mask:
    """With what lies so many px around it."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by + 1, 2 * by + 1))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), disc) > 0)
