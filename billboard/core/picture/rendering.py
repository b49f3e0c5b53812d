"""A design becomes pictures: it is set, drawn on its art, and spliced from the art's tiles and what it changes.

`poster_setting` sets, `poster_drawing` draws, `patchwork` splices; here is what is asked of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from PIL import Image

from billboard.core.boxes import Pixels
from billboard.core.catalogue.catalogue import catalogue_of
from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.picture.art import ArtCache
from billboard.core.picture.imprint import check_imprint
from billboard.core.picture.patchwork import Patchwork
from billboard.core.picture.poster_card import footer
from billboard.core.picture.poster_drawing import PosterDrawing
from billboard.core.picture.poster_setting import PosterSetter, SetPoster
from billboard.core.picture.splicing import Tiled
from billboard.core.picture.stored_pictures import (
    FULL_QUALITY,
    FULL_SIZE,
    THUMB_QUALITY,
    THUMB_SIZE,
    Pictures,
    encoded_pictures,
    spliced_pictures,
)
from billboard.core.text.breaking import hyphenation
from billboard.core.type.fonts import FontBook

SMALL_WIDTH = 400  # px
PREVIEW_QUALITY = 75


class Renderer:
    """Keeps decoded art, opened fonts, drawn letters and encoded patches, all within bounds.

    One serves a whole process and its threads. Whatever takes a design raises SloganProblems where it cannot be set.
    """

    def __init__(
        self, templates: Mapping[str, PosterTemplate], book: FontBook, catalogue: StickerCatalogue | None = None
    ) -> None:
        self.templates, self.book = catalogue_of(templates), book
        self.sticker_catalogue = catalogue or StickerCatalogue({}, Path(), book)
        self._arts = ArtCache()
        self._setter = PosterSetter(book, self.sticker_catalogue)
        self._drawing = PosterDrawing(book, self.sticker_catalogue)
        self._patchwork = Patchwork(self._arts, self._drawing)
        self.art = self._arts.art
        self.sticker_png = self._drawing.stickers.png

    def warm(self) -> None:
        """Decode art and draw every default once, so that forked workers share art, faces, letters and measurements."""
        # Of those in artwork/ alone: to know of others takes a connection to the database, which no fork may inherit.
        ours = self.templates.artwork.templates.values()
        self._arts.warm([variant for template in ours for variant in template.variants])
        for template in ours:
            for variant in template.variants:
                self.preview(Design(template, variant, template.defaults))
        self.sticker_catalogue.warm()
        self.book.files.warm({slot.font for template in ours for slot in template.slots})
        hyphenation()
        footer()

    def set(self, design: Design, format_: Format = FORTY_EIGHT) -> SetPoster:
        """The design set in type."""
        return self._setter.set(design, format_)

    def check_imprint(self, text: str) -> None:
        """Raises SloganRefused where an imprint cannot be set on every format."""
        check_imprint(self.book, text)

    def preview(self, design: Design, format_: Format = FORTY_EIGHT) -> bytes:
        """A quick JPEG of half the size, for the editor."""
        return self._patchwork.jpeg(self.set(design, format_), format_.half[0], PREVIEW_QUALITY)

    def small(self, design: Design) -> bytes:
        """A JPEG of a quarter of the full size, for a grid of many; drawn on art kept from the half size."""
        return self._patchwork.jpeg(self.set(design), SMALL_WIDTH, PREVIEW_QUALITY)

    def full(self, design: Design, format_: Format = FORTY_EIGHT) -> bytes:
        """A JPEG of the full size."""
        return self._patchwork.jpeg(self.set(design, format_), format_.full[0], FULL_QUALITY)

    def render(self, design: Design, format_: Format = FORTY_EIGHT, width: int | None = None) -> Image.Image:
        """The poster's pixels, of the format's full size or `width` px across."""
        art = self.art(design.variant, width or format_.full[0], format_)
        return self._drawing.whole(self.set(design, format_), art)

    def pictures(self, design: Design) -> Pictures:
        """Everything that is stored of a poster."""
        poster, art = self.set(design), self.art(design.variant, FULL_SIZE[0])
        whole = self._drawing.whole(poster, art)
        if poster.imprint:
            return encoded_pictures(whole)
        return spliced_pictures(whole, self._boxes(poster, FULL_SIZE[0]), self._arts, design.variant)

    def changes(self, design: Design, format_: Format, width: int) -> list[Pixels]:
        """Beyond which boxes a picture `width` px across is the art."""
        return self._boxes(self.set(design, format_), width)

    def blank(self, design: Design, kind: Literal["full", "thumb"]) -> Tiled | None:
        """What a stored picture of the design was spliced from, where it is at hand; to decode art takes longer than
        any street."""
        width, quality = (FULL_SIZE[0], FULL_QUALITY) if kind == "full" else (THUMB_SIZE[0], THUMB_QUALITY)
        return self._arts.kept_tiled(design.variant, width, FORTY_EIGHT, quality)

    def _boxes(self, poster: SetPoster, width: int) -> list[Pixels]:
        if poster.imprint:
            return [(0, 0, width, width * poster.format.art[1] // poster.format.art[0])]
        return [mark.box for mark in self._drawing.marks(poster, width / poster.format.art[0])]
