"""Poster templates: what they are, and how `artwork/<slug>/template.toml` becomes one.

Coordinates are art pixels, of a picture 2400 x 1200. Checking lives in `template_checks`; a fault names file and field.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from billboard.core import template_checks as checks
from billboard.core.errors import NotFound, TemplateError

if TYPE_CHECKING:
    from billboard.core.fonts import FontBook

Align = Literal["left", "centre", "right"]
Valign = Literal["top", "middle", "bottom"]
Case = Literal["typed", "upper"]
Colour = tuple[int, int, int]

ART_WIDTH, ART_HEIGHT = 2400, 1200


@dataclass(frozen=True, slots=True)
class Stroke:
    width: float  # em, outwards from the letter's edge
    ink: str


@dataclass(frozen=True, slots=True)
class Shadow:
    dx: float  # em, to the right
    dy: float  # em, downwards
    ink: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A box of a template that takes text."""

    name: str
    label: str
    box: tuple[int, int, int, int]  # x, y, width, height in art px
    font: str
    size: tuple[int, int]  # smallest and largest type size in art px
    ink: str
    align: Align = "left"
    valign: Valign = "middle"
    leading: float = 1.1  # baseline distance / size
    tracking: float = 0.0  # em added after each letter
    case: Case = "typed"
    rotation: float = 0.0  # degrees, counter-clockwise, about the box's centre
    lines: int = 3
    limit: int = 80  # graphemes
    default: str = ""
    required: bool = False
    stroke: Stroke | None = None
    shadow: Shadow | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One colouring of a template."""

    slug: str
    title: str
    art: Path
    inks: Mapping[str, Colour]


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
    slots: tuple[Slot, ...]
    samples: tuple[Mapping[str, str], ...]
    order: int = 100

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


def load_templates(artwork: Path, fonts: FontBook | Path) -> dict[str, PosterTemplate]:
    """Every template under `artwork`, by slug, in the choose page's order. Raises TemplateError for the first fault."""
    stems = {path.stem for path in fonts.rglob("*.[to]tf")} if isinstance(fonts, Path) else set(fonts.stems)
    found = [load_template(path, stems) for path in sorted(artwork.glob("*/template.toml"))]
    if not found:
        raise TemplateError(f"{artwork}: no templates here; each is a folder with a template.toml")
    return {template.slug: template for template in sorted(found, key=lambda each: (each.order, each.slug))}


def load_template(path: Path, stems: set[str]) -> PosterTemplate:
    """One template.toml, checked; `stems` are the names of the fonts there are."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path}: not valid TOML: {error}") from error
    top = checks.Table(data, path)
    slug = checks.slug(top, path.parent.name, "folder name")
    variants = tuple(_variant(table, path.parent) for table in top.tables("variant", least=3))
    inks = checks.same_inks(top, [variant.inks for variant in variants])
    slots = tuple(_slot(table, inks, stems) for table in top.tables("slot", least=1))
    checks.unique(top, "variant", [variant.slug for variant in variants])
    checks.unique(top, "slot", [slot.name for slot in slots])
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
        slots=slots,
        samples=tuple(_sample(table, slots) for table in top.tables("sample", least=5)),
        order=top.integer("order", 0, 10_000, 100),
    )
    top.done()
    return template


def _variant(table: checks.Table, folder: Path) -> Variant:
    inks = table.table("inks")
    variant = Variant(
        slug=checks.slug(table, table.text("slug"), "slug"),
        title=table.text("title"),
        art=checks.art(table, folder, (ART_WIDTH, ART_HEIGHT)),
        inks=MappingProxyType({name: checks.colour(inks, name) for name in inks.names()}),
    )
    table.done()
    return variant


def _slot(table: checks.Table, inks: frozenset[str], stems: set[str]) -> Slot:
    stroke, shadow = table.optional_table("stroke"), table.optional_table("shadow")
    rotation = table.number("rotation", -90, 90, 0.0)
    slot = Slot(
        name=checks.slot_name(table),
        label=table.text("label"),
        box=checks.box(table, rotation, (ART_WIDTH, ART_HEIGHT)),
        font=table.choice("font", stems, "the fonts under fonts/"),
        size=checks.size_range(table),
        ink=table.choice("ink", inks, "the variants' inks"),
        align=checks.align(table),
        valign=checks.valign(table),
        leading=table.number("leading", 0.6, 2.5, 1.1),
        tracking=table.number("tracking", -0.1, 1.0, 0.0),
        case=checks.case(table),
        rotation=rotation,
        lines=table.integer("lines", 1, 40, 3),
        limit=table.integer("limit", 1, 1000, 80),
        default=checks.slogan_text(table, "default", table.text("default", "")),
        required=table.flag("required", False),
        stroke=Stroke(stroke.number("width", 0.001, 0.3), stroke.choice("ink", inks, "the inks")) if stroke else None,
        shadow=Shadow(
            shadow.number("dx", -0.5, 0.5), shadow.number("dy", -0.5, 0.5), shadow.choice("ink", inks, "the inks")
        )
        if shadow
        else None,
    )
    checks.sample_fits(table, "default", slot.default, slot.limit, required=False)
    for part in (stroke, shadow, table):
        if part:
            part.done()
    return slot


def _sample(table: checks.Table, slots: tuple[Slot, ...]) -> Mapping[str, str]:
    sample = {slot.name: checks.slogan_text(table, slot.name, table.text(slot.name, "")) for slot in slots}
    for slot in slots:
        checks.sample_fits(table, slot.name, sample[slot.name], slot.limit, slot.required)
    table.done()
    return MappingProxyType(sample)
