"""JPEGs put together from tiles: what no poster changes of its art is encoded once.

A baseline JPEG with restart markers (ITU-T T.81, B.2.1 and E.1.4) starts its entropy coding anew behind each marker, so
that what lies between two of them depends on nothing but its own pixels. Tiles are 160 px wide, else 240 or 80, as it
divides the picture, and 16 high: some blocks of 16 x 16, as chroma is halved each way. A spliced picture is, byte for
byte, the one that encoding all of it would give.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from PIL import Image

from billboard.core.boxes import Pixels, Size, meet

TILE_WIDTHS, TILE_HEIGHT = (160, 240, 80), 16

_MARKER = re.compile(rb"\xff[\xd0-\xd7]")
_MARKERS = [bytes((0xFF, 0xD0 + number)) for number in range(8)]
_END = b"\xff\xd9"


def tile_width(width: int) -> int:
    """Of the tiles of a picture so many px across; 0 where it does not consist of whole ones."""
    return next((tile for tile in TILE_WIDTHS if width % tile == 0), 0)


def encode(image: Image.Image, quality: int, tile: int = 0) -> bytes:
    """Baseline JPEG: optimising costs half as much again, progressive four encodes, for a tenth of the bytes."""
    buffer, blocks = io.BytesIO(), (tile or tile_width(image.width) or TILE_WIDTHS[0]) // 16
    image.save(buffer, "JPEG", quality=quality, subsampling="4:2:0", restart_marker_blocks=blocks)
    return buffer.getvalue()


def aligned(box: Pixels, size: Size, *, coarse: int = 1) -> Pixels | None:
    """The tiles that a box touches, as one box inside the picture; None where it touches none.

    `coarse` tiles each way are taken together.
    """
    width, height = tile_width(size[0]) * coarse, TILE_HEIGHT * coarse
    left, top = max(0, box[0] // width * width), max(0, box[1] // height * height)
    right, bottom = min(size[0], -(-box[2] // width) * width), min(size[1], -(-box[3] // height) * height)
    return (left, top, right, bottom) if left < right and top < bottom else None


def tiles_around(boxes: Iterable[Pixels], size: Size, *, coarse: int = 1) -> list[Pixels]:
    """The tiles that any of some boxes touch, in boxes of which no two overlap."""
    return apart(tiles for box in boxes if (tiles := aligned(box, size, coarse=coarse)))


def apart(boxes: Iterable[Pixels]) -> list[Pixels]:
    """The same tiles in boxes of which no two overlap: those that did, in bands that end where one of them does.

    So what lies in one of them alone has a box of its own still.
    """
    groups: list[list[Pixels]] = []
    for box in boxes:
        met = [group for group in groups if any(meet(box, other) for other in group)]
        groups = [group for group in groups if group not in met] + [[box, *chain(*met)]]
    return [band for group in groups for band in (_bands(group) if len(group) > 1 else group)]


def _bands(boxes: Sequence[Pixels]) -> Iterator[Pixels]:
    edges = sorted({edge for _, top, _, bottom in boxes for edge in (top, bottom)})
    for top, bottom in pairwise(edges):
        across = sorted((box[0], box[2]) for box in boxes if box[1] < bottom and top < box[3])
        while across:
            left, right = across.pop(0)
            while across and across[0][0] <= right:
                right = max(right, across.pop(0)[1])
            yield left, top, right, bottom


class Tiled:
    """An encoded picture, whole tiles wide, from which others are spliced that are alike but for some boxes."""

    def __init__(self, image: Image.Image, quality: int) -> None:
        self._tile = tile_width(image.width)
        assert self._tile
        self.size, self.quality = image.size, quality
        self._across, self._down = image.width // self._tile, -(-image.height // TILE_HEIGHT)
        self._head, tiles = _cut(encode(image, quality))
        assert len(tiles) == self._across * self._down
        self.weight = weight(tiles)
        # What each is followed by; the last by the picture's end.
        self._marks = [_MARKERS[number % 8] for number in range(len(tiles) - 1)] + [_END]
        self._parts = [self._head, *(tile + mark for tile, mark in zip(tiles, self._marks, strict=True))]

    def splice(self, patches: Iterable[tuple[Pixels, Image.Image]]) -> bytes:
        """The picture with each box, aligned to tiles and overlapping none, replaced by an image of its size."""
        return self.joined((box, self.cut(image)) for box, image in patches)

    def cut(self, image: Image.Image) -> list[bytes]:
        """The tiles of what replaces a box, from left to right and from top to bottom."""
        return _cut(encode(image, self.quality, self._tile))[1]

    def changes(self, jpeg: bytes) -> list[Pixels]:
        """Where a picture that was spliced from this one differs from it; all of one that was not."""
        head, tiles = _cut(jpeg)
        if head != self._head or len(tiles) != len(self._marks):
            return [(0, 0, *self.size)]
        places: defaultdict[int, list[int]] = defaultdict(list)
        for number, (tile, mine) in enumerate(zip(tiles, self._parts[1:], strict=True)):
            if tile != mine[:-2]:
                places[number // self._across].append(number % self._across)
        found: list[Pixels] = []
        for row, columns in places.items():
            left, right = columns[0] * self._tile, (columns[-1] + 1) * self._tile
            top, bottom = row * TILE_HEIGHT, (row + 1) * TILE_HEIGHT
            if found and found[-1][3] == top:
                left, top, right = min(left, found[-1][0]), found[-1][1], max(right, found.pop()[2])
            found.append((left, top, right, bottom))
        return found

    def joined(self, patches: Iterable[tuple[Pixels, list[bytes]]]) -> bytes:
        """The same as `splice` of tiles that were cut before."""
        parts, marks = self._parts.copy(), self._marks
        for (left, top, right, bottom), tiles in patches:
            first, last = left // self._tile, right // self._tile
            fresh = iter(tiles)
            for row in range(top // TILE_HEIGHT, -(-bottom // TILE_HEIGHT)):
                for number in range(row * self._across + first, row * self._across + last):
                    parts[number + 1] = next(fresh) + marks[number]
        return b"".join(parts)


def weight(tiles: list[bytes]) -> int:
    """Bytes of memory that tiles take, about."""
    return sum(map(len, tiles)) + 40 * len(tiles)


def _cut(jpeg: bytes) -> tuple[bytes, list[bytes]]:
    """What comes before the scan's data, and the data between its markers."""
    scan = jpeg.index(b"\xff\xda")
    start = scan + 2 + int.from_bytes(jpeg[scan + 2 : scan + 4], "big")
    return jpeg[:start], _MARKER.split(jpeg[start:-2])
