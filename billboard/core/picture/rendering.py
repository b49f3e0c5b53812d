"""A design becomes pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image

from billboard.core.boxes import Pixels, meet
from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.ink.masks import touched
from billboard.core.picture.art import ArtRoom
from billboard.core.picture.imprint import check_imprint, on_strip, raised, slot_of
from billboard.core.picture.poster_card import CARD_SIZE, card_part, carded, footer, on_card
from billboard.core.picture.splicing import Tiled, aligned, apart, encode, tile_width, weight
from billboard.core.picture.sticker_drawing import StickerDrawing, moved, sticker_box
from billboard.core.text.breaking import hyphenation
from billboard.core.text.language import LanguageGuess, guess_language
from billboard.core.type.layout import elsewhere
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import FontBook, SetText, set_slot
from billboard.core.weighted_cache import WeightedCache

SMALL_WIDTH = 400  # px
FULL_SIZE, THUMB_SIZE = FORTY_EIGHT.full, FORTY_EIGHT.half
# Chosen by looking at type three times enlarged. At 88 flat colour round letters is clean; at 82 it is not. 4:4:4 costs
# half as much encoding again and a fifth more bytes, and shows only as a shade in small red or pink type upon blue.
FULL_QUALITY, THUMB_QUALITY, CARD_QUALITY, PREVIEW_QUALITY = 88, 82, 86, 75
PATCHES = 8 << 20  # bytes kept of encoded patches


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is stored of a poster: JPEG bytes."""

    full: bytes
    thumb: bytes
    card: bytes


