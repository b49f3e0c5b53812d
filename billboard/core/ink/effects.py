"""What happens to type between its letters and the paper: softened, knocked out by a texture, soaked in.

Masks are grey pictures of ink whose upper left corner lies at a whole pixel `at` of the poster, which has `scale` px to
an art px; the same ink comes out whichever part of the poster is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from billboard.core.boxes import Pixel
from billboard.core.colour import Colour
from billboard.core.type.slots import Texture
from billboard.core.weighted_cache import WeightedCache

EDGE = 2  # px of a texture beyond what is enlarged of it
TILE = 1200  # art px of a texture
FINEST = 1.0  # px to the art px of a texture that is kept

_tiles = WeightedCache[Image.Image](10 << 20)  # 160 kB each for a preview, 640 for a poster, 1,440 for a print


def softened(mask: Image.Image, at: Pixel, radius: float) -> tuple[Image.Image, Pixel]:
    """A mask blurred; a single box as wide as the normal curve is hardly told from it, and costs a third."""
    room = ceil(2 * radius) + 1
    wider = Image.new("L", (mask.width + 2 * room, mask.height + 2 * room))
    wider.paste(mask, (room, room))
    return wider.filter(ImageFilter.BoxBlur(((12 * radius**2 + 1) ** 0.5 - 1) / 2)), (at[0] - room, at[1] - room)


def knocked_out(mask: Image.Image, texture: Texture, folder: Path, scale: float, at: Pixel) -> Image.Image:
    """The mask with what the texture takes away from it; the texture lies still on the poster."""
    tile = _tile(texture, folder, min(scale, FINEST))
    if scale <= FINEST:
        return ImageChops.multiply(mask, _covering(tile, at, mask.size))
    # A print is finer than any texture: what lies under the ink is enlarged, not a tile of many megabytes.
    ratio = FINEST / scale
    left, top = (each * ratio for each in at)
    box = (left, top, left + mask.width * ratio, top + mask.height * ratio)
    corner = floor(left) - EDGE, floor(top) - EDGE
    cover = _covering(tile, corner, (ceil(box[2]) + EDGE - corner[0], ceil(box[3]) + EDGE - corner[1]))
    inside = box[0] - corner[0], box[1] - corner[1], box[2] - corner[0], box[3] - corner[1]
    return ImageChops.multiply(mask, cover.resize(mask.size, Image.Resampling.BICUBIC, inside))


def _covering(tile: Image.Image, at: Pixel, size: Pixel) -> Image.Image:
    """So much of a plane covered with tiles, from a point on."""
    cover = Image.new("L", size)
    for y in range(-(at[1] % tile.height), size[1], tile.height):
        for x in range(-(at[0] % tile.width), size[0], tile.width):
            cover.paste(tile, (x, y))
    return cover


def _tile(texture: Texture, folder: Path, scale: float) -> Image.Image:
    def make() -> tuple[Image.Image, int]:
        side = max(16, ceil(TILE * scale))
        with Image.open(folder / f"{texture.name}.png", formats=["PNG"]) as image:
            tile = image.convert("L").resize((side, side), Image.Resampling.LANCZOS)
        return tile.point([round(255 - texture.amount * (255 - value)) for value in range(256)]), side * side

    return _tiles.get((texture, folder, scale), make)


def soaked(art: Image.Image, ink: Colour, paper: Colour | None) -> Image.Image:
    """Ink as the art beneath lights it: multiplied with it, or, on paper of a known colour, with its shading alone.

    Shading is taken from the art's lightness: what a dark blue enamel has of red is mostly noise, and would colour
    white letters.
    """
    if paper is None:
        return art.point([round(level * each / 255) for each in ink for level in range(256)])
    shading = art.convert("L")
    # Looked up by way of a palette, which is bytes; Pillow's `point` takes longer over its table than a word has px.
    shading.putpalette(_shades(ink, paper))
    return shading.convert("RGB")


@lru_cache(512)
def _shades(ink: Colour, paper: Colour) -> bytes:
    """The ink's colour on each level of lightness, where the paper's own takes none from it."""
    # Weighed as Pillow weighs the art (ITU-R BT.601).
    plain = max(1, round(0.299 * paper[0] + 0.587 * paper[1] + 0.114 * paper[2]))
    return bytes(min(round(level * each / plain), each) for level in range(256) for each in ink)
