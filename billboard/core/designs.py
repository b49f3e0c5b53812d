"""A design: everything a poster is made of. The same design gives the same pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from billboard.core.stickers import Sticker
from billboard.core.templates import PosterTemplate, Variant


@dataclass(frozen=True, slots=True)
class Design:
    template: PosterTemplate
    variant: Variant
    slogan: Mapping[str, str]  # by slot; normalised and checked (wording.read_slogan)
    stickers: tuple[Sticker, ...] = ()  # in the order they were put on
