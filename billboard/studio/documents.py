"""What a draft of a template says, as it is kept in `StudioDraft.document`.

Lengths are art px of the format a box lies on, or em where said, as in a template.toml; corners and fillings are px of
the picture they are done to. Every part may be missing while somebody works; `compiling` says what still is.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_BOXES = 12
MOST_FILLINGS = 200
MOST_POINTS = 2000  # of one stroke
MOST_COLOURINGS = 8
MOST_SAMPLES = 12

Hex = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Length = Annotated[float, Field(ge=-20_000, le=20_000, allow_inf_nan=False)]
Point = tuple[Length, Length]
FormatSlug = Literal["48-sheet", "6-sheet", "square"]


class Part(BaseModel):
    """What every part of a document keeps to."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Picture(Part):
    """One of the store's, in the draft's folder."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
    width: Annotated[int, Field(ge=1, le=10_000)]  # px
    height: Annotated[int, Field(ge=1, le=10_000)]


class Board(Part):
    """The poster cut out of the photograph, straightened to one of the formats."""

    format: FormatSlug
    corners: tuple[Point, Point, Point, Point]  # px of the photograph: top left, top right, bottom right, bottom left
    picture: Picture  # without fillings
    across: Annotated[int, Field(ge=1, le=20_000)]  # px of the photograph that its width was made of


class Filling(Part):
    """An area of the board that is painted out."""

    kind: Literal["box", "polygon", "brush"]
    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=MOST_POINTS)]  # two corners, or all of them
    radius: Annotated[float, Field(ge=0, le=400)] = 0.0  # of the brush
    how: Literal["flat", "gradient", "texture", "mend"] = "mend"
    patch: Point | None = None  # the middle of what the texture is taken from


class BoxStroke(Part):
    width: Annotated[float, Field(ge=0.001, le=0.3)]  # em
    ink: Hex


class BoxShadow(Part):
    dx: Annotated[float, Field(ge=-0.5, le=0.5)]  # em
    dy: Annotated[float, Field(ge=-0.5, le=0.5)]
    ink: Hex


class BoxBar(Part):
    """A bar behind each line."""

    ink: Hex
    x: Annotated[float, Field(ge=0, le=1)] = 0.2  # em
    y: Annotated[float, Field(ge=0, le=0.6)] = 0.1


class Place(Part):
    """Where a box lies on one format, and how its text is sized there."""

    box: tuple[int, int, int, int]  # x, y, width, height
    size: tuple[int, int]  # smallest and largest type
    lines: Annotated[int, Field(ge=1, le=40)]


class Box(Part):
    """A slot in the making. `name` is made of the label and stays when that is changed."""

    name: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    label: Annotated[str, Field(min_length=1, max_length=40)]
    place: Place  # on the format of the board
    font: Annotated[str, Field(max_length=80)]
    ink: Hex
    rotation: Annotated[float, Field(ge=-90, le=90)] = 0.0  # degrees, counter-clockwise
    align: Literal["left", "centre", "right"] = "centre"
    valign: Literal["top", "middle", "bottom"] = "middle"
    case: Literal["typed", "upper"] = "typed"
    leading: Annotated[float, Field(ge=0.6, le=2.5)] = 1.1
    tracking: Annotated[float, Field(ge=-0.1, le=1)] = 0.0
    required: bool = False
    limit: Annotated[int, Field(ge=1, le=1000)] | None = None  # letters; none for what fits legibly
    default: Annotated[str, Field(max_length=1000)] = ""
    stroke: BoxStroke | None = None
    shadow: BoxShadow | None = None
    bar: BoxBar | None = None
    stretch: Annotated[float, Field(ge=0.3, le=1)] = 1.0
    curve: Annotated[float, Field(ge=-170, le=170)] = 0.0
    soft: Annotated[float, Field(ge=0, le=0.2)] = 0.0
    uneven: Annotated[float, Field(ge=0, le=0.2)] = 0.0
    multiply: bool = False
    texture: Annotated[str, Field(max_length=40)] = ""
    texture_amount: Annotated[float, Field(ge=0.05, le=1)] = 1.0
    drop_cap: Annotated[int, Field(ge=0, le=6)] = 0


class Colouring(Part):
    """One of the ready-made ways to recolour the board. The first of a draft is the board as it is."""

    recipe: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]  # one of the darkroom's, or "as-it-is"
    title: Annotated[str, Field(min_length=1, max_length=60)]


class FormatPlan(Part):
    """A further format, drafted by us and accepted or left out by whoever makes the template."""

    accepted: bool = False
    crop: tuple[int, int, int, int] | None = None  # of the board, px: x, y, width, height; none for mounted
    places: dict[str, Place] = {}  # of boxes by name, where they differ from what is laid out by itself


class Papers(Part):
    title: Annotated[str, Field(max_length=60)] = ""
    blurb: Annotated[str, Field(max_length=200)] = ""
    tags: Annotated[tuple[Annotated[str, Field(max_length=30)], ...], Field(max_length=20)] = ()
    alt: Annotated[str, Field(max_length=500)] = ""
    credit: Annotated[str, Field(max_length=120)] = ""  # whose picture it is
    right: Annotated[str, Field(max_length=200)] = ""  # by which it is used
    spoof_of: Annotated[str, Field(max_length=200)] = ""
    licence: Annotated[str, Field(max_length=60)] = ""
    scene: Annotated[str, Field(max_length=60)] = ""  # the street it hangs in first


class Document(Part):
    photograph: Picture | None = None
    guess: tuple[Point, Point, Point, Point] | None = (
        None  # where the poster's corners may be; none where none was found
    )
    board: Board | None = None
    fillings: Annotated[tuple[Filling, ...], Field(max_length=MOST_FILLINGS)] = ()
    painted: Picture | None = None  # the board with its fillings; none where there are none
    boxes: Annotated[tuple[Box, ...], Field(max_length=MOST_BOXES)] = ()
    focus: tuple[int, int, int] | None = None  # middle and width of the motif on the board
    colourings: Annotated[tuple[Colouring, ...], Field(max_length=MOST_COLOURINGS)] = ()
    formats: dict[FormatSlug, FormatPlan] = {}  # further ones
    samples: Annotated[tuple[dict[str, str], ...], Field(max_length=MOST_SAMPLES)] = ()
    papers: Papers = Papers()

    @property
    def art(self) -> Picture | None:
        """What boxes are drawn on."""
        return self.painted or (self.board.picture if self.board else None)
