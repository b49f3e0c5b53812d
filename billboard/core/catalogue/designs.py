"""A design: everything a poster is made of. The same design gives the same pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from billboard.core.catalogue.slogans import read_slogan
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker, read_stickers
from billboard.core.catalogue.templates import PosterTemplate, Variant
from billboard.core.errors import Refused, SloganProblems


@dataclass(frozen=True, slots=True)
class Design:
    template: PosterTemplate
    variant: Variant
    slogan: Mapping[str, str]  # by slot; normalised and checked (slogans.read_slogan)
    stickers: tuple[Sticker, ...] = ()  # in the order they were put on
    imprint: str = ""  # who answers for it, where its campaign must say so

    @property
    def text(self) -> str:
        """Everything that somebody wrote on it, speech bubbles included: what is searched and watched."""
        return " ".join((*self.slogan.values(), *(each.text for each in self.stickers if each.text)))


STICKERS = "stickers"  # in place of a slot's name, where a problem is the stickers'


def read_design(
    catalogue: StickerCatalogue,
    template: PosterTemplate,
    variant: Variant,
    typed: Mapping[str, str],
    stickers: str = "",
) -> Design:
    """The design in what was typed into the slots and what write_stickers gave.

    Raises SloganProblems with a sentence for each slot, and for the stickers.
    """
    slogan, stuck, problems = dict[str, str](), tuple[Sticker, ...](), dict[str, str]()
    try:
        slogan = read_slogan(template, typed)
    except SloganProblems as refusal:
        problems |= refusal.problems
    try:
        stuck = read_stickers(catalogue, stickers)
    except Refused as refusal:
        problems[STICKERS] = refusal.message
    if problems:
        raise SloganProblems(problems)
    return Design(template, variant, slogan, stuck)
