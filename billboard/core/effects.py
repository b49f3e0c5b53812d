"""What happens to type between its letters and the paper: bent, softened, knocked out by a texture, soaked in.

Masks are grey pictures of ink whose upper left corner lies at a whole pixel `at` of the poster, which has `scale` px to
an art px; the same ink comes out whichever part of the poster is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from billboard.core.composition import unbend
from billboard.core.layout import Arc
from billboard.core.slots import Colour, Texture

MESH = 12  # px of a bent mask's patches
TILE = 1200  # art px of a texture

Point = tuple[int, int]


def bent(mask: Image.Image, arc: Arc, scale: float, at: Point, size: Point) -> Image.Image:
    """A flat mask bent round an arc, on a canvas of the same corner and `size` px."""
    patches = []
    for top in range(0, size[1], MESH):
        for left in range(0, size[0], MESH):
            right, bottom = min(left + MESH, size[0]), min(top + MESH, size[1])
            quad: tuple[float, ...] = ()
            for x, y in ((left, top), (left, bottom), (right, bottom), (right, top)):
                flat = unbend(arc, (x + at[0]) / scale, (y + at[1]) / scale)
                quad += (flat[0] * scale - at[0], flat[1] * scale - at[1])
            patches.append(((left, top, right, bottom), quad))
    return mask.transform(size, Image.Transform.MESH, patches, Image.Resampling.BICUBIC)


def softened(mask: Image.Image, radius: float) -> Image.Image:
    return mask.filter(ImageFilter.GaussianBlur(radius))


def knocked_out(mask: Image.Image, texture: Texture, folder: Path, scale: float, at: Point) -> Image.Image:
    """The mask with what the texture takes away from it; the texture lies still on the poster."""
    tile = _tile(folder / f"{texture.name}.png", texture.amount, scale)
    cover = Image.new("L", mask.size)
    for y in range(-(at[1] % tile.height), mask.height, tile.height):
        for x in range(-(at[0] % tile.width), mask.width, tile.width):
            cover.paste(tile, (x, y))
    return ImageChops.multiply(mask, cover)


@lru_cache(48)
def _tile(path: Path, amount: float, scale: float) -> Image.Image:
    with Image.open(path, formats=["PNG"]) as image:
        side = max(16, ceil(TILE * scale))
        return (
            image.convert("L")
            .resize((side, side), Image.Resampling.LANCZOS)
            .point([round(255 - amount * (255 - value)) for value in range(256)])
        )


def soaked(art: Image.Image, ink: Colour, paper: Colour | None) -> Image.Image:
    """Ink as the art beneath lights it: multiplied with it, or, on paper of a known colour, with its shading alone.

    Shading is taken from the art's lightness: what a dark blue enamel has of red is mostly noise, and would colour
    white letters.
    """
    if paper is None:
        return art.point([level for each in ink for level in _soaking(each, 255)])
    # Weighed as Pillow weighs the art (ITU-R BT.601).
    plain = max(1, round(0.299 * paper[0] + 0.587 * paper[1] + 0.114 * paper[2]))
    shading = art.convert("L")
    return Image.merge("RGB", [shading.point(_soaking(each, plain)) for each in ink])


@lru_cache(512)
def _soaking(ink: int, plain: int) -> list[int]:
    """What becomes of each level of a band where the paper's own is `plain`."""
    return [min(round(value * ink / plain), ink) for value in range(256)]
