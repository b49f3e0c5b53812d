"""How a template.toml and its pictures become a template, or a list of all that is wrong with them.

A fault names file and field. Checks lie in `template_checks`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from billboard.core.catalogue import template_checks as checks
from billboard.core.catalogue.art_sources import ArtFolder, ArtSource
from billboard.core.catalogue.slot_tables import Choices, read_slot
from billboard.core.catalogue.templates import FormatLayout, PosterTemplate, Variant
from billboard.core.errors import TemplateError
from billboard.core.formats import FORMATS, FORTY_EIGHT
from billboard.core.toml_tables import Finding, Findings, Table, parse_table
from billboard.core.type.slots import Slot

if TYPE_CHECKING:
    from billboard.core.type.fonts import FontBook

FILE = "template.toml"
MOST_SLOTS, MOST_VARIANTS, MOST_SAMPLES = 24, 24, 100


@dataclass(frozen=True, slots=True)
class Ground:
    """What every template may draw upon."""

    fonts: frozenset[str]  # stems of their files
    textures: Path  # a folder
    reserved: frozenset[str] = frozenset()  # what no slot is called


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a template."""

    slug: str
    findings: Findings
    template: PosterTemplate | None  # none where there are faults


@dataclass(frozen=True, slots=True)
class Artwork:
    """What came of reading a folder of templates."""

    templates: Mapping[str, PosterTemplate] = field(default_factory=dict)  # in the choose page's order
    left_out: Mapping[str, Sequence[Finding]] = field(default_factory=dict)  # faults by the folder's name
    warnings: Sequence[Finding] = ()


def ground_of(artwork: Path, fonts: FontBook | Path, reserved: Collection[str] = ()) -> Ground:
    stems = {path.stem for path in fonts.rglob("*.[to]tf")} if isinstance(fonts, Path) else fonts.files.stems
    return Ground(frozenset(stems), artwork / "textures", frozenset(reserved))


def read_artwork(artwork: Path, fonts: FontBook | Path, reserved: Collection[str] = ()) -> Artwork:
    """Every template under `artwork`; one that has faults is left out. No slot has a `reserved` name."""
    ground = ground_of(artwork, fonts, reserved)
    found = [read_folder(path.parent, ground) for path in sorted(artwork.glob(f"*/{FILE}"))]
    good = [each.template for each in found if each.template]
    templates = {each.slug: each for each in sorted(good, key=lambda each: (each.order, each.slug))}
    warnings = [warning for each in found for warning in each.findings.warnings]
    files = {slug: artwork / slug / FILE for slug in templates}
    return Artwork(
        MappingProxyType(templates),
        {each.slug: each.findings.faults for each in found if not each.template},
        [*warnings, *same_titles(templates, files)],
    )


def load_templates(artwork: Path, fonts: FontBook | Path, reserved: Collection[str] = ()) -> dict[str, PosterTemplate]:
    """Every template under `artwork`, by slug, for who wants all of them.

    Raises TemplateError with every fault, each on a line of its own.
    """
    read = read_artwork(artwork, fonts, reserved)
    _raise([fault for faults in read.left_out.values() for fault in faults])
    if not read.templates:
        raise TemplateError(f"{artwork}: no templates here; each is a folder with a {FILE}")
    return dict(read.templates)


def load_template(path: Path, stems: Collection[str], reserved: Collection[str] = ()) -> PosterTemplate:
    """One template.toml; `stems` are the names of the fonts there are. Raises TemplateError with every fault."""
    found = read_folder(path.parent, Ground(frozenset(stems), path.parent.parent / "textures", frozenset(reserved)))
    _raise(found.findings.faults)
    assert found.template
    return found.template