class Renderer:
    """Draws designs; keeps decoded art, opened fonts, drawn letters and encoded patches, all within bounds.

    One serves a whole process and its threads.
    """

    def __init__(
        self, templates: Mapping[str, PosterTemplate], book: FontBook, catalogue: StickerCatalogue | None = None
    ) -> None:
        self.templates = templates
        self.book = book
        self.sticker_catalogue = catalogue or StickerCatalogue({}, Path(), book)
        self._outlines = GlyphOutlines(book)
        self._stickers = StickerDrawing(self.sticker_catalogue, self._outlines)
        self.sticker_png = self._stickers.png
        self._room = ArtRoom()
        self.art = self._room.art
        self._textures = cache(lambda art: art.parent.parent / "textures")
        # Whoever types changes one slot at a time, and publishes what was last previewed.
        self._set_slot = lru_cache(2000)(self._everywhere)
        self._patches = WeightedCache[list[bytes]](PATCHES)

    def warm(self) -> None:
        """Decode art and draw every default once, so that forked workers share art, faces, letters and measurements."""
        self._room.warm([variant for template in self.templates.values() for variant in template.variants])
        for template in self.templates.values():
            for variant in template.variants:
                self.preview(Design(template, variant, template.defaults))
        self.sticker_catalogue.warm()
        hyphenation()
        footer()

    def set(self, design: Design, format_: Format = FORTY_EIGHT) -> list[SetText]:
        """The slogan set in type, slot by slot, each followed by its copies.

        Raises SloganProblems with a sentence for each slot that cannot be set.
        """
        texts: list[SetText] = []
        problems: dict[str, str] = {}
        language = guess_language(design.slogan.values())
        for slot in design.template.layout(format_.slug).slots:
            if text := design.slogan.get(slot.name):
                try:
                    texts += self._set_slot(slot, text, language)
                except SloganRefused as refusal:
                    problems[slot.name] = refusal.message
        if problems:
            raise SloganProblems(problems)
        return texts

    def _everywhere(self, slot: Slot, text: str, language: LanguageGuess | None) -> tuple[SetText, ...]:
        setting = set_slot(self.book, slot, text, language)
        return setting, *(elsewhere(setting, dx, dy) for dx, dy in slot.copies)

    def render(self, design: Design, format_: Format = FORTY_EIGHT, width: int | None = None) -> Image.Image:
        """The poster's pixels, of the format's full size or `width` px across. Raises SloganProblems."""
        texts, art = self.set(design, format_), self.art(design.variant, width or format_.full[0], format_)
        scale = art.width / format_.art[0]
        if design.imprint:
            return self._imprinted(art, design, format_, texts, scale)
        return self._drawn(art.copy(), (0, 0), design, texts, self.placements(design, format_), scale)

    def full(self, design: Design, format_: Format = FORTY_EIGHT) -> bytes:
        """A JPEG of the full size."""
        return self._spliced(design, format_, format_.full[0], FULL_QUALITY)

    def blank(self, design: Design, kind: Literal["full", "thumb"]) -> Tiled | None:
        """What a stored picture of the design was spliced from, where it is at hand; to decode art takes longer than
        any street."""
        width, quality = (FULL_SIZE[0], FULL_QUALITY) if kind == "full" else (THUMB_SIZE[0], THUMB_QUALITY)
        return self._room.kept_tiled(design.variant, width, FORTY_EIGHT, quality)

    def changes(self, design: Design, format_: Format, width: int) -> list[Pixels]:
        """Beyond which boxes a picture `width` px across is the art. Raises SloganProblems."""
        if design.imprint:
            return [(0, 0, width, width * format_.art[1] // format_.art[0])]
        return self._marks(self.set(design, format_), self.placements(design, format_), width / format_.art[0])

    def preview(self, design: Design, format_: Format = FORTY_EIGHT) -> bytes:
        """A quick JPEG of half the size, for the editor."""
        return self._spliced(design, format_, format_.half[0], PREVIEW_QUALITY)

    def small(self, design: Design) -> bytes:
        """A JPEG of a quarter of the full size, for a grid of many; drawn on art kept from the half size."""
        return self._spliced(design, FORTY_EIGHT, SMALL_WIDTH, PREVIEW_QUALITY)

    def pictures(self, design: Design) -> Pictures:
        """Everything that is stored of a poster."""
        poster = self.render(design)
        if design.imprint:
            return _whole(poster)
        marks = self._marks(self.set(design), design.stickers, FULL_SIZE[0] / FORTY_EIGHT.art[0])
        patches = [(box, poster.crop(box)) for box in _boxes(marks, poster.size, coarse=2)]
        halves = [
            ((x // 2, y // 2, right // 2, bottom // 2), patch.reduce(2)) for (x, y, right, bottom), patch in patches
        ]
        full = self._room.tiled(design.variant, FULL_SIZE[0], FORTY_EIGHT, FULL_QUALITY)
        thumb = self._room.tiled(design.variant, THUMB_SIZE[0], FORTY_EIGHT, THUMB_QUALITY)
        card = self._room.tiled(design.variant, CARD_SIZE[0], FORTY_EIGHT, CARD_QUALITY, carded)
        boxes = apart(box for patch in patches if (box := aligned(on_card(patch[0]), CARD_SIZE)))
        cards = [(box, card_part(poster, box)) for box in boxes]
        return Pictures(full.splice(patches), thumb.splice(halves), card.splice(cards))

    def _spliced(self, design: Design, format_: Format, width: int, quality: int) -> bytes:
        """The poster from its art's tiles, but for those that it inks: byte for byte what encoding all of it gives."""
        if design.imprint:
            return encode(self.render(design, format_, width), quality)
        texts, art, scale = self.set(design, format_), self.art(design.variant, width, format_), width / format_.art[0]
        stickers = self.placements(design, format_)
        if not tile_width(width):
            return encode(self._drawn(art.copy(), (0, 0), design, texts, stickers, scale), quality)
        tiled, marks = self._room.tiled(design.variant, width, format_, quality), self._marks(texts, stickers, scale)
        plate = design.variant.art_in(format_), width, quality, *design.variant.inks.items()

        def patch(box: Pixels) -> list[bytes]:
            ink = tuple(each for each, mark in zip(texts, marks, strict=False) if meet(box, mark))
            stuck_on = tuple(each for each, mark in zip(stickers, marks[len(texts) :], strict=True) if meet(box, mark))

            def draw() -> tuple[list[bytes], int]:
                tiles = tiled.cut(self._drawn(art.crop(box), box[:2], design, ink, stuck_on, scale))
                return tiles, weight(tiles)

            return self._patches.get((plate, box, ink, stuck_on), draw)

        return tiled.joined((box, patch(box)) for box in _boxes(marks, art.size))

    def check_imprint(self, text: str) -> None:
        """Raises SloganRefused where an imprint cannot be set on every format."""
        check_imprint(self.book, text)

    def _imprinted(
        self, art: Image.Image, design: Design, format_: Format, texts: Sequence[SetText], scale: float
    ) -> Image.Image:
        """The poster, moved up by the strip that its imprint stands on. Stickers stay where they were put."""
        setting, up = self.imprint(design, format_), raised(scale)
        above = art.crop((0, up, art.width, art.height))
        poster = on_strip(self._drawn(above, (0, up), design, texts, (), scale), self._outlines, setting, scale)
        if stickers := self.placements(design, format_):
            strip = poster.crop((0, above.height, *poster.size))
            for each in stickers:
                self._stickers.draw(poster, each, scale)
            poster.paste(strip, (0, above.height))
        return poster

    def imprint(self, design: Design, format_: Format = FORTY_EIGHT) -> SetText:
        """The imprint set in type."""
        return self._set_slot(slot_of(format_), design.imprint, None)[0]

    def placements(self, design: Design, format_: Format) -> tuple[Sticker, ...]:
        """The design's stickers as they lie in a format."""
        if format_ is FORTY_EIGHT or not design.stickers:
            return design.stickers
        home, away = design.template.layout(FORTY_EIGHT.slug), design.template.layout(format_.slug)
        return moved(self.sticker_catalogue, design.stickers, home.focus, away.focus, format_.art)

    def _marks(self, texts: Sequence[SetText], stickers: Sequence[Sticker], scale: float) -> list[Pixels]:
        """What a poster has on its art: the pixels of each text and each sticker."""
        return [touched(text, scale) for text in texts] + [
            sticker_box(self.sticker_catalogue, each, scale) for each in stickers
        ]

    def _drawn(
        self,
        image: Image.Image,
        origin: tuple[int, int],
        design: Design,
        texts: Sequence[SetText],
        stickers: Sequence[Sticker],
        scale: float,
    ) -> Image.Image:
        canvas = Canvas(image, origin, scale, self._outlines, design.variant.inks, self._textures(design.variant.art))
        for text in texts:
            draw_set_text(canvas, text)
        for each in stickers:
            self._stickers.draw(image, each, scale, origin)
        return image


def _whole(poster: Image.Image) -> Pictures:
    """A poster that shares no tiles with its art."""
    return Pictures(
        encode(poster, FULL_QUALITY),
        encode(poster.reduce(2), THUMB_QUALITY),
        encode(card_part(poster, (0, 0, *CARD_SIZE)), CARD_QUALITY),
    )


def _boxes(marks: Sequence[Pixels], size: tuple[int, int], coarse: int = 1) -> list[Pixels]:
    boxes = [aligned(mark, size, coarse=coarse) for mark in marks]
    return apart(box for box in boxes if box)
