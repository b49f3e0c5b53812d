"""Ink that is a picture on the page: torn, blurred, or lying in paper's own grain, at the printer's resolution."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageFilter

from billboard.core.boxes import Box, Pixel
from billboard.core.colour import Colour
from billboard.core.ink import effects
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.ink.masks import Layer, layers, touched, whole_masks
from billboard.core.matrix import Matrix, flip
from billboard.core.print.pdf import Document
from billboard.core.type.layout import SetText

MOST_PIXELS = 2_000_000  # of a document's masks; beyond, they are made coarser
SPARE = 2  # px of art beyond what is enlarged of it


@dataclass(frozen=True)
class ArtSpace:
    """A part of a page whose unit is an art px, upwards from the lower left corner of art `height` px high."""

    document: Document
    outlines: GlyphOutlines
    height: float
    resolution: float  # px of an image to the art px
    inks: Mapping[str, Colour]
    textures: Path
    art: Callable[[], Image.Image]  # that soaking ink lies on, of any size, decoded when first wanted
    finest: float = math.inf  # px of a mask to the art px, however fine the printer

    @cached_property
    def upwards(self) -> Matrix:
        """From where things are in the picture, whose lines count downwards."""
        return flip(self.height)


def is_masked(text: SetText) -> bool:
    """Whether a text's ink is a picture."""
    slot = text.slot
    # Under a blend mode a letter would be darkened by its own shadow, not by the art alone.
    layered = slot.multiply and (layers(text, 1.0) != [Layer(slot.ink, 0.0)] or slot.highlight)
    return bool(slot.soft or slot.texture or slot.paper or layered)


def finest(texts: Iterable[SetText]) -> float:
    """Px to the art px at which the ink of some texts can be pictures: on a hoarding, two or three."""
    area = 0
    for text in filter(is_masked, texts):
        left, top, right, bottom = touched(text, 1.0)
        area += (right - left) * (bottom - top) * (len(layers(text, 1.0)) + bool(text.slot.highlight))
    return _finest(area)


def _finest(area: int) -> float:
    return math.sqrt(MOST_PIXELS / max(1, area))


class MaskedInk:
    """The pictures of texts' ink, each made once, on however many pages it is seen."""

    def __init__(self, space: ArtSpace) -> None:
        self._space = space
        self._made: dict[tuple[str, Box], list[tuple[int, Matrix]]] = {}

    def place(self, text: SetText) -> None:
        name = (text.slot.name, text.ink)  # a slot may be set in several places
        if name not in self._made:
            self._made[name] = self._pictures(text)
        for picture, at in self._made[name]:
            self._space.document.place(picture, at)

    def _pictures(self, text: SetText) -> list[tuple[int, Matrix]]:
        left, top, right, bottom = touched(text, 1.0)
        scale = min(self._space.resolution, self._space.finest, _finest((right - left) * (bottom - top)))
        masks = whole_masks(self._space.outlines, text, scale, self._space.textures)
        return [self._picture(text, scale, layer, *each) for layer, each in enumerate(masks)]

    def _picture(
        self, text: SetText, scale: float, layer: int, ink: str, mask: Image.Image, corner: Pixel
    ) -> tuple[int, Matrix]:
        """A picture of ink where its mask is, and where it goes."""
        space, colour = self._space, self._space.inks[ink]
        left, top = corner[0] / scale, corner[1] / scale
        width, height = mask.width / scale, mask.height / scale
        colours = Image.new("RGB", (1, 1), colour)
        if text.slot.multiply:
            colours = self._soaked(text, colour, mask, (left, top, left + width, top + height))
        picture = space.document.ink((text.slot.name, text.ink, layer), colours, mask)
        return picture, Matrix(width, 0.0, 0.0, height, left, space.height - top - height)

    def _soaked(self, text: SetText, colour: Colour, mask: Image.Image, at: Box) -> Image.Image:
        """The ink as the art under it lights it, of as many px as the art has there: the mask alone is finer."""
        art = self._space.art()
        factor = art.height / self._space.height
        left, top, right, bottom = (each * factor for each in at)
        size = max(1, min(mask.width, round(right - left))), max(1, min(mask.height, round(bottom - top)))
        paper = self._space.inks[text.slot.paper] if text.slot.paper else None
        soaked = effects.soaked(_part(art, (left, top, right, bottom), size), colour, paper)
        # What the mask hides is one colour: less to keep, and no dark edge where a printer smooths.
        seen = mask.resize(size, Image.Resampling.BOX).point([0] + [255] * 255)
        soaked.paste(colour, (0, 0), seen.filter(ImageFilter.BoxBlur(SPARE)).point([255] + [0] * 255))
        return soaked


def _part(art: Image.Image, box: Box, size: Pixel) -> Image.Image:
    """A part of the art, which may reach beyond it; by rows and then columns, several times as fast as `transform`."""
    left, top = math.floor(box[0]) - SPARE, math.floor(box[1]) - SPARE
    part = art.crop((left, top, math.ceil(box[2]) + SPARE, math.ceil(box[3]) + SPARE))
    return part.resize(size, Image.Resampling.BICUBIC, (box[0] - left, box[1] - top, box[2] - left, box[3] - top))
