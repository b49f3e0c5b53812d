"""What it costs to end a line after a word, by what the words say: sentences, numbers, hyphens, little words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from billboard.core.text.breaking import Unit
from billboard.core.text.scripts import SOUTH_EAST_ASIAN

# In the squares of relative shortfall from an even line that they are as bad as; see `fitting`.
STRAY = 0.03  # a word of one or two letters
COMPOUND = 0.15  # a hyphen that was typed
NUMBER = 0.8  # a number whose noun begins the next line
PHRASE = -0.02  # a point or a comma: a break in the sense
HYPHENATED = 0.5
STRAINED = 1.0
# The first words after one of these, left at the end of its line.
DANGLING = dict.fromkeys(".!?…。！？؟।॥", 1.4) | dict.fromkeys(":;–—―：；؛", 1.0)
COMMAS = frozenset(",،、，")
DANGLING_COMMA = 0.12
PER_LETTER = 0.07  # of it, that each letter takes off: what is left behind is missed less the longer it is
LITTLE = 7  # letters that dangle after a comma

_CLOSING = "\"'’”»)」』）》"
_DASHED = regex.compile(r" [-‐‒−]+$")
# Not years and not the time, which say enough by themselves.
_NUMBER = regex.compile(r"[($£€¥+−-]?\d{1,3}(?:[.,\u00a0]\d{3})*(?:[.,]\d+)?")
_SPACED_BY_SENTENCE = regex.compile(f"[{SOUTH_EAST_ASIAN}]")
_WORD = regex.compile(r"\p{L}")
_BEFORE_NAME = frozenset({"mr.", "mrs.", "ms.", "dr.", "st.", "prof."})
_BEFORE_NUMBER = frozenset({"no.", "nos.", "nr.", "p.", "£", "$", "€"})


class Break(NamedTuple):
    """The cost of a break; `dangling` is added where the word before the last `opening` words is on the same line."""

    cost: float
    opening: int = 0
    dangling: float = 0.0


def breaks(units: Sequence[Unit]) -> list[Break]:
    """The cost of a break after each unit."""
    found: list[Break] = []
    opening, letters, weight = 1_000, 0, 0.0  # words and letters since the last point, and how much they dangle
    for unit, following in zip(units, [*(unit.text for unit in units[1:]), ""], strict=True):
        opening, letters = opening + 1, letters + len(unit.text)
        point = _point(unit)
        bound = (point == "." or unit.text[-1:].isdigit()) and _is_bound(unit.text, following)
        parted = not bound and (point in COMMAS or point in DANGLING)
        if (cost := _cost(unit, bound, parted)) is None:
            dangling = _dangling(weight, opening, letters)
            stray = STRAY if len(unit.text) < 3 and unit.space else 0.0
            found.append(Break(stray, opening if dangling else 0, dangling))
        else:
            found.append(Break(cost))
        if parted:
            opening, letters, weight = 0, 0, DANGLING.get(point, DANGLING_COMMA)
    return found


def _point(unit: Unit) -> str:
    """The last sign of a unit before any closing quotation mark, as much as it parts the sense."""
    bare = unit.text.rstrip(_CLOSING)
    point = bare[-1:]
    if point in "-‐‒−" and _DASHED.search(bare):
        return "–"
    if unit.space and _SPACED_BY_SENTENCE.match(point):
        return ";"  # Thai has a space where others have a point
    return point


def _cost(unit: Unit, bound: bool, parted: bool) -> float | None:
    """What a break costs by what stands right before it; nothing said where that is a mere word."""
    if bound:
        return NUMBER
    if unit.hyphen:
        return HYPHENATED
    if unit.strained:
        return STRAINED
    if parted:
        return PHRASE
    return COMPOUND if unit.text.endswith(("-", "‐")) else None


def _dangling(weight: float, opening: int, letters: int) -> float:
    """What it costs to leave so many words and letters behind a point at the end of a line."""
    if weight == DANGLING_COMMA:
        return weight if letters <= LITTLE else 0.0
    return weight * (1.0 if opening == 1 else max(0.0, 1.1 - letters * PER_LETTER))


def _is_bound(text: str, following: str) -> bool:
    """Whether a number or a title belongs to what follows it."""
    if text[-1:].isdigit():
        return bool(_NUMBER.fullmatch(text) and _WORD.match(following))
    return text.lower() in (_BEFORE_NUMBER if following[:1].isdigit() else _BEFORE_NAME)
