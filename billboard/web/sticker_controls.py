"""Stickers as plain form controls, for browsers that run no scripts: a row each of kind, place, size, turn and words.

What the controls say becomes the form's one field (core.catalogue.stickers), which alone is read and checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from billboard.core.catalogue.sticker_catalogue import WIDTHS, StickerCatalogue
from billboard.core.catalogue.stickers import LONGEST, MOST
from billboard.core.catalogue.templates import Focus

FIELD = "stickers"  # of the editor's form
Choice = tuple[str, str]  # a control's value and its label

_COLUMNS = (("far left", 240), ("left", 720), ("middle", 1200), ("right", 1680), ("far right", 2160))
_LINES = (("Top", 220), ("Middle", 600), ("Bottom", 980))
PLACES: tuple[Choice, ...] = (
    ("", "On the picture"),
    *((f"{x},{y}", f"{line}, {column}") for line, y in _LINES for column, x in _COLUMNS),
)
SIZES: tuple[Choice, ...] = (
    ("", "As it comes"),
    ("180", "Small"),
    ("320", "Middling"),
    ("560", "Large"),
    ("960", "Enormous"),
)
TURNS: tuple[Choice, ...] = (
    ("0", "Upright"),
    ("12", "Leaning left"),
    ("-12", "Leaning right"),
    ("35", "Toppling left"),
    ("-35", "Toppling right"),
    ("90", "On its left side"),
    ("-90", "On its right side"),
    ("180", "Upside down"),
)
_NUMBER = re.compile(r"-?\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One sticker's controls; all empty where there is none. Place is "x,y" in art px, size art px."""

    kind: str = ""
    place: str = ""
    size: str = ""
    turn: str = "0"
    words: str = ""


def rows(text: str) -> list[Row]:
    """The controls that show a field, which may be refused or no JSON at all: what can be made out of it is kept."""
    try:
        values = json.loads(text) if len(text) <= LONGEST else []
    except (ValueError, RecursionError):
        values = []
    found = [_row(value) for value in values[:MOST] if isinstance(value, dict)] if isinstance(values, list) else []
    return found + [Row()] * (MOST - len(found))


def field(catalogue: StickerCatalogue, fields: Mapping[str, str], focus: Focus) -> str:
    """The stickers' field of a form: as its controls say where they were sent, else as it came."""
    if not any(_name(number, "kind") in fields for number in range(1, MOST + 1)):
        return fields.get(FIELD, "")
    values = []
    for number in range(1, MOST + 1):
        row = Row(**{part: fields.get(_name(number, part), "") for part in Row.__slots__})
        if row.kind:
            values.append(_value(catalogue, row, focus))
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) if values else ""


def _name(number: int, part: str) -> str:
    return f"sticker-{number}-{part}"


def _row(value: dict[str, object]) -> Row:
    x, y, width, turn = (value.get(name) for name in ("x", "y", "width", "turn"))
    return Row(
        kind=_text(value.get("kind")),
        place=f"{x},{y}" if type(x) is int and type(y) is int else "",
        size=str(width) if type(width) is int else "",
        turn=str(turn) if type(turn) is int else "0",
        words=_text(value.get("text")),
    )


def _value(catalogue: StickerCatalogue, row: Row, focus: Focus) -> dict[str, object]:
    kind = catalogue.kinds.get(row.kind)
    x, _, y = row.place.partition(",") if row.place else (str(focus[0]), "", str(focus[1]))
    width = _number(row.size)
    if kind and row.size in dict(SIZES):
        width = min(WIDTHS[1], max(kind.least, width or kind.width))
    value: dict[str, object] = {"kind": row.kind, "x": _number(x), "y": _number(y), "width": width}
    value["turn"] = _number(row.turn or "0")
    words = kind and kind.slot and row.words
    return value | {"text": words} if words else value


def _text(value: object) -> str:
    # Half a character, which JSON can name, is not to be written into a page.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None
