"""Direction: the levels of a line's graphemes and the visual order of its runs (UAX 9).

python-bidi resolves levels but knows no bracket pairs (rule N0) and no isolates, and drops joiners, so it is given one
stand-in character per grapheme, with paired brackets already turned to the direction they belong to. What is isolated
is a paragraph of its own, for which one neutral character stands in what is around it. Of the other explicit controls
none gets here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import Any, TypeVar
from unicodedata import bidirectional

import regex
from bidi import algorithm

from billboard.core.text.unseen import FIRST_STRONG_ISOLATE, ISOLATES, LTR_ISOLATE, POP, RTL_ISOLATE

_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}\u2067]")
_ISOLATED = regex.compile(rf"[{ISOLATES}](?:[^{ISOLATES}{POP}]|(?R))*+{POP}?")
_FIRST_STRONG = regex.compile(r"[\p{Bidi_Class=L}\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_OPENING, _CLOSING = "([{⟨⟦「『【〈《", ")]}⟩⟧」』】〉》"
_STRONG = {"L": 0, "R": 1, "AL": 1, "AN": 1, "EN": 1}
_STAND_IN = ("A", "א")  # a letter of level 0, one of level 1
_NEUTRAL = "\ufffc"

T = TypeVar("T")
Around = tuple[str, str]  # what stands before and after a stretch in its paragraph, where anything there is mixed
NOTHING: Around = ("", "")


def is_mixed(text: str) -> bool:
    """Whether anything in a text runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def base_level(text: str, otherwise: int = 0) -> int:
    """1 where the first strong character runs from right to left; `otherwise` where there is none."""
    first = _FIRST_STRONG.search(_ISOLATED.sub("", text))
    return int(bidirectional(first.group()) != "L") if first else otherwise


def levels(graphemes: Sequence[str], base: int, around: Around = NOTHING) -> list[int]:
    """The embedding level of each grapheme of a stretch of a paragraph; odd levels run from right to left.

    Lines are cut from what was resolved whole (UAX 9, 3.4): a comma between two English words stays with the first
    where a Hebrew line ends after it.
    """
    start = len(around[0])
    chars = (
        each[0] if bidirectional(each[0]) not in ("", "BN") else _NEUTRAL
        for each in (*around[0], *graphemes, *around[1])
    )
    return list(_resolved("".join(chars), base)[start : start + len(graphemes)])


@lru_cache(500)
def _resolved(text: str, base: int) -> tuple[int, ...]:
    """The levels of a whole paragraph, which each of its lines asks for."""
    outside = iter(_plain(_ISOLATED.sub(_NEUTRAL, text), base))
    found: list[int] = []
    for isolated in _ISOLATED.finditer(text):
        found += islice(outside, isolated.start() - len(found))
        found += _isolated(isolated.group(), next(outside), base)
    return (*found, *outside)


def _isolated(text: str, around: int, base: int) -> list[int]:
    """The levels of an isolate and of the codes that open and close it, which are `around`, in text of level `base`."""
    content = text[1:].removesuffix(POP)
    side = {LTR_ISOLATE: 0, RTL_ISOLATE: 1, FIRST_STRONG_ISOLATE: base_level(content)}[text[0]]
    deeper = base + 1 + (base + 1 - side) % 2  # the next level that runs that way (UAX 9, X5a to X5c)
    return [around, *(level + deeper - side for level in _resolved(content, side)), *[around] * text[1:].endswith(POP)]


def _plain(text: str, base: int) -> list[int]:
    """Of a paragraph in which nothing is isolated; `base` is 0 or 1."""
    chars = list(text.replace(POP, _NEUTRAL))  # a word measured by itself may close what it does not open
    _turn_brackets(chars, base)
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels("".join(chars), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [char["level"] for char in storage["chars"]]


def _turn_brackets(chars: list[str], base: int) -> None:
    """Rule N0: a pair goes with the base direction if it holds any of it, else with what stands before and in it."""
    opened: list[tuple[int, str]] = []
    pairs: list[tuple[int, int]] = []
    for place, char in enumerate(chars):
        if char in _OPENING:
            opened.append((place, _CLOSING[_OPENING.index(char)]))
        elif char in _CLOSING:
            while opened:
                start, wanted = opened.pop()
                if wanted == char:
                    pairs.append((start, place))
                    break
    sides = [_STRONG.get(bidirectional(char)) for char in chars]
    # How many of each direction stand before each place; pairs lie in one another, and an outer one is turned first.
    counts = [[0, *accumulate(side == each for side in sides)] for each in (0, 1)]
    for start, end in sorted(pairs):
        inside = {each for each in (0, 1) if counts[each][end] > counts[each][start + 1]}
        if not inside:
            continue
        side = base
        if base not in inside:
            side = next((each for each in reversed(sides[:start]) if each is not None), base)
        chars[start] = chars[end] = _STAND_IN[side]
        sides[start] = sides[end] = side


def visual_order(items: Sequence[T], level_of: Callable[[T], int]) -> list[T]:
    """Items in the order they stand on the line from left to right (rule L2)."""
    ordered = list(items)
    depths = [level_of(item) for item in ordered]
    for level in range(max(depths, default=0), 0, -1):
        start = 0
        while start < len(ordered):
            if depths[start] < level:
                start += 1
                continue
            end = start
            while end < len(ordered) and depths[end] >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            depths[start:end] = reversed(depths[start:end])
            start = end
    return ordered
