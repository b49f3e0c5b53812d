"""What the darkroom takes and gives. Pictures are JPEGs as bytes; px are a picture's own, art px a format's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from billboard.core.boxes import Corners, Point
from billboard.core.formats import Format

Kind = Literal["box", "polygon", "brush"]
How = Literal["flat", "gradient", "texture", "mend"]
Rectangle = tuple[int, int, int, int]  # x, y, width and height


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture that is safe to keep and to show: upright, sRGB, with nothing in it but its pixels."""

    data: bytes
    width: int  # px, 4096 at most, as is the height
    height: int


@dataclass(frozen=True, slots=True)
class Guess:
    corners: Corners  # px of the picture: top left, top right, bottom right, bottom left
    found: bool  # whether edges were found; else it is the middle of the picture, for somebody to move


@dataclass(frozen=True, slots=True)
class Straightened:
    """A board: what lay between four corners, in the shape of a format."""

    data: bytes
    width: int  # px, no more than the format's art and no more than the picture gave
    height: int
    format: Format
    across: int  # px of the picture that the width of the format's art was made of; print wants `enough` of them

    @property
    def enough(self) -> bool:
        """Whether it is sharp when it is printed: as many px as full pictures have."""
        return self.across >= self.format.full[0]


@dataclass(frozen=True, slots=True)
class Area:
    """What is painted out, in px of the board."""

    kind: Kind
    points: tuple[Point, ...]  # two opposite corners of a box, those of a polygon, or the way of a brush
    radius: float = 0.0  # of the brush
    how: How = "mend"
    patch: Point | None = None  # the middle of what a texture is taken from; the calmest place near by where none is


@dataclass(frozen=True, slots=True)
class CalmArea:
    """Where text would be read well."""

    box: Rectangle  # art px of the board's format
    ink: str  # #rrggbb
    light: bool  # whether that ink is light
    contrast: float  # of the ink to what it is hardest to read on there (WCAG), 1 to 21


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box of text on a format, as far as it matters for laying it on another; art px."""

    name: str
    box: Rectangle
    size: tuple[int, int]  # smallest and largest type
    lines: int
    rotation: float = 0.0  # degrees, counter-clockwise


@dataclass(frozen=True, slots=True)
class Motif:
    """What must be seen on every format, in art px of the board's."""

    x: int  # of its middle
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Formatted:
    """A board on one format, with its boxes laid anew."""

    format: Format
    data: bytes  # exactly as large as the format's art
    crop: Rectangle | None  # what of the board is seen, art px of the board's format; none where it is mounted
    boxes: tuple[TextBox, ...]
    motif: Motif | None  # where it lies here, art px of this format