def read_folder(folder: Path, ground: Ground) -> Reading:
    """A folder that holds a template.toml and its pictures."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Reading(folder.name, Findings([Finding(path, "", f"cannot be read as TOML: {error}")]), None)
    return read_template(text, path, ArtFolder(folder), ground)


def read_template(text: str, path: Path, art: ArtSource, ground: Ground) -> Reading:
    """The template in a text, which lies in a folder named as it is at `path`, with its art wherever that lies."""
    findings = Findings()
    top, slug = parse_table(text, path, findings), path.parent.name
    if findings.faults:
        return Reading(slug, findings, None)
    try:
        template = _template(top, slug, art, ground)
    except Exception as error:  # noqa: BLE001 whatever it is that we did not think of, it stops nothing but this template
        findings.faults.append(Finding(path, "", f"cannot be read: {type(error).__name__}: {error}"[:500]))
        template = None
    return Reading(slug, findings, None if findings.faults else template)


def same_titles(templates: Mapping[str, PosterTemplate], files: Mapping[str, Path]) -> Iterator[Finding]:
    """A warning of each title that several templates have."""
    by_title = defaultdict[str, list[str]](list)
    for slug, each in templates.items():
        by_title[" ".join(each.title.casefold().split())].append(slug)
    for slugs in by_title.values():
        for slug in slugs[1:]:
            yield Finding(files[slug], "title", f"“{templates[slug].title}” is what {slugs[0]} is called, too")


def _raise(faults: Sequence[Finding]) -> None:
    if faults:
        raise TemplateError("\n".join(map(str, faults)))


def _template(top: Table, slug: str, art: ArtSource, ground: Ground) -> PosterTemplate:
    checks.slug(top, slug, "folder name")
    tables = top.tables("variant", least=1, most=MOST_VARIANTS)
    variants = tuple(_variant(table, art, ground.textures) for table in tables)
    checks.unique(top, "variant", [variant.slug for variant in variants])
    choices = Choices(
        inks=checks.same_inks(top, [variant.inks for variant in variants]),
        fonts=ground.fonts,
        textures=frozenset(each.stem for each in ground.textures.glob("*.png")),
        reserved=ground.reserved,
    )
    layouts = _layouts(top, variants, choices)
    samples = top.tables("sample", least=1, most=MOST_SAMPLES)
    template = PosterTemplate(
        slug=slug,
        version=top.integer("version", 1, 10_000, 1),
        title=top.text("title", most=80),
        blurb=top.text("blurb", "", most=300),
        tags=top.texts("tags", ()),
        alt=top.text("alt", most=1000),
        credit=top.text("credit", most=200),
        licence=top.text("licence", most=200),
        scene=top.text("scene", "", most=60),
        variants=variants,
        layouts=layouts,
        samples=tuple(_sample(table, layouts[FORTY_EIGHT.slug].slots) for table in samples),
        order=top.integer("order", 0, 10_000, 100),
    )
    top.done()
    return template


def _layouts(top: Table, variants: Sequence[Variant], choices: Choices) -> Mapping[str, FormatLayout]:
    tables = top.tables("slot", least=1, most=MOST_SLOTS)
    slots = tuple(read_slot(table, choices, FORTY_EIGHT.art) for table in tables)
    checks.unique(top, "slot", [slot.name for slot in slots])
    layouts = {FORTY_EIGHT.slug: FormatLayout(FORTY_EIGHT, slots, checks.focus(top, FORTY_EIGHT.art))}
    by_name = {slot.name: table for slot, table in zip(slots, tables, strict=True)}
    if formats := top.optional_table("format"):
        for name in formats.names():
            if name not in FORMATS or name == FORTY_EIGHT.slug:
                others = sorted({*FORMATS} - {FORTY_EIGHT.slug})
                formats.refuse(name, f"is not one of the formats {', '.join(others)}")
                continue
            layouts[name] = _other_layout(formats.table(name), name, variants, by_name, choices)
    return MappingProxyType(layouts)


def _other_layout(
    table: Table, name: str, variants: Sequence[Variant], slots: Mapping[str, Table], choices: Choices
) -> FormatLayout:
    """A [format.…]: what its slots say otherwise than on the 48-sheet."""
    format_, changes = FORMATS[name], table.part("slot")
    for odd in sorted({*changes.names()} - {*slots}):
        changes.refuse(odd, "is not the name of a slot")
    changed = tuple(read_slot(changes.part(slot).over(base), choices, format_.art) for slot, base in slots.items())
    for variant in variants:
        if problem := variant.source.problem(variant.name_in(format_), format_.art):
            table.refuse(f"art of {variant.slug}", problem)
    layout = FormatLayout(format_, changed, checks.focus(table, format_.art))
    table.done()
    return layout


def _variant(table: Table, source: ArtSource, textures: Path) -> Variant:
    inks, art = table.table("inks"), table.text("art")
    if not table.faulty("art") and (problem := source.problem(art, FORTY_EIGHT.art)):
        table.refuse("art", problem)
    variant = Variant(
        slug=checks.slug(table, table.text("slug"), "slug", most=32),
        title=table.text("title", most=80),
        art=source.path(art),
        inks=MappingProxyType({name: checks.colour(inks, name) for name in inks.names()}),
        textures=textures,
        source=source,
    )
    table.done()
    return variant


def _sample(table: Table, slots: tuple[Slot, ...]) -> Mapping[str, str]:
    sample = {slot.name: checks.slogan_text(table, slot.name, table.text(slot.name, "")) for slot in slots}
    for slot in slots:
        checks.sample_fits(table, slot.name, sample[slot.name], slot.limit, slot.required)
    table.done()
    return MappingProxyType(sample)
