"""How what one poster says differs from what another says, and in what that changes the sense."""

from collections.abc import Mapping
from functools import lru_cache

from billboard.core.likeness.comparing import Comparison, Turn, compare
from billboard.posters.sayings import Said
from billboard.posters.skeletons import own_words, said_by

TURNS: Mapping[Turn, str] = {
    Turn.NEGATION: "one denies what the other says",
    Turn.QUOTATION: "one quotes it",
    Turn.QUESTION: "one asks",
    Turn.REWORDING: "other words",
}


def compared(one: Said, other: Said) -> Comparison | None:
    """None where they say the same, letter by letter."""
    # A template's own words may deny or ask, and so does nobody who left them there.
    texts = [each.chosen or said_by(each.slogan, each.stickers) for each in (one, other)]
    without = tuple(word for each in (one, other) for word in own_words(each.template))
    return None if texts[0] == texts[1] else _compare(texts[0], texts[1], without)


def about(comparison: Comparison | None) -> str:
    """What came of the sense; that words were changed is told where nothing worse was done."""
    found = comparison.turns if comparison else frozenset()
    told = [TURNS[turn] for turn in Turn if turn in found and turn is not Turn.REWORDING]
    return ", ".join(told) or (TURNS[Turn.REWORDING] if found else "")


@lru_cache(1 << 12)  # a queue is shown again after every decision
def _compare(one: str, other: str, without: tuple[str, ...]) -> Comparison:
    return compare(one, other, without)
