"""Read a slogan as it was typed, and say of each slot what is wrong with its text."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.text.graphemes import length, overflows
from billboard.core.text.wording import check, count, normalise
from billboard.core.type.slots import Slot

_VISIBLE = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")


def read_slogan(template: PosterTemplate, typed: Mapping[str, str]) -> dict[str, str]:
    """The slogan in what was typed, one entry per slot; raises SloganProblems with a sentence per faulty slot."""
    slogan: dict[str, str] = {}
    problems: dict[str, str] = {}
    for slot in template.slots:
        try:
            slogan[slot.name] = read_words(slot, typed.get(slot.name, ""))
        except SloganRefused as refusal:
            problems[slot.name] = refusal.message
    if not problems and not any(slogan.values()):
        problems[template.slots[0].name] = "Write something for the billboard to say."
    if problems:
        raise SloganProblems(problems)
    return slogan


def read_words(slot: Slot, typed: str) -> str:
    """What was typed into a slot, in the form in which it is kept. Raises SloganRefused.

    The cheapest question comes first, so that no text costs more than a long one that is taken.
    """
    if overflows(typed, slot.limit):
        raise SloganRefused(_too_long(slot, "far"), slot.name)
    text = normalise(typed)
    if (excess := length(text, 2 * slot.limit) - slot.limit) > 0:
        raise SloganRefused(_too_long(slot, count(excess, "character") if excess < slot.limit else "far"), slot.name)
    check(text, slot.name)
    if not text and slot.required:
        raise SloganRefused(f"“{slot.label}” needs some words.", slot.name)
    if text and not _VISIBLE.search(text):
        raise SloganRefused(
            f"“{slot.label}” has nothing in it that can be seen. Write a word and try again.", slot.name
        )
    return text


def _too_long(slot: Slot, by: str) -> str:
    return f"“{slot.label}” is {by} too long ({slot.limit} at most). Shorten it and try again."
