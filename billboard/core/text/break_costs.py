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
SENSE = -0.02  # a point or a comma: a break in the sense
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
        text = unit.text
        opening, letters = opening + 1, letters + len(text)
        bare = text.rstrip(_CLOSING)
        point = bare[-1:]
        if point in "-‐‒−" and _DASHED.search(bare):
            point = "–"
        elif unit.space and _SPACED_BY_SENTENCE.match(point):
            point = ";"  # Thai has a space where others have a point
        bound = (point == "." or text[-1:].isdigit()) and _is_bound(text, following)
        dangling = 0.0
        if bound:
            cost = NUMBER
        elif unit.hyphen:
            cost = HYPHENATED
        elif unit.strained:
            cost = STRAINED
        elif point in COMMAS or point in DANGLING:
            cost = SENSE
        elif text.endswith(("-", "‐")):
            cost = COMPOUND
        else:
            cost = STRAY if len(text) < 3 and unit.space else 0.0
            if weight == DANGLING_COMMA:
                dangling = weight if letters <= LITTLE else 0.0
            else:
                dangling = weight * (1.0 if opening == 1 else max(0.0, 1.1 - letters * PER_LETTER))
        found.append(Break(cost, opening, dangling) if dangling else Break(cost))
        if (point in COMMAS or point in DANGLING) and not bound:
            opening, letters, weight = 0, 0, DANGLING.get(point, DANGLING_COMMA)
    return found


def _is_bound(text: str, following: str) -> bool:
    """Whether a number or a title belongs to what follows it."""
    if text[-1:].isdigit():
        return bool(_NUMBER.fullmatch(text) and _WORD.match(following))
    return text.lower() in (_BEFORE_NUMBER if following[:1].isdigit() else _BEFORE_NAME)
