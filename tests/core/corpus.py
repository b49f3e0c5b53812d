"""Runs of type to be held against one another: every face that posters are set in, and lines that mix scripts."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import permutations

from billboard.core.catalogue.sticker_catalogue import load_sticker_catalogue
from billboard.core.catalogue.template_reading import load_templates
from billboard.core.errors import UndrawableCharacter
from billboard.core.text import bidi
from billboard.core.type.fonts import FontBook
from billboard.core.type.runs import Run, itemise
from tests.paths import ARTWORK, FONTS, ROOT

# Words whose letters are kerned to one another, and to the points and brackets about them.
MIXED = {
    "Latin": "AVATAR To (Ye)",
    "Cyrillic": "Гудок «ТА» Ту",
    "Greek": "ΤΑΥ Λύπη, «ΑΥ»",
    "Arabic": "لا للفطور",
    "Hebrew": "לא (ל)",
    "Devanagari": "क्षत्रिय की",
    "digits": "7.11, 10 % To",
}


@cache
def texts() -> tuple[str, ...]:
    languages = tomllib.loads((ROOT / "tests/data/languages.toml").read_text(encoding="utf-8"))["language"]
    headlines = [each.defaults[each.main.name].replace("\n", " ") for each in load_templates(ARTWORK, FONTS).values()]
    return (*(each["text"] for each in languages), *map(" ".join, permutations(MIXED.values(), 2)), *headlines)


@cache
def named_faces() -> list[str]:
    """Those of fonts/ that a slot of a template or a sticker names, or that stand in for others."""
    book = FontBook(FONTS, system=())
    layouts = [layout for each in load_templates(ARTWORK, book).values() for layout in each.layouts.values()]
    slots = [slot for layout in layouts for slot in layout.slots]
    slots += [kind.slot for kind in load_sticker_catalogue(ARTWORK / "stickers", book).kinds.values() if kind.slot]
    styles = [style for slot in slots for style in (slot, slot.first, slot.last, slot.minor) if style]
    return sorted({style.font for style in styles} | set(book.files.fallbacks.looks))


def runs_set_in(book: FontBook, face: str) -> list[Run]:
    """What of all the texts is set in a face where it is a slot's own."""
    found = dict[Run, None]()
    for text in texts():
        try:
            runs = itemise(book.faces(), face, text, bidi.base_level(text))
        except UndrawableCharacter:
            continue
        found |= dict.fromkeys(run._replace(level=run.level % 2, scale=1.0) for run in runs if run.face == face)
    return [run for run in found if not run.text.isspace()]
