"""Poster templates: what they are, and how `artwork/<slug>/template.toml` becomes one.

Coordinates are art pixels, of a picture 2400 x 1200. Checking lives in `template_checks`; a fault names file and field.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from billboard.core.catalogue import template_checks as checks
from billboard.core.catalogue.slot_tables import Choices, read_slot
from billboard.core.colour import Colour
from billboard.core.errors import NotFound, TemplateError
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.toml_tables import Table, read_table
from billboard.core.type.slots import Slot

if TYPE_CHECKING:
    from billboard.core.type.fonts import FontBook

Focus = tuple[int, int, int]  # middle and width of a motif, art px


@dataclass(frozen=True, slots=True)
class Variant:
    """One colouring of a template."""

    slug: str
    title: str
    art: Path  # of the 48-sheet
    inks: Mapping[str, Colour]
    textures: Path  # the folder of pictures that its letters may be worn by

    def art_in(self, format_: Format) -> Path:
        return self.art if format_ is FORTY_EIGHT else self.art.with_name(f"{self.slug}-{format_.slug}.jpg")


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


def load_templates(artwork: Path, fonts: FontBook | Path, reserved: Collection[str] = ()) -> dict[str, PosterTemplate]:
    """Every template under `artwork`, by slug, in the choose page's order; no slot has a `reserved` name.

    Raises TemplateError for the first fault.
    """
    stems = {path.stem for path in fonts.rglob("*.[to]tf")} if isinstance(fonts, Path) else fonts.files.stems
    found = [load_template(path, stems, reserved) for path in sorted(artwork.glob("*/template.toml"))]
    if not found:
        raise TemplateError(f"{artwork}: no templates here; each is a folder with a template.toml")
    return {template.slug: template for template in sorted(found, key=lambda each: (each.order, each.slug))}


def load_template(path: Path, stems: Collection[str], reserved: Collection[str] = ()) -> PosterTemplate:
    """One template.toml, checked; `stems` are the names of the fonts there are."""
    top = read_table(path)
    slug = checks.slug(top, path.parent.name, "folder name")
    variants = tuple(_variant(table, path.parent) for table in top.tables("variant", least=3))
    checks.unique(top, "variant", [variant.slug for variant in variants])
    choices = Choices(
        inks=checks.same_inks(top, [variant.inks for variant in variants]),
        fonts=frozenset(stems),
        textures=frozenset(each.stem for each in (path.parent.parent / "textures").glob("*.png")),
        reserved=frozenset(reserved),
    )
    layouts = _layouts(top, variants, choices)
    template = PosterTemplate(
        slug=slug,
        version=top.integer("version", 1, 10_000),
        title=top.text("title"),
        blurb=top.text("blurb"),
        tags=top.texts("tags"),
        alt=top.text("alt"),
        credit=top.text("credit"),
        licence=top.text("licence"),
        scene=top.text("scene"),
        variants=variants,
        layouts=layouts,
        samples=tuple(_sample(table, layouts[FORTY_EIGHT.slug].slots) for table in top.tables("sample", least=5)),
        order=top.integer("order", 0, 10_000, 100),
    )
    top.done()
    return template


def _layouts(top: Table, variants: Sequence[Variant], choices: Choices) -> Mapping[str, FormatLayout]:
    tables = top.tables("slot", least=1)
    slots = tuple(read_slot(table, choices, FORTY_EIGHT.art) for table in tables)
    checks.unique(top, "slot", [slot.name for slot in slots])
    layouts = {FORTY_EIGHT.slug: FormatLayout(FORTY_EIGHT, slots, checks.focus(top, FORTY_EIGHT.art))}
    by_name = {slot.name: table for slot, table in zip(slots, tables, strict=True)}
    if formats := top.optional_table("format"):
        for name in formats.names():
            if name not in FORMATS or name == FORTY_EIGHT.slug:
                others = sorted({*FORMATS} - {FORTY_EIGHT.slug})
                raise formats.fault(name, f"is not one of the formats {', '.join(others)}")
            table = formats.table(name)
            layouts[name] = _other_layout(table, FORMATS[name], by_name, choices)
            for variant in variants:
                checks.art_file(table, "art", variant.art_in(FORMATS[name]), FORMATS[name].art)
    return MappingProxyType(layouts)


def _other_layout(table: Table, format_: Format, slots: Mapping[str, Table], choices: Choices) -> FormatLayout:
    """A [format.…]: what its slots say otherwise than on the 48-sheet."""
    changes = table.table("slot")
    if odd := sorted({*changes.names()} - {*slots}):
        raise changes.fault(odd[0], "is not the name of a slot")
    changed = tuple(read_slot(changes.table(name).over(slot), choices, format_.art) for name, slot in slots.items())
    layout = FormatLayout(format_, changed, checks.focus(table, format_.art))
    table.done()
    return layout


def _variant(table: Table, folder: Path) -> Variant:
    inks = table.table("inks")
    variant = Variant(
        slug=checks.slug(table, table.text("slug"), "slug"),
        title=table.text("title"),
        art=checks.art(table, folder, FORTY_EIGHT.art),
        inks=MappingProxyType({name: checks.colour(inks, name) for name in inks.names()}),
        textures=folder.parent / "textures",
    )
    table.done()
    return variant


def _sample(table: Table, slots: tuple[Slot, ...]) -> Mapping[str, str]:
    sample = {slot.name: checks.slogan_text(table, slot.name, table.text(slot.name, "")) for slot in slots}
    for slot in slots:
        checks.sample_fits(table, slot.name, sample[slot.name], slot.limit, slot.required)
    table.done()
    return MappingProxyType(sample)
