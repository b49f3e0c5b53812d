"""A design set in one format: its words in type, its stickers about the motif, its imprint along the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from billboard.core.cached_method import cached_method
from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.templates import Variant
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.picture.imprint import slot_of
from billboard.core.picture.sticker_drawing import moved
from billboard.core.text.language import LanguageGuess, guess_language
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetText, elsewhere
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import set_slot

KEPT = 2000  # texts set in type


@dataclass(frozen=True, slots=True)
class SetPoster:
    """All that a poster has on its art, in one format."""

    variant: Variant
    format: Format
    texts: tuple[SetText, ...]  # slot by slot, each followed by its copies
    stickers: tuple[Sticker, ...]  # as they lie in this format
    imprint: SetText | None


class PosterSetter:
    """Keeps what it set last: whoever types changes one slot at a time, and publishes what was last previewed."""

    def __init__(self, book: FontBook, catalogue: StickerCatalogue) -> None:
        self._book, self._catalogue = book, catalogue

    def set(self, design: Design, format_: Format) -> SetPoster:
        """Raises SloganProblems with a sentence for each slot that cannot be set, and NotFound where the template is
        not laid out in the format."""
        layout, home = design.template.layout(format_.slug), design.template.layout(FORTY_EIGHT.slug)
        texts, stickers, imprint = self._texts(design, layout.slots), design.stickers, None
        if stickers and layout is not home:
            stickers = moved(self._catalogue, stickers, home.focus, layout.focus, format_.art)
        if design.imprint:
            (imprint,) = self._set_slot(slot_of(format_), design.imprint, None)
        return SetPoster(design.variant, format_, texts, stickers, imprint)

    def _texts(self, design: Design, slots: Sequence[Slot]) -> tuple[SetText, ...]:
        texts: list[SetText] = []
        problems: dict[str, str] = {}
        language = guess_language(design.slogan.values())
        for slot in slots:
            if text := design.slogan.get(slot.name):
                try:
                    texts += self._set_slot(slot, text, language)
                except SloganRefused as refusal:
                    problems[slot.name] = refusal.message
        if problems:
            raise SloganProblems(problems)
        return tuple(texts)

    @cached_method(KEPT)
    def _set_slot(self, slot: Slot, text: str, language: LanguageGuess | None) -> tuple[SetText, ...]:
        """A text, followed by its copies."""
        setting = set_slot(self._book, slot, text, language)
        return setting, *(elsewhere(setting, dx, dy) for dx, dy in slot.copies)
