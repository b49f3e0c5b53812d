"""A draft's boxes as the slots that they will be, and slots as they are written into a template.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from functools import lru_cache
from typing import Any

from billboard.core.colour import Colour, from_hex
from billboard.core.text import wording
from billboard.core.type.slots import Highlight, Shadow, Slot, Stroke, Texture
from billboard.studio.documents import Box, Place

MOST_LETTERS = 1000
# What a slot can say that no box says, and why.
LEFT_OUT = {
    "first": "a first line of another size and face is the drawn templates' own; a second box does as well",
    "last": "the same of the last line",
    "minor": "small words among capitals, which hardly any poster has",
    "paper": "plain paper under ink that soaks in, which a photograph never has",
    "copies": "the same words again elsewhere on the art",
}


def ink_name(ink: str) -> str:
    """What a colour is called among a template's inks: the same colour has the same name in every version."""
    return f"ink_{ink[1:]}"


def inks_of(boxes: Iterable[Box]) -> list[str]:
    """Every colour that boxes are drawn in, as #rrggbb, each once."""
    found = dict[str, None]()
    for box in boxes:
        parts = [each for each in (box.stroke, box.shadow, box.bar) if each]
        found |= dict.fromkeys([box.ink, *(part.ink for part in parts)])
    return list(found)


def colours_of(boxes: Iterable[Box], changed: Mapping[str, str]) -> dict[str, Colour]:
    """The same by their names, where a colouring has `changed` some."""
    return {ink_name(ink): from_hex(changed.get(ink, ink)) for ink in inks_of(boxes)}


@lru_cache(4000)  # whoever drags a box changes one of them
def slot_of(box: Box, place: Place, name: str, limit: int = MOST_LETTERS) -> Slot:
    """What cannot be had together is left away as its field says: a bent line is one line."""
    curved = bool(box.curve)
    capped = box.drop_cap and box.align == "left" and not curved
    return Slot(
        name=name,
        label=" ".join(box.label.split()) or name,
        box=place.box,
        font=box.font,
        size=place.size,
        ink=ink_name(box.ink),
        align=box.align,
        valign=box.valign,
        leading=_short(box.leading),
        tracking=_short(box.tracking),
        case=box.case,
        rotation=_short(box.rotation),
        lines=1 if curved else place.lines,
        limit=limit,
        default=wording.normalise(box.default),
        required=box.required,
        stroke=Stroke(_short(box.stroke.width), ink_name(box.stroke.ink)) if box.stroke else None,
        shadow=Shadow(_short(box.shadow.dx), _short(box.shadow.dy), ink_name(box.shadow.ink)) if box.shadow else None,
        highlight=Highlight(ink_name(box.bar.ink), _short(box.bar.x), _short(box.bar.y)) if box.bar else None,
        texture=Texture(box.texture, _short(box.texture_amount)) if box.texture else None,
        drop_cap=max(2, box.drop_cap) if capped else 0,
        stretch=_short(box.stretch),
        curve=_short(box.curve),
        soft=_short(box.soft),
        uneven=_short(box.uneven) if _short(box.tracking) else 0.0,
        multiply=box.multiply,
    )


def table_of(slot: Slot) -> dict[str, Any]:
    """As a [[slot]] says it: whatever it is otherwise than by default."""
    said = {each.name: (getattr(slot, each.name), each.default) for each in fields(slot)}
    return {name: _plain(value) for name, (value, usual) in said.items() if usual is MISSING or value != usual}


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return list(value) if isinstance(value, tuple) else value


def _short(number: float) -> float:
    """Without the digits that nobody sees."""
    return round(number, 4)
