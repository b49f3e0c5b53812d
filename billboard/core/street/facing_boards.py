"""A poster and its answer on two hoardings that face each other: `artwork/facing`, lit paper and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from billboard.core.boxes import Corners, Pixels, around
from billboard.core.picture.splicing import encode
from billboard.core.street.perspective import padded, perspective
from billboard.core.street.scenes import read_corners
from billboard.core.toml_tables import read_table

FACING_QUALITY = 86
FINE = 4  # times as fine as it is kept a board's edge is drawn
MARGIN = 6  # px of the poster's own edge drawn on around it


@dataclass(frozen=True)
class FacingBoards:
    """The plate, whose blank boards say how paper there is lit."""

    plate: Path
    left: Corners
    right: Corners

    @cached_property
    def picture(self) -> Image.Image:
        with Image.open(self.plate, formats=["JPEG"]) as image:
            return image.convert("RGB")

    @cached_property
    def masks(self) -> tuple[Image.Image, Image.Image]:
        left, right = (self._mask(corners) for corners in (self.left, self.right))
        return left, right

    def _mask(self, corners: Corners) -> Image.Image:
        x, y, right, bottom = _box(corners)
        fine = Image.new("L", ((right - x) * FINE, (bottom - y) * FINE))
        ImageDraw.Draw(fine).polygon([((a - x) * FINE, (b - y) * FINE) for a, b in corners], 255)
        return fine.reduce(FINE)


def draw_facing(boards: FacingBoards, left: Image.Image, right: Image.Image) -> bytes:
    """Two posters (RGB, twice as wide as high) on the two boards: JPEG bytes."""
    picture = boards.picture.copy()
    for poster, corners, mask in zip((left, right), (boards.left, boards.right), boards.masks, strict=True):
        box = _box(corners)
        there = [(x - box[0], y - box[1]) for x, y in corners]
        paper = padded(poster, MARGIN)
        far, low = MARGIN + poster.width, MARGIN + poster.height
        warp = perspective(there, [(MARGIN, MARGIN), (far, MARGIN), (far, low), (MARGIN, low)])
        seen = paper.transform(mask.size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BICUBIC)
        picture.paste(ImageChops.multiply(seen, boards.picture.crop(box)), box[:2], mask)
    return encode(picture, FACING_QUALITY)


def load_facing_boards(artwork: Path) -> FacingBoards:
    """Raises TemplateError, naming file and field."""
    path = artwork / "facing" / "facing.toml"
    table, plate = read_table(path), path.with_name("plate.jpg")
    for field in ("alt", "credit", "licence"):
        table.text(field)
    if not plate.is_file():
        raise table.fault("plate", "there is no plate.jpg beside the facing.toml")
    found = FacingBoards(plate, read_corners(table, "left"), read_corners(table, "right"))
    table.done()
    return found


def _box(corners: Corners) -> Pixels:
    left, top, right, bottom = around(corners)
    return int(left), int(top), int(right), int(bottom)
