"""A template and a slogan become pictures."""

from __future__ import annotations

import io
import threading
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Literal

from PIL import Image

from billboard.core.breaking import hyphenation
from billboard.core.designs import Design
from billboard.core.drawing import draw_set_text
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.templates import PosterTemplate, Variant
from billboard.core.typesetting import FontBook, SetText, set_slot

FULL_SIZE, THUMB_SIZE, CARD_SIZE = FORTY_EIGHT.full, FORTY_EIGHT.half, (1200, 630)
# Chosen by looking at type three times enlarged. At 88 flat colour round letters is clean; at 82 it is not. 4:4:4 costs
# half as much encoding again and a fifth more bytes, and shows only as a shade in small red or pink type upon blue.
FULL_QUALITY, THUMB_QUALITY, CARD_QUALITY, PREVIEW_QUALITY = 88, 82, 86, 75
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is stored of a poster: JPEG bytes."""

    full: bytes
    thumb: bytes
    card: bytes


class Renderer:
    """Draws posters from templates; keeps decoded art and opened fonts. One serves a whole process and its threads."""

    def __init__(self, templates: Mapping[str, PosterTemplate], book: FontBook) -> None:
        self.templates = templates
        self.book = book
        # Whoever types changes one slot at a time, and publishes what was last previewed.
        self._set_slot = lru_cache(2000)(partial(set_slot, book))
        self._art: dict[tuple[Path, int], Image.Image] = {}
        self._locks: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)

    def warm(self) -> None:
        """Decode all art and set every default once, so that forked workers share art, faces and measurements."""
        variants = [variant for template in self.templates.values() for variant in template.variants]
        # Decoding leaves the interpreter to others; both cores of a small machine are worth having at the start.
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda variant: self.art(variant, FULL_SIZE[0]), variants))
        for template in self.templates.values():
            self.set(Design(template, template.variants[0], template.defaults))
        hyphenation()
        _footer()

    def art(self, variant: Variant, width: int, sheet: Format = FORTY_EIGHT) -> Image.Image:
        """The decoded art of a variant in a format, RGB, `width` px across, shared: copy before drawing."""
        path = variant.art_in(sheet)
        if (kept := self._art.get((path, width))) is not None:
            return kept
        with self._locks[path]:
            if (path, width) not in self._art:
                with Image.open(path, formats=["JPEG"]) as opened:
                    full = opened.convert("RGB").resize(sheet.full, Image.Resampling.BICUBIC)
                self._art[path, sheet.full[0]] = full
                self._art[path, sheet.half[0]] = full.reduce(2)
                if width not in (sheet.full[0], sheet.half[0]):
                    height = width * sheet.art[1] // sheet.art[0]
                    self._art[path, width] = full.resize((width, height), Image.Resampling.BICUBIC)
        return self._art[path, width]

    def set(self, design: Design, sheet: Format = FORTY_EIGHT) -> list[SetText]:
        """The slogan set in type, slot by slot. Raises SloganProblems with a sentence for each slot that cannot be."""
        texts: list[SetText] = []
        problems: dict[str, str] = {}
        for slot in design.template.sheet(sheet.slug).slots:
            if text := design.slogan.get(slot.name):
                try:
                    texts.append(self._set_slot(slot, text))
                except SloganRefused as refusal:
                    problems[slot.name] = refusal.message
        if problems:
            raise SloganProblems(problems)
        return texts

    def render(self, design: Design, sheet: Format = FORTY_EIGHT, width: int | None = None) -> Image.Image:
        """The poster's pixels, of the format's full size or `width` px across. Raises SloganProblems."""
        texts, width = self.set(design, sheet), width or sheet.full[0]
        poster = self.art(design.variant, width, sheet).copy()
        for text in texts:
            draw_set_text(poster, self.book, text, design.variant.inks, width / sheet.art[0])
        return poster

    def pictures(self, design: Design) -> Pictures:
        """Everything that is stored of a poster."""
        poster = self.render(design)
        card = Image.new("RGB", CARD_SIZE)
        card.paste(poster.resize((1200, 600), Image.Resampling.BICUBIC), (0, 0))
        card.paste(_footer(), (0, 600))
        return Pictures(
            encode(poster, FULL_QUALITY), encode(poster.reduce(2), THUMB_QUALITY), encode(card, CARD_QUALITY)
        )

    def preview(self, design: Design, sheet: Format = FORTY_EIGHT) -> bytes:
        """A quick JPEG of half the size, for the editor."""
        return encode(self.render(design, sheet, sheet.half[0]), PREVIEW_QUALITY)


def encode(image: Image.Image, quality: int) -> bytes:
    """Baseline JPEG: optimising costs half as much again, progressive four encodes, for a tenth of the bytes."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling="4:2:0")
    return buffer.getvalue()


@cache
def _footer() -> Image.Image:
    """The strip under a card's poster, 1200 x 30, which bears the site's name."""
    with Image.open(DATA / "card-footer.png", formats=["PNG"]) as image:
        return image.convert("RGB")


@cache
def tombstone(kind: Literal["full", "thumb", "card"]) -> bytes:
    """The JPEG that stands where a poster was taken down, of the same size as the picture it stands for."""
    return (DATA / f"tombstone-{kind}.jpg").read_bytes()
