"""Read a slogan as it was typed, and say of each slot what is wrong with its text."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.text.graphemes import length
from billboard.core.text.wording import MOST_CODE_POINTS, check, count, normalise
from billboard.core.type.slots import Slot

_VISIBLE = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")


def read_slogan(template: PosterTemplate, typed: Mapping[str, str]) -> dict[str, str]:
    """The slogan in what was typed, one entry per slot; raises SloganProblems with a sentence per faulty slot."""
    slogan: dict[str, str] = {}
    problems: dict[str, str] = {}
    for slot in template.slots:
        raw = typed.get(slot.name, "")
        # Normalising is linear but not free; nobody means a field of this length.
        text = normalise(raw) if len(raw) <= MOST_CODE_POINTS else raw
        slogan[slot.name] = text
        try:
            check(text, slot.name)
        except SloganRefused as refusal:
            problems[slot.name] = refusal.message
        else:
            if sentence := length_fault(slot, text):
                problems[slot.name] = sentence
    if not problems and not any(slogan.values()):
        problems[template.slots[0].name] = "Write something for the billboard to say."
    if problems:
        raise SloganProblems(problems)
    return slogan


def length_fault(slot: Slot, text: str) -> str | None:
    if not text:
        return f"“{slot.label}” needs some words." if slot.required else None
    if not _VISIBLE.search(text):
        return f"“{slot.label}” has nothing in it that can be seen. Write a word and try again."
    if (excess := length(text) - slot.limit) > 0:
        return (
            f"“{slot.label}” is {count(excess, 'character')} too long ({slot.limit} at most). Shorten it and try again."
        )
    return None
