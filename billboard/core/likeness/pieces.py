"""Whether words that stand in a row are pieces that somebody cut a word into, or words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import regex

from billboard.core.likeness.words import Word

WORDS = Path(__file__).parent / "data" / "short-words.txt"
LEAST_INFLECTED = 3  # letters

_INFLECTION = regex.compile(r"(?:s|es|ed|ing|ers?|ly|y|(?<=e)d)$")


def are_compound(pieces: Sequence[Word]) -> bool:
    """Whether words joined by hyphens are one word such as T-shirt or X-ray."""
    lengths = [len(piece.letters) for piece in pieces]
    return lengths.count(1) == 1 and all(len(piece.letters) == 1 or _is_word(piece.letters) for piece in pieces)


def are_cut(pieces: Sequence[Word]) -> bool:
    """Whether words in a row are pieces of one: some is no word, or several are single letters."""
    single = [piece for piece in pieces if len(piece.letters) == 1]
    return len(single) > 1 or any(
        piece.is_spelled or (len(piece.letters) > 1 and not _is_word(piece.letters)) for piece in pieces
    )


def _is_word(letters: str) -> bool:
    """Whether letters are a common word, of English with its endings."""
    known = _short_words()
    return letters in known or (len(letters) > LEAST_INFLECTED and _INFLECTION.sub("", letters) in known)


@cache
def _short_words() -> frozenset[str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
