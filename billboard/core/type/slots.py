"""A slot: the box of a template that takes text, and how its text is composed. Lengths are art px, or em where said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "centre", "right", "beside"]
Valign = Literal["top", "middle", "bottom"]
Case = Literal["typed", "upper"]


@dataclass(frozen=True, slots=True)
class Stroke:
    width: float  # em, outwards from the letter's edge
    ink: str


@dataclass(frozen=True, slots=True)
class Shadow:
    dx: float  # em, to the right
    dy: float  # em, downwards
    ink: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A bar behind each line."""

    ink: str
    x: float  # em of room before and after the line's ink
    y: float  # em of room above its capitals and below its baseline


@dataclass(frozen=True, slots=True)
class Texture:
    """What the ink is knocked out by: a tile under artwork/textures, white where the ink stays."""

    name: str
    amount: float  # 0 leaves the ink whole, 1 takes all that the texture takes


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How the first or the last of several lines differs from the others."""

    scale: float
    font: str


@dataclass(frozen=True, slots=True)
class Minor:
    """How words typed without a capital are set, in capitals too."""

    scale: float  # of their capitals' height
    font: str
    turkic: bool = False  # where i becomes İ; found out for each text


@dataclass(frozen=True, slots=True)
class Slot:
    name: str
    label: str
    box: tuple[int, int, int, int]  # x, y, width, height in art px
    font: str
    size: tuple[int, int]  # smallest and largest type size in art px
    ink: str
    align: Align = "left"  # which is right for text that runs from there; "beside" a mark of the art it is not
    valign: Valign = "middle"
    leading: float = 1.1  # baseline distance / size
    tracking: float = 0.0  # em added after each letter
    case: Case = "typed"
    rotation: float = 0.0  # degrees, counter-clockwise, about the box's centre
    lines: int = 3
    limit: int = 80  # graphemes
    default: str = ""
    required: bool = False
    stroke: Stroke | None = None
    shadow: Shadow | None = None
    highlight: Highlight | None = None
    texture: Texture | None = None
    first: LineStyle | None = None
    last: LineStyle | None = None
    minor: Minor | None = None
    drop_cap: int = 0  # lines that the first letter stands as high as; 0 for none
    stretch: float = 1.0  # letters may be squeezed to this fraction of their width
    curve: float = 0.0  # degrees of arc that the box's width spans; positive rises in the middle
    soft: float = 0.0  # em that edges are blurred by
    uneven: float = 0.0  # em that letters stand apart in height, as those do that are put up one by one
    multiply: bool = False  # ink takes on the art's own light and grain
    paper: str = ""  # the ink's name of the plain paper beneath, which then does not tint
    copies: tuple[tuple[int, int], ...] = ()  # the same text stands again this far from its box, art px

    def __hash__(self) -> int:
        # Enough to tell slots apart, at a tenth of the time; each is looked up again and again.
        return hash((self.name, self.box))
