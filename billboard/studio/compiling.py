"""A draft becomes what a folder of `artwork/` holds: the text of a template.toml, and how each of its JPEGs is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomli_w

from billboard.core.catalogue.templates import FormatLayout
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.text import wording
from billboard.core.type.fonts import FontBook
from billboard.studio import layouts
from billboard.studio.documents import Colouring, Document
from billboard.studio.drafted import layouts_of, slot_name
from billboard.studio.slots import ink_name, inks_of, table_of

AS_IT_IS = "as-it-is"
PLAIN = Colouring(recipe=AS_IT_IS, title="As it hangs")
Inks = Mapping[str, Mapping[str, str]]  # by a colouring's recipe, what each ink of the board becomes, as #rrggbb


@dataclass(frozen=True, slots=True)
class Art:
    """One JPEG, and how it is made of the board."""

    name: str  # without ".jpg"
    format: Format
    recipe: str  # of the colouring
    crop: tuple[int, int, int, int] | None = None  # x, y, width, height of the board, art px; none for all of it


@dataclass(frozen=True, slots=True)
class Compiled:
    toml: str
    arts: tuple[Art, ...]


def compile_document(
    document: Document, book: FontBook, *, reserved: Collection[str] = (), inks: Inks | None = None, version: int = 1
) -> Compiled:
    """For a document that lacks nothing; the loader takes what comes of it. `reserved` is what no slot may be called,
    `inks` how colourings change inks."""
    found = layouts_of(document, book, reserved)
    colourings = colourings_of(document)
    main = {slot.name: table_of(slot) for slot in found[FORTY_EIGHT.slug].slots}
    names = {box.name: slot_name(box, reserved) for box in document.boxes}
    samples = [_sample(each, names) for each in document.samples]
    if samples and not any("default" in slot for slot in main.values()):
        # Else it would hang blank in the chooser.
        main = {
            name: slot | ({"default": samples[0][name]} if name in samples[0] else {}) for name, slot in main.items()
        }
    formats = {slug: _on_format(layout) for slug, layout in found.items() if slug != FORTY_EIGHT.slug}
    top = _papers(document, version) | {
        "focus": list(found[FORTY_EIGHT.slug].focus),
        "variant": [_variant(document, colouring, (inks or {}).get(colouring.recipe, {})) for colouring in colourings],
        "slot": list(main.values()),
        **({"format": formats} if formats else {}),
        "sample": samples,
    }
    arts = [_art(document, colouring, layout.format) for colouring in colourings for layout in found.values()]
    return Compiled(tomli_w.dumps(top), tuple(arts))


def _on_format(layout: FormatLayout) -> dict[str, Any]:
    """What is otherwise than on the 48-sheet, or may be."""
    slots = {slot.name: {"box": [*slot.box], "size": [*slot.size], "lines": slot.lines} for slot in layout.slots}
    return {"focus": [*layout.focus], "slot": slots}


def colourings_of(document: Document) -> Sequence[Colouring]:
    """The board as it is where no other was chosen."""
    return tuple({each.recipe: each for each in document.colourings}.values()) or (PLAIN,)


def _papers(document: Document, version: int) -> dict[str, Any]:
    papers = document.papers
    said = {
        "title": papers.title,
        "blurb": papers.blurb,
        "tags": [tag for each in papers.tags if (tag := _line(each))],
        "alt": papers.alt,
        "credit": papers.credit,
        "licence": papers.licence,
        "scene": papers.scene,
    }
    told = {name: _line(text) if isinstance(text, str) else text for name, text in said.items()}
    return {"version": version, **{name: text for name, text in told.items() if text}}


def _variant(document: Document, colouring: Colouring, inks: Mapping[str, str]) -> dict[str, Any]:
    return {
        "slug": colouring.recipe,
        "title": _line(colouring.title),
        "art": f"{colouring.recipe}.jpg",
        "inks": {ink_name(ink): inks.get(ink, ink) for ink in inks_of(document.boxes)},
    }


def _sample(sample: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    texts = {names[name]: wording.normalise(text) for name, text in sample.items() if name in names}
    return {name: text for name, text in texts.items() if text}


def _art(document: Document, colouring: Colouring, format_: Format) -> Art:
    name = colouring.recipe if format_ is FORTY_EIGHT else f"{colouring.recipe}-{format_.slug}"
    home = layouts.home_of(document)
    crop = None if format_ is home else layouts.plan_for(document, format_).crop
    return Art(name, format_, colouring.recipe, crop)


def _line(text: str) -> str:
    return " ".join(text.split())
