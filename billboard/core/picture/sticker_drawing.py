"""Stickers on a poster: where they lie in each format, and their drawing.

A sticker is drawn from its own place alone, so that a part of a poster gets the pixels that the whole one has there.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from dataclasses import replace

from PIL import Image

from billboard.core.boxes import Pixel, Pixels, Size
from billboard.core.cached_method import cached_method
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.templates import Focus
from billboard.core.formats import FORTY_EIGHT
from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.matrix import extent, rotation, translation


def moved(
    catalogue: StickerCatalogue, stickers: Iterable[Sticker], focus: Focus, other: Focus, size: Size
) -> tuple[Sticker, ...]:
    """The stickers as they lie about the motif of another format, whose art has `size`.

    Whatever lay on the poster whole does so there too: words beside a face must not be cut where it is narrower.
    """
    return tuple(_moved(catalogue, each, focus, other, size) for each in stickers)


def _moved(catalogue: StickerCatalogue, sticker: Sticker, focus: Focus, other: Focus, size: Size) -> Sticker:
    left, top, right, bottom = sticker_box(catalogue, sticker, 1.0)
    factor = other[2] / focus[2]
    # What fits a face grows with it; what stands beside and speaks is large enough, and would only cover it.
    grown = min(factor, 1.0) if catalogue.kinds[sticker.kind].slot else factor
    half_width, half_height = 0.0, 0.0  # of the room it needs; none where it hung over the edge
    if left >= 0 and top >= 0 and right <= FORTY_EIGHT.art[0] and bottom <= FORTY_EIGHT.art[1]:
        grown = min(grown, size[0] / (right - left), size[1] / (bottom - top))
        half_width, half_height = (right - left) * grown / 2, (bottom - top) * grown / 2
    x, y = (other[axis] + (place - focus[axis]) * factor for axis, place in enumerate((sticker.x, sticker.y)))
    return replace(
        sticker,
        x=round(min(size[0] - half_width, max(half_width, x))),
        y=round(min(size[1] - half_height, max(half_height, y))),
        width=max(1, int(sticker.width * grown)),
    )


def sticker_box(catalogue: StickerCatalogue, sticker: Sticker, scale: float) -> Pixels:
    """The pixels that a sticker may cover, on a poster of `scale` px to the art px."""
    width = max(1, round(sticker.width * scale))
    art = catalogue.kinds[sticker.kind].size
    across, down = _extent(width, max(1, round(width * art[1] / art[0])), sticker.turn)
    left, top = round(sticker.x * scale - across / 2), round(sticker.y * scale - down / 2)
    return left, top, left + across, top + down


class StickerDrawing:
    """Draws stickers, and keeps those drawn last."""

    def __init__(self, catalogue: StickerCatalogue, outlines: GlyphOutlines) -> None:
        self._catalogue, self._outlines = catalogue, outlines

    def draw(self, image: Image.Image, sticker: Sticker, scale: float, origin: Pixel = (0, 0)) -> None:
        """Put a sticker on the part of a poster whose upper left corner lies at `origin` px."""
        left, top, right, bottom = sticker_box(self._catalogue, sticker, scale)
        at = left - origin[0], top - origin[1]
        if at[0] < image.width and at[1] < image.height and right > origin[0] and bottom > origin[1]:
            patch = self._patch(sticker.kind, sticker.text, max(1, round(sticker.width * scale)), sticker.turn)
            image.paste(patch, at, patch)

    def png(self, slug: str, text: str = "", width: int = 0) -> bytes:
        """A sticker by itself, with words that were read: a PNG of `width` px, else of the art's."""
        picture = self._catalogue.sized(slug, width) if width else self._catalogue.art(slug)
        if text:
            picture = self._lettered(slug, text, picture)
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        return buffer.getvalue()

    @cached_method(12)
    def _patch(self, slug: str, text: str, width: int, turn: int) -> Image.Image:
        """A sticker as it lies on the poster, RGBA, shared."""
        flat = self._catalogue.sized(slug, width)
        if text:
            flat = self._lettered(slug, text, flat)
        if not turn:
            return flat
        size = _extent(*flat.size, turn)
        # From a pixel of the patch to where it comes from, about the middles of both.
        from_ = translation(flat.width / 2, flat.height / 2) @ rotation(-turn) @ translation(-size[0] / 2, -size[1] / 2)
        return flat.transform(size, Image.Transform.AFFINE, from_.rows, Image.Resampling.BICUBIC)

    def _lettered(self, slug: str, text: str, blank: Image.Image) -> Image.Image:
        """A sticker's picture with its words on it, RGBA."""
        kind = self._catalogue.kinds[slug]
        # Words stand on solid ground; what is clear about them stays so, whatever the edges of letters do.
        ground = blank.convert("RGB")
        scale, textures = blank.width / kind.size[0], self._catalogue.folder
        canvas = Canvas(ground, (0, 0), scale, self._outlines, {"ink": kind.ink}, textures)
        draw_set_text(canvas, self._catalogue.words(slug, text))
        ground.putalpha(blank.getchannel("A"))
        return ground


def _extent(width: int, height: int, turn: int) -> Size:
    """Width and height of the upright box about a turned one, with a pixel's room."""
    if not turn:
        return width, height
    across, down = extent(width, height, turn)
    return math.ceil(across) + 2, math.ceil(down) + 2
