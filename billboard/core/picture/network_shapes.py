"""A poster in the shapes that networks show: whole, on a blurred and darkened enlargement of itself."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from PIL import Image, ImageFilter

from billboard.core.boxes import Size
from billboard.core.picture.splicing import encode

QUALITY = 86
BACKDROP = 16  # times smaller the backdrop is blurred
SHADE = 0.45  # of its light that the backdrop keeps
MARGIN = 0.04  # of the shape's shorter side left free around the poster


class Shape(NamedTuple):
    title: str
    size: Size  # px
    format: str  # the slug of the one that fills it best, where the poster is set in it


SHAPES = MappingProxyType(
    {
        "wide": Shape("Wide post, 16 : 9", (1600, 900), "48-sheet"),
        "square": Shape("Square post", (1080, 1080), "square"),
        "portrait": Shape("Tall post, 4 : 5", (1080, 1350), "6-sheet"),
        "story": Shape("Story, 9 : 16", (1080, 1920), "6-sheet"),
        "banner": Shape("Banner, 3 : 1", (1500, 500), "48-sheet"),
    }
)


def in_shape(poster: Image.Image, size: Size) -> bytes:
    """The whole poster (RGB) within `size` px: JPEG bytes."""
    if poster.width * size[1] == poster.height * size[0]:
        return encode(poster.resize(size, Image.Resampling.LANCZOS), QUALITY)
    picture = _backdrop(poster, size)
    room = MARGIN * min(size)
    scale = min((size[0] - 2 * room) / poster.width, (size[1] - 2 * room) / poster.height)
    whole = poster.resize((round(poster.width * scale), round(poster.height * scale)), Image.Resampling.LANCZOS)
    picture.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
    return encode(picture, QUALITY)


def _backdrop(poster: Image.Image, size: Size) -> Image.Image:
    small = (max(1, size[0] // BACKDROP), max(1, size[1] // BACKDROP))
    scale = max(small[0] / poster.width, small[1] / poster.height)
    across, down = small[0] / scale, small[1] / scale
    left, top = (poster.width - across) / 2, (poster.height - down) / 2
    cover = poster.resize(small, Image.Resampling.BOX, (left, top, left + across, top + down))
    blurred = cover.filter(ImageFilter.GaussianBlur(4)).point([round(SHADE * value) for value in range(256)] * 3)
    return blurred.resize(size, Image.Resampling.BICUBIC)
