"""What happens to type between its letters and the paper: bent, softened, knocked out by a texture, soaked in.

Masks are grey pictures of ink whose upper left corner lies at a whole pixel `at` of the poster, which has `scale` px to
an art px; the same ink comes out whichever part of the poster is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import ceil, cos, floor, radians, sin
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from billboard.core.composition import bent_box, unbend
from billboard.core.layout import Arc
from billboard.core.slots import Colour, Texture

PATCH = 12  # px of a bent mask's patches, at the least
ASTRAY = 0.05  # px that a patch may err by where it is larger
EDGE = 2  # px bare around ink that is resampled, for its edges to be antialiased in
TILE = 1200  # art px of a texture
FINEST = 1.0  # px to the art px of a texture that is kept

Point = tuple[int, int]


def bent(mask: Image.Image, at: Point, arc: Arc, scale: float) -> tuple[Image.Image, Point]:
    """A flat mask bent round an arc."""
    mask, at = _bordered(mask, at, EDGE)
    flat = at[0] / scale, at[1] / scale, (at[0] + mask.width) / scale, (at[1] + mask.height) / scale
    reach = bent_box(flat, arc)
    corner = floor(reach[0] * scale), floor(reach[1] * scale)
    size = ceil(reach[2] * scale) - corner[0], ceil(reach[3] * scale) - corner[1]
    # The flatter the arc, the more of it may be taken for straight: the middle of a chord errs by its square over 8 r.
    side = max(PATCH, int((8 * ASTRAY * abs(arc.radius) * scale) ** 0.5))
    across, down = [*range(0, size[0], side), size[0]], [*range(0, size[1], side), size[1]]
    grid = [[_flat(arc, scale, at, x + corner[0], y + corner[1]) for x in across] for y in down]
    patches = []
    for row, (top, bottom) in enumerate(pairwise(down)):
        for column, (left, right) in enumerate(pairwise(across)):
            quad = grid[row][column], grid[row + 1][column], grid[row + 1][column + 1], grid[row][column + 1]
            xs, ys = [x for x, _ in quad], [y for _, y in quad]
            if max(xs) > 0 and max(ys) > 0 and min(xs) < mask.width and min(ys) < mask.height:
                patches.append(((left, top, right, bottom), (*quad[0], *quad[1], *quad[2], *quad[3])))
    return mask.transform(size, Image.Transform.MESH, patches, Image.Resampling.BICUBIC), corner


def _flat(arc: Arc, scale: float, at: Point, x: int, y: int) -> tuple[float, float]:
    """Where on a flat mask at `at` a px of the poster is found."""
    across, down = unbend(arc, x / scale, y / scale)
    return across * scale - at[0], down * scale - at[1]


def turned(
    mask: Image.Image, at: Point, angle: float, middle: tuple[float, float], *, rough: bool
) -> tuple[Image.Image, Point]:
    """A mask turned counter-clockwise by degrees about a point of the poster, px; `rough` where it is blurred next."""
    mask, at = _bordered(mask, at, EDGE)
    across, down = cos(radians(angle)), sin(radians(angle))
    dx, dy = at[0] - middle[0], at[1] - middle[1]
    sides = [
        (middle[0] + x * across + y * down, middle[1] - x * down + y * across)
        for x in (dx, dx + mask.width)
        for y in (dy, dy + mask.height)
    ]
    left, top = floor(min(x for x, _ in sides)), floor(min(y for _, y in sides))
    size = ceil(max(x for x, _ in sides)) - left, ceil(max(y for _, y in sides)) - top
    # Pillow wants the way back: from a px of the turned mask to one of this.
    x, y = left - middle[0], top - middle[1]
    back = (across, -down, x * across - y * down - dx, down, across, x * down + y * across - dy)
    filtered = Image.Resampling.BILINEAR if rough else Image.Resampling.BICUBIC
    return mask.transform(size, Image.Transform.AFFINE, back, filtered), (left, top)


def softened(mask: Image.Image, at: Point, radius: float) -> tuple[Image.Image, Point]:
    """A mask blurred; a single box as wide as the normal curve is hardly told from it, and costs a third."""
    reach = ceil(2 * radius) + 1
    wider, corner = _bordered(mask, at, reach)
    return wider.filter(ImageFilter.BoxBlur(((12 * radius**2 + 1) ** 0.5 - 1) / 2)), corner


def _bordered(mask: Image.Image, at: Point, room: int) -> tuple[Image.Image, Point]:
    """A mask with bare room all around, px."""
    wider = Image.new("L", (mask.width + 2 * room, mask.height + 2 * room))
    wider.paste(mask, (room, room))
    return wider, (at[0] - room, at[1] - room)


def knocked_out(mask: Image.Image, texture: Texture, folder: Path, scale: float, at: Point) -> Image.Image:
    """The mask with what the texture takes away from it; the texture lies still on the poster."""
    tile = _tile(folder / f"{texture.name}.png", texture.amount, min(scale, FINEST))
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


def _covering(tile: Image.Image, at: Point, size: Point) -> Image.Image:
    """So much of a plane covered with tiles, from a point on."""
    cover = Image.new("L", size)
    for y in range(-(at[1] % tile.height), size[1], tile.height):
        for x in range(-(at[0] % tile.width), size[0], tile.width):
            cover.paste(tile, (x, y))
    return cover


@lru_cache(48)  # 640 kB each, and 1.4 MB for prints
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
