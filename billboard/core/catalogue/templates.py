"""Poster templates: what they are. `template_reading` makes them of files.

Coordinates are art pixels, of a picture 2400 x 1200.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from billboard.core.catalogue.art_sources import ArtSource
from billboard.core.colour import Colour
from billboard.core.errors import NotFound
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.type.slots import Slot

Focus = tuple[int, int, int]  # middle and width of a motif, art px


@dataclass(frozen=True, slots=True)
class Variant:
    """One colouring of a template."""

    slug: str
    title: str
    art: Path  # of the 48-sheet
    inks: Mapping[str, Colour]
    textures: Path  # the folder of pictures that its letters may be worn by
    source: ArtSource

    def art_in(self, format_: Format) -> Path:
        """Which art it is; `file_in` is for who opens it."""
        return self.art if format_ is FORTY_EIGHT else self.source.path(self.name_in(format_))

    def name_in(self, format_: Format) -> str:
        """What its art in a further format is called."""
        return f"{self.slug}-{format_.slug}.jpg"

    def file_in(self, format_: Format) -> Path:
        """Its art, to open. Raises StoreUnavailable where it cannot be brought here."""
        path = self.art_in(format_)
        self.source.bring(path)
        return path


@dataclass(frozen=True, slots=True)
class FormatLayout:
    """A template as it is laid out in one format."""

    format: Format
    slots: tuple[Slot, ...]
    focus: Focus  # stickers keep their place relative to it


@dataclass(frozen=True, slots=True)
class PosterTemplate:
    slug: str
    version: int  # raised whenever the same slogan would give other bytes
    title: str
    blurb: str
    tags: tuple[str, ...]
    alt: str
    credit: str
    licence: str
    scene: str
    variants: tuple[Variant, ...]
    layouts: Mapping[str, FormatLayout]  # by the format's slug; the 48-sheet is always among them
    samples: tuple[Mapping[str, str], ...]
    order: int = 100

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots as they lie on the 48-sheet."""
        return self.layouts[FORTY_EIGHT.slug].slots

    @property
    def main(self) -> Slot:
        """The slot that a slogan without further ado goes into: the first that must be filled."""
        return next((slot for slot in self.slots if slot.required), self.slots[0])

    def layout(self, slug: str) -> FormatLayout:
        try:
            return self.layouts[slug]
        except KeyError:
            raise NotFound(f"The template “{self.title}” is not set as a {slug}.") from None

    def slot(self, name: str) -> Slot:
        for slot in self.slots:
            if slot.name == name:
                return slot
        raise NotFound(f"The template “{self.title}” has no slot called “{name}”.")

    def variant(self, slug: str | None = None) -> Variant:
        """The variant of this slug; the first where none is named."""
        if not slug:
            return self.variants[0]
        for variant in self.variants:
            if variant.slug == slug:
                return variant
        raise NotFound(f"The template “{self.title}” has no variant called “{slug}”.")

    @property
    def defaults(self) -> dict[str, str]:
        return {slot.name: slot.default for slot in self.slots}
