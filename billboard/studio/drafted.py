"""A draft's document as a template: what is previewed and what is published are laid out by the same hand."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType

from billboard.core.catalogue.templates import FormatLayout
from billboard.core.formats import Format
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.studio import layouts
from billboard.studio.documents import Box, Document
from billboard.studio.limits import letters_that_fit
from billboard.studio.slots import MOST_LETTERS, slot_of

Layouts = MappingProxyType[str, FormatLayout]


def layouts_of(document: Document, book: FontBook, reserved: Collection[str] = ()) -> Layouts:
    """By the format's slug, of every format that the template will have. Boxes whose face there is not are left out."""
    formats = layouts.formats_of(document)
    boxes = [box for box in document.boxes if box.font in book.files.stems]
    limits = {box.name: limit_of(document, box, book, formats) for box in boxes}
    return MappingProxyType(
        {
            each.slug: FormatLayout(
                each,
                tuple(_slot(document, box, each, reserved, limits[box.name]) for box in boxes),
                layouts.focus_on(document, each) or (each.art[0] // 2, each.art[1] // 2, min(each.art)),
            )
            for each in formats
        }
    )


def limit_of(document: Document, box: Box, book: FontBook, formats: Collection[Format]) -> int:
    """Letters: as many as fit in every format, or fewer where somebody said so; 0 where none fit."""
    fit = letters_that_fit(book, (_slot(document, box, each) for each in formats))
    return min(fit, box.limit) if box.limit else fit


def slot_name(box: Box, reserved: Collection[str]) -> str:
    """A box's name, unless it has another meaning in forms and addresses."""
    return f"{box.name[:35]}_text" if box.name in reserved else box.name


def home_slots(document: Document, book: FontBook) -> tuple[Slot, ...]:
    """As the boxes lie on the board itself."""
    return layouts_of(document, book)[layouts.home_of(document).slug].slots


def _slot(
    document: Document, box: Box, format_: Format, reserved: Collection[str] = (), limit: int = MOST_LETTERS
) -> Slot:
    return slot_of(box, layouts.place_on(document, box, format_), slot_name(box, reserved), max(1, limit))
