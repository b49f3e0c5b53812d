"""What of a poster on a board is its template's, and so looks there as it did with other posters."""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Iterable
from math import ceil, floor
from typing import NamedTuple

from PIL import Image

from billboard.core.boxes import Pixels
from billboard.core.picture.splicing import Tiled


class Blank(NamedTuple):
    """A poster with nothing set upon it."""

    key: Hashable  # of its pixels
    picture: Callable[[], Image.Image]
    changes: Iterable[Pixels]  # of the poster, beyond which it is the blank to the last bit


def decode_poster(jpeg: bytes, width: int, blank: Tiled | None, key: Hashable) -> tuple[Image.Image, Blank | None]:
    """A stored poster, `width` px across or more, and the blank that it was spliced from."""
    poster = _decoded(jpeg, width)
    if blank is None:
        return poster, None
    ratio = poster.width / blank.size[0]
    changes = [
        (floor(a * ratio), floor(b * ratio), ceil(c * ratio), ceil(d * ratio)) for a, b, c, d in blank.changes(jpeg)
    ]
    return poster, Blank(key, lambda: _decoded(blank.joined(()), width), changes)


def _decoded(jpeg: bytes, width: int) -> Image.Image:
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        image.draft("RGB", (width, width // 2))  # a small board needs no more than half of it decoded
        return image.convert("RGB")
