"""A text in the order and the posture in which it is read: overridden, upside-down and flag letters set right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import regex

REGIONS = Path(__file__).parent / "data" / "regions.txt"
OVERRIDE, OVERRIDE_ENDS = "\u202e", "\u202c\n\u2029"
# Letters turned upside-down, each before the letter it is. No ordinary text is made of the first; the others turn into
# themselves or one another.
_SURE = "ɐa ɔc ǝe ɟf ƃg ɥh ᴉi ɾj ʞk ɯm ɹr ʇt ʌv ʍw ʎy ∀a Ɐa Ɔc ᗡd Ǝe Ⅎf ⅁g ⋊k ⅂l ˥l Ԁp ᴚr ⊥t ┴t ⅄y"
_OTHER = "oo xx zz ss ll ıi nu un bq qb dp pd ∩u Λv ſj HH II NN OO SS XX ZZ MW WM"
_TURNED = {pair[0]: pair[1] for pair in f"{_SURE} {_OTHER}".split()}
_SURELY_TURNED = regex.compile(f"[{''.join(pair[0] for pair in _SURE.split())}]")
_LINE = regex.compile(r"[^\n]+")
_TOKEN = regex.compile(r"\S+")
LEAST_TURNED = 0.2  # the share of a passage's letters that only upside-down text has

_FIRST_INDICATOR = 0x1F1E6
_INDICATORS = regex.compile(r"[\U0001f1e6-\U0001f1ff]+")
_FLAG = "\u2691"


class Upright(NamedTuple):
    """Characters as they are read, and where each of them stands in the text that was typed."""

    chars: str
    places: Sequence[int]


def upright(text: str) -> Upright:
    """A text set right; itself where nothing in it was turned."""
    if text.isascii():
        return Upright(text, range(len(text)))
    read = Upright(_INDICATORS.sub(_unflagged, text), range(len(text)))
    if OVERRIDE in text:
        read = _reordered(read, _overridden(text))
    if _SURELY_TURNED.search(text):
        read = _turned(read)
    return read


def _unflagged(run: regex.Match[str]) -> str:
    """Regional indicators as the letters they are, unless all of them pair up into flags."""
    letters = "".join(chr(ord(char) - _FIRST_INDICATOR + ord("A")) for char in run.group())
    pairs = [letters[place : place + 2] for place in range(0, len(letters), 2)]
    return _FLAG * len(letters) if all(pair in _regions() for pair in pairs) else letters


@cache
def _regions() -> frozenset[str]:
    lines = REGIONS.read_text(encoding="utf-8").splitlines()
    return frozenset(code for line in lines if not line.startswith("#") for code in line.split())


def _reordered(read: Upright, order: Sequence[int]) -> Upright:
    return Upright("".join(read.chars[index] for index in order), [read.places[index] for index in order])


def _overridden(text: str) -> list[int]:
    """The order in which a text is read whose right-to-left overrides turn its letters round."""
    order: list[int] = []
    turned: list[int] = []
    inside = False
    for index, char in enumerate(text):
        if char == OVERRIDE or char in OVERRIDE_ENDS:
            order += reversed(turned)
            turned.clear()
            inside = char == OVERRIDE
        (turned if inside else order).append(index)
    return order + turned[::-1]


def _turned(read: Upright) -> Upright:
    chars = list(read.chars)
    order: list[int] = []
    done = 0
    for start, end in _passages(read.chars):
        order += [*range(done, start), *reversed(range(start, end))]
        chars[start:end] = [_TURNED.get(char, char) for char in chars[start:end]]
        done = end
    order += range(done, len(chars))
    return _reordered(Upright("".join(chars), read.places), order)


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a row, on one line, that are all of letters that upside-down text is made of."""
    for line in _LINE.finditer(text):
        tokens = _TOKEN.finditer(text, line.start(), line.end())
        for turnable, run in groupby(tokens, key=lambda token: _may_be_turned(token.group())):
            words = _trimmed(list(run)) if turnable else []
            if words and _is_turned(text[words[0].start() : words[-1].end()]):
                yield words[0].start(), words[-1].end()


def _may_be_turned(token: str) -> bool:
    return all(char in _TURNED for char in token if char.isalpha())


def _trimmed(words: list[regex.Match[str]]) -> list[regex.Match[str]]:
    """From the first to the last that only upside-down text can have."""
    sure = [place for place, word in enumerate(words) if _SURELY_TURNED.search(word.group())]
    return words[sure[0] : sure[-1] + 1] if sure else []


def _is_turned(passage: str) -> bool:
    letters = [char for char in passage if char.isalpha() or char in _TURNED]
    return sum(bool(_SURELY_TURNED.match(char)) for char in letters) >= LEAST_TURNED * len(letters)
