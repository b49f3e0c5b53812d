"""A draft's document as a template: what is previewed and what is published are laid out by the same hand."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType

from billboard.core.catalogue.templates import FormatLayout
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.studio import layouts
from billboard.studio.documents import Box, Document, Place
from billboard.studio.limits import letters_that_fit
from billboard.studio.slots import slot_of

Layouts = MappingProxyType[str, FormatLayout]


def layouts_of(document: Document, book: FontBook, reserved: Collection[str] = ()) -> Layouts:
    """By the format's slug, of every format that the template will have. Boxes whose face there is not are left out."""
    boxes = [box for box in document.boxes if box.font in book.files.stems]
    places = {each: layouts.places_on(document, each) for each in layouts.formats_of(document)}
    limits = {box.name: _limit(box, [found[box.name] for found in places.values()], book) for box in boxes}
    return MappingProxyType(
        {
            each.slug: FormatLayout(
                each,
                tuple(
                    slot_of(box, found[box.name], slot_name(box, reserved), max(1, limits[box.name])) for box in boxes
                ),
                layouts.focus_on(document, each),
            )
            for each, found in places.items()
        }
    )


def slot_name(box: Box, reserved: Collection[str]) -> str:
    """A box's name, unless it has another meaning in forms and addresses."""
    return f"{box.name[:35]}_text" if box.name in reserved else box.name


def _limit(box: Box, places: Collection[Place], book: FontBook) -> int:
    """Letters: as many as fit in every format, or fewer where somebody said so; 0 where none fit."""
    fit = letters_that_fit(book, (slot_of(box, place, "") for place in places))
    return min(fit, box.limit) if box.limit else fit


def home_slots(document: Document, book: FontBook) -> tuple[Slot, ...]:
    """As the boxes lie on the board itself."""
    return layouts_of(document, book)[layouts.home_of(document).slug].slots
