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
from billboard.core.drawing import draw_set_text
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.templates import ART_HEIGHT, ART_WIDTH, PosterTemplate, Variant
from billboard.core.typesetting import FontBook, SetText, set_slot

FULL_SIZE, THUMB_SIZE, CARD_SIZE = (1600, 800), (800, 400), (1200, 630)
# Chosen by looking at type three times enlarged. At 88 flat colour round letters is clean; at 82 it is not. 4:4:4 costs
# half as much encoding again and a fifth more bytes, and shows only as a shade in small red or pink type upon blue.
FULL_QUALITY, THUMB_QUALITY, CARD_QUALITY, PREVIEW_QUALITY = 88, 82, 86, 75
DATA = Path(__file__).parent / "data"

# A later renderer may splice encoded tiles of 160 x 16 px (a tenth of the full width); every width keeps to them.
assert all(width % 160 == 0 and height % 16 == 0 for width, height in (FULL_SIZE, THUMB_SIZE))


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
            self.set(template, template.defaults)
        hyphenation()
        _footer()

    def art(self, variant: Variant, width: int) -> Image.Image:
        """The decoded art of a variant, RGB, shared: copy before drawing."""
        if (kept := self._art.get((variant.art, width))) is not None:
            return kept
        with self._locks[variant.art]:
            if (variant.art, width) not in self._art:
                with Image.open(variant.art, formats=["JPEG"]) as opened:
                    full = opened.convert("RGB").resize(FULL_SIZE, Image.Resampling.BICUBIC)
                self._art[variant.art, FULL_SIZE[0]] = full
                self._art[variant.art, THUMB_SIZE[0]] = full.reduce(2)
                if width not in (FULL_SIZE[0], THUMB_SIZE[0]):
                    height = width * ART_HEIGHT // ART_WIDTH
                    self._art[variant.art, width] = full.resize((width, height), Image.Resampling.BICUBIC)
        return self._art[variant.art, width]

    def set(self, template: PosterTemplate, slogan: Mapping[str, str]) -> list[SetText]:
        """The slogan set in type, slot by slot. Raises SloganProblems with a sentence for each slot that cannot be."""
        texts: list[SetText] = []
        problems: dict[str, str] = {}
        for slot in template.slots:
            if text := slogan.get(slot.name):
                try:
                    texts.append(self._set_slot(slot, text))
                except SloganRefused as refusal:
                    problems[slot.name] = refusal.message
        if problems:
            raise SloganProblems(problems)
        return texts

    def render(
        self, template: PosterTemplate, variant: str | None, slogan: Mapping[str, str], width: int = FULL_SIZE[0]
    ) -> Image.Image:
        """The poster's pixels, `width` by half of it. Raises SloganProblems with a sentence per slot."""
        texts = self.set(template, slogan)
        chosen = template.variant(variant)
        poster = self.art(chosen, width).copy()
        for text in texts:
            draw_set_text(poster, self.book, text, chosen.inks, width / ART_WIDTH)
        return poster

    def pictures(self, template: PosterTemplate, variant: str | None, slogan: Mapping[str, str]) -> Pictures:
        """Everything that is stored of a poster."""
        poster = self.render(template, variant, slogan)
        card = Image.new("RGB", CARD_SIZE)
        card.paste(poster.resize((1200, 600), Image.Resampling.BICUBIC), (0, 0))
        card.paste(_footer(), (0, 600))
        return Pictures(
            encode(poster, FULL_QUALITY), encode(poster.reduce(2), THUMB_QUALITY), encode(card, CARD_QUALITY)
        )

    def preview(self, template: PosterTemplate, variant: str | None, slogan: Mapping[str, str]) -> bytes:
        """A quick JPEG of 800 x 400 for the editor."""
        return encode(self.render(template, variant, slogan, THUMB_SIZE[0]), PREVIEW_QUALITY)


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
