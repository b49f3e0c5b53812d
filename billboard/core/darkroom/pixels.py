"""Pictures as numbers, a row after the other."""

from typing import Any

from numpy.typing import NDArray

# OpenCV says of its pictures only that they are numbers; which ones is said here.
Pixels = NDArray[Any]  # uint8; height, width, and 3 for red, green and blue
Planes = NDArray[Any]  # float32, 0 to 255 as they are; height, width, 3
Plane = NDArray[Any]  # float32; height, width
Mask = NDArray[Any]  # bool; height, width
