"""A template and a slogan become pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from billboard.core.templates import PosterTemplate
from billboard.core.typesetting import FontBook

FULL_SIZE, THUMB_SIZE, CARD_SIZE = (1600, 800), (800, 400), (1200, 630)


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

    def warm(self) -> None:
        """Decode all art and open all faces now, so that forked workers share them."""
        raise NotImplementedError

    def render(
        self, template: PosterTemplate, variant: str | None, slogan: Mapping[str, str], width: int = 1600
    ) -> Image.Image:
        """The poster's pixels, `width` by half of it (1600 or 800). Raises SloganProblems with a sentence per slot."""
        raise NotImplementedError

    def pictures(self, template: PosterTemplate, variant: str | None, slogan: Mapping[str, str]) -> Pictures:
        raise NotImplementedError

    def preview(self, template: PosterTemplate, variant: str | None, slogan: Mapping[str, str]) -> bytes:
        """A quick JPEG of 800 x 400 for the editor."""
        raise NotImplementedError


def encode(image: Image.Image, quality: int) -> bytes:
    """Baseline JPEG."""
    raise NotImplementedError


def tombstone(kind: Literal["full", "thumb", "card"]) -> bytes:
    """The JPEG that stands where a poster was taken down, of the same size as the picture it stands for."""
    raise NotImplementedError
