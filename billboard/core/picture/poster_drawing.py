"""A set poster drawn on its art, whole or in part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PIL import Image

from billboard.core.boxes import Pixel, Pixels
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.templates import Variant
from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.ink.masks import touched
from billboard.core.picture.imprint import on_strip, raised
from billboard.core.picture.poster_setting import SetPoster
from billboard.core.picture.sticker_drawing import StickerDrawing, sticker_box
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetText


class Mark(NamedTuple):
    """Something that a poster has on its art, and the pixels that it may cover."""

    box: Pixels
    what: SetText | Sticker


class PosterDrawing:
    """Keeps the outlines of letters and the stickers that it drew last."""

    def __init__(self, book: FontBook, catalogue: StickerCatalogue) -> None:
        self._catalogue, self._outlines = catalogue, GlyphOutlines(book)
        self.stickers = StickerDrawing(catalogue, self._outlines)

    def whole(self, poster: SetPoster, art: Image.Image) -> Image.Image:
        """The poster on its art, which is left as it is."""
        scale = art.width / poster.format.art[0]
        if poster.imprint:
            return self._above_imprint(poster, poster.imprint, art, scale)
        return self._on(art.copy(), (0, 0), poster.variant, scale, [*poster.texts, *poster.stickers])

    def part(self, poster: SetPoster, art: Image.Image, box: Pixels, what: Iterable[SetText | Sticker]) -> Image.Image:
        """A box of a poster without an imprint, with `what` it has there."""
        scale = art.width / poster.format.art[0]
        return self._on(art.crop(box), box[:2], poster.variant, scale, what)

    def marks(self, poster: SetPoster, scale: float) -> list[Mark]:
        """What a poster without an imprint has on its art at `scale` px to the art px, from the lowest up."""
        texts = [Mark(touched(text, scale), text) for text in poster.texts]
        return texts + [Mark(sticker_box(self._catalogue, each, scale), each) for each in poster.stickers]

    def _on(
        self,
        image: Image.Image,
        origin: Pixel,
        variant: Variant,
        scale: float,
        what: Iterable[SetText | Sticker],
    ) -> Image.Image:
        canvas = Canvas(image, origin, scale, self._outlines, variant.inks, variant.textures)
        for each in what:
            if isinstance(each, SetText):
                draw_set_text(canvas, each)
            else:
                self.stickers.draw(image, each, scale, origin)
        return image

    def _above_imprint(self, poster: SetPoster, imprint: SetText, art: Image.Image, scale: float) -> Image.Image:
        """The poster, moved up by the strip that its imprint stands on. Stickers stay where they were put."""
        up = raised(scale)
        above = art.crop((0, up, art.width, art.height))
        self._on(above, (0, up), poster.variant, scale, poster.texts)
        whole = on_strip(above, self._outlines, imprint, scale)
        if poster.stickers:
            strip = whole.crop((0, above.height, *whole.size))
            for each in poster.stickers:
                self.stickers.draw(whole, each, scale)
            whole.paste(strip, (0, above.height))
        return whole
