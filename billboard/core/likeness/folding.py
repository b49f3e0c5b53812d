"""A text in the characters that it is made of, whatever they were dressed in, and where each of them was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import regex

from billboard.core.likeness.characters import fold_character
from billboard.core.likeness.upright import upright

_VOICING = "\u3099\u309a"
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


class Folded(NamedTuple):
    """Characters as `fold_character` gives them, what each was made from, and where that stands in the text."""

    text: str
    sources: Sequence[str]
    places: Sequence[int]


def fold(text: str) -> Folded:
    """A text set upright and folded character by character; kana keep their voicing marks."""
    if text.isascii() and not _CONTROL.search(text):
        return Folded(text.lower(), text, range(len(text)))
    chars, places = upright(text)
    parts: list[str] = []
    sources: list[str] = []
    found: list[int] = []
    for char, place in zip(chars, places, strict=True):
        for part in fold_character(char):
            if part in _VOICING:
                if parts:
                    parts[-1] = _voiced(parts[-1], part)
                continue
            parts.append(part)
            sources.append(char)
            found.append(place)
    return Folded("".join(parts), sources, found)


def _voiced(kana: str, mark: str) -> str:
    """A kana with its voicing mark; any other character without."""
    composed = unicodedata.normalize("NFC", kana + mark)
    return composed if len(composed) == 1 else kana
