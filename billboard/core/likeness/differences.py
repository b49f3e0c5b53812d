"""Where two slogans differ, word by word, so that whoever looks at one beside the other sees it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from billboard.core.likeness.skeleton import skeleton

MOST = 200  # words of either that are compared; floods are told apart by their beginnings


class Mark(Enum):
    SAME = "same"  # in both, however it is spelt
    CAME = "came"  # in the other alone
    WENT = "went"  # in the first alone


class Piece(NamedTuple):
    """Words in a row, as they were typed."""

    text: str
    mark: Mark


def differences(one: str, other: str) -> list[Piece]:
    """The other slogan, with what it lacks of the first where that stood."""
    first, second = one.split()[:MOST], other.split()[:MOST]
    matcher = SequenceMatcher(None, [*map(_key, first)], [*map(_key, second)], autojunk=False)
    return [Piece(" ".join(words), mark) for mark, words in _changes(matcher, first, second) if words]


def _changes(
    matcher: SequenceMatcher[str], first: Sequence[str], second: Sequence[str]
) -> Iterator[tuple[Mark, Sequence[str]]]:
    for tag, start, end, begins, ends in matcher.get_opcodes():
        if tag == "equal":
            yield Mark.SAME, second[begins:ends]
        else:
            yield Mark.WENT, first[start:end]
            yield Mark.CAME, second[begins:ends]


@lru_cache(1 << 12)
def _key(word: str) -> str:
    """What a word is known by; signs around it count, for they may quote it or ask."""
    return skeleton(word) + "".join(char for char in word if char in '?？؟¿"“”«»„‘’')
