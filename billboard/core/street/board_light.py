"""Places in a street's picture that show a poster: how it is seen there, and lit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops

from billboard.core.boxes import Corners, Pixels, Size, meet
from billboard.core.street.perspective import Cell, mesh
from billboard.core.street.scenes import Scene


class Part(NamedTuple):
    """Where in the picture the poster shows: `dark` is there without it, `light` is what white paper would add, and no
    more than there is room for."""

    box: Pixels
    dark: Image.Image
    light: Image.Image


def layers(scene: Scene) -> tuple[Image.Image, Image.Image, Image.Image]:
    """Of the plate's size: the scene without its poster's light, what a white poster adds on the board, and on the
    ground."""
    bare = _decoded(scene.plate)
    dark, light, mask = _decoded(scene.dark), _decoded(scene.light), _decoded(scene.mask, "L")
    board, ground = Image.new("RGB", bare.size), Image.new("RGB", bare.size)
    # Beyond the poster the plate itself, to the last bit: a JPEG of the same thing is never quite the same.
    inside = mask.point(lambda value: 255 if value else 0)
    bare.paste(dark, scene.place, inside)
    board.paste(light, scene.place, inside)
    if scene.wet:
        wet = _decoded(scene.wet.light).point(lambda value: value if value > 1 else 0)
        ground.paste(wet, scene.wet.place)
        bare = ImageChops.subtract(bare, ground)
    return bare, board, ground


def part(bare: Image.Image, light: Image.Image) -> Part:
    box = light.getbbox()
    assert box
    dark = bare.crop(box)
    return Part(box, dark, ImageChops.darker(light.crop(box), ImageChops.invert(dark)))


def lit(part: Part, seen: Image.Image, box: Pixels) -> Image.Image:
    """Within a box of a part, what is seen in the part as light falls on it."""
    dark, light = part.dark, part.light
    if box != part.box:
        inside = within(box, part.box)
        seen, dark, light = seen.crop(inside), dark.crop(inside), light.crop(inside)
    # Modulo, as it costs a twentieth of what clipping does and the two never come to more than 255.
    return ImageChops.add_modulo(dark, ImageChops.multiply(seen, light))


def warped(
    picture: Image.Image,
    corners: Corners,
    box: Pixels,
    *,
    margin: int = 0,
    scale: int = 1,
    wanted: Sequence[Pixels] | None = None,
) -> Image.Image:
    """The picture, less a margin around it, as seen with its corners there, through a box at 1/scale of its size.

    Where only some boxes of the picture are `wanted`, what lies in them is the same, and the rest may be left black.
    """
    cells, size = _cells(picture.size, corners, box, margin, scale)
    if wanted is not None:
        boxes = [within(each, box) for each in wanted]
        cells = [cell for cell in cells if any(meet(cell[0], each) for each in boxes)]
    return picture.transform(size, Image.Transform.MESH, cells, Image.Resampling.BILINEAR)


@lru_cache(64)
def _cells(size: Size, corners: Corners, box: Pixels, margin: int, scale: int) -> tuple[list[Cell], Size]:
    left, right, top, bottom = margin, size[0] - margin, margin, size[1] - margin
    here = [(left, top), (right, top), (right, bottom), (left, bottom)]
    there = [((x - box[0]) / scale, (y - box[1]) / scale) for x, y in corners]
    seen = -(-(box[2] - box[0]) // scale), -(-(box[3] - box[1]) // scale)
    return mesh(there, here, seen), seen


def within(box: Pixels, around: Pixels) -> Pixels:
    """A box as it lies in another's own pixels."""
    return box[0] - around[0], box[1] - around[1], box[2] - around[0], box[3] - around[1]


def common(a: Pixels, b: Pixels) -> Pixels:
    """What two boxes that meet have in common."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _decoded(path: Path, mode: str = "RGB") -> Image.Image:
    with Image.open(path, formats=["JPEG", "PNG"]) as image:
        return image.convert(mode)
