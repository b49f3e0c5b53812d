"""Slogans that a template is looked at with before anybody else does: short, usual, longest, Arabic, emoji."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from billboard.core.text.graphemes import graphemes, length
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import fits
from billboard.studio.limits import TEXT


class Specimen(NamedTuple):
    slug: str
    title: str
    main: str  # what the main box says; empty for what the draft says itself
    other: str  # and each of the others


ARABIC = "الحافلة البديلة عن الحافلة البديلة لا تعمل اليوم"
SPECIMENS = (
    Specimen("short", "Short", "No.", "Ask Keith."),
    Specimen("typical", "Usual", "", ""),
    Specimen("longest", "As long as may be", TEXT, TEXT),
    Specimen("arabic", "Arabic", ARABIC, "قف في الصف من فضلك"),
    Specimen("emoji", "Emoji", "Still 🐢 in the queue 🙃🔥", "Send 🍰"),
)
BY_SLUG = {each.slug: each for each in SPECIMENS}
EXAMPLES = (  # what somebody might make of any poster at all
    "It was like this when we came.",
    "Have you tried turning it off and on again?",
    "Now with forty per cent fewer answers.",
    "Mistakes were made. Not by us.",
    "Tomorrow, probably.",
    "Sorry.",
)
USUAL = "This isn’t working."  # where a box says nothing by itself
USUAL_OTHER = "Please hold your place with both hands."


def main_of(slots: Sequence[Slot]) -> Slot | None:
    return next((slot for slot in slots if slot.required), slots[0] if slots else None)


def words_for(book: FontBook, slots: Sequence[Slot], specimen: Specimen) -> Mapping[str, str]:
    """What each slot says, by its name; no more than fits it."""
    main = main_of(slots)
    return {slot.name: _words(book, slot, specimen, is_main=slot is main) for slot in slots}


def usual(slot: Slot, *, is_main: bool) -> str:
    """What a box says itself, or something of that kind."""
    return slot.default or (USUAL if is_main else USUAL_OTHER)


def _words(book: FontBook, slot: Slot, specimen: Specimen, *, is_main: bool) -> str:
    text = (specimen.main if is_main else specimen.other) or usual(slot, is_main=is_main)
    text = beginning(text, slot.limit)
    while text and not fits(book, slot, text):
        text = beginning(text, length(text) * 4 // 5)
    return text


def beginning(text: str, most: int) -> str:
    """As many whole words of a text as are at most so many letters; part of the first where that is longer."""
    letters = graphemes(text)
    if len(letters) <= most:
        return text
    words = "".join(letters[: most + 1])
    cut = max(words.rfind(" "), words.rfind("\n"))
    return (words[:cut] if cut > 0 else "".join(letters[:most])).rstrip(" ,\n")


def another(book: FontBook, slots: Sequence[Slot], there: Sequence[Mapping[str, str]]) -> dict[str, str] | None:
    """An example that is not there yet, with words in its main slot, and in the others what they say by themselves."""
    main = main_of(slots)
    said = {text for each in there for text in each.values()}
    own = [main.default] if main and main.default else []
    for line in (*own, *EXAMPLES):
        if main and line not in said and length(line) <= main.limit and fits(book, main, line):
            return {main.name: line} | {slot.name: slot.default for slot in slots if slot is not main and slot.default}
    return None
