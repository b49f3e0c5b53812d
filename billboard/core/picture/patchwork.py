"""Posters put together from the tiles of their art, and from patches of tiles where they have something on it."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from billboard.core.boxes import Pixels, meet
from billboard.core.catalogue.stickers import Sticker
from billboard.core.picture.art import ArtCache
from billboard.core.picture.poster_drawing import PosterDrawing
from billboard.core.picture.poster_setting import SetPoster
from billboard.core.picture.splicing import Tiled, encode, tiles_around, weight
from billboard.core.type.layout import SetText
from billboard.core.weighted_cache import WeightedCache

PATCHES = 8 << 20  # bytes kept of encoded patches


class Patchwork:
    """Keeps the patches that it used last: from one preview to the next few of them change."""

    def __init__(self, arts: ArtCache, drawing: PosterDrawing) -> None:
        self._arts, self._drawing = arts, drawing
        self._patches = WeightedCache[list[bytes]](PATCHES)

    def jpeg(self, poster: SetPoster, width: int, quality: int) -> bytes:
        """A poster `width` px across: byte for byte what encoding all of it gives."""
        art = self._arts.art(poster.variant, width, poster.format)
        if poster.imprint:  # it moves all of the art
            return encode(self._drawing.whole(poster, art), quality)
        marks = self._drawing.marks(poster, width / poster.format.art[0])
        tiled = self._arts.tiled(poster.variant, width, poster.format, quality)
        plate = poster.variant.art_in(poster.format), width, quality, *poster.variant.inks.items()

        def patch(box: Pixels) -> list[bytes]:
            what = tuple(mark.what for mark in marks if meet(box, mark.box))
            return self._patches.get((plate, box, what), lambda: self._drawn(poster, art, box, what, tiled))

        return tiled.joined((box, patch(box)) for box in tiles_around([mark.box for mark in marks], art.size))

    def _drawn(
        self, poster: SetPoster, art: Image.Image, box: Pixels, what: Sequence[SetText | Sticker], tiled: Tiled
    ) -> tuple[list[bytes], int]:
        tiles = tiled.cut(self._drawing.part(poster, art, box, what))
        return tiles, weight(tiles)
