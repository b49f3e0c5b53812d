"""Where a text may be broken into lines (UAX 14), and, when it must be, where a word may be broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, pairwise

import pyphen
import regex

from billboard.core.text import bidi
from billboard.core.text.graphemes import graphemes
from billboard.core.text.phrases import may_part, parts, phrases
from billboard.core.text.scripts import EUROPEAN
from billboard.core.text.unseen import SOFT_HYPHEN, STEERING, unbroken

HYPHEN = "-"
LEAST_BEFORE = LEAST_AFTER = 3  # letters left standing on either side of a hyphen
PICTURES = 4  # emoji set without a space between them that keep together

# Plain words between single spaces, which is what nearly everybody types, need no table: nothing in them offers a break
# and none of them starts with a mark that UAX 14 keeps with the word before. uniseg takes 3 ms for a line of text.
_SIGN = EUROPEAN + r"0-9\"'’“‘&@*"
_PLAIN = regex.compile(rf"(?:[{_SIGN}(£$€#][{_SIGN}\p{{Mn}}”.,:;!?%)]*+(?: |$))++")
_NEARLY_PLAIN = regex.compile(rf"(?:(?:[{_SIGN}(£$€#][{_SIGN}\p{{Mn}}”.,:;!?%)]*+|[-–—―%])(?: |$))++")
_DASH = regex.compile(r"[-‐‒–—―−]+")
_PER_CENT = regex.compile(r"(?:[%‰]|°[CF]?)[\p{P}]*")
_PICTURE = regex.compile(
    r"(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[0-9#*]\ufe0f?\u20e3"
    r"|[\u200d\ufe0f\U000e0020-\U000e007f])+\p{Po}*"
)
_LETTERS = regex.compile(r"\p{Latin}+")
_WORD_SIGN = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is never broken, unless `broken` again: a word, mostly."""

    text: str
    space: bool  # a space follows, unless the line ends here
    hyphen: bool = False  # a hyphen is added if the line ends here
    strained: bool = False  # a break here is a last resort


def paragraphs(text: str) -> list[list[Unit]]:
    """The units of each deliberate line."""
    return [_units(line) for line in text.split("\n")]


def _units(line: str) -> list[Unit]:
    if _PLAIN.fullmatch(line):
        words = line.split(" ")
        return [Unit(word, True) for word in words[:-1]] + [Unit(words[-1], False)]
    if _NEARLY_PLAIN.fullmatch(line):
        words = line.split(" ")
        return _bound([*(Unit(word, True) for word in words[:-1]), Unit(words[-1], False)])
    return list(_broken_by_table(line))


@lru_cache(1000)
def _broken_by_table(line: str) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for piece in phrases(line):
        bare = piece.rstrip(" ")
        soft = bare == piece and bare.rstrip(STEERING).endswith(SOFT_HYPHEN)
        unit = Unit(unbroken(bare), bare != piece, hyphen=soft)
        # The table breaks after any hyphen; a typographer does not leave “e-” or bring down “up”.
        if (
            units
            and not units[-1].space
            and units[-1].text.endswith(("-", "‐", "–", "/"))
            and _stub(units[-1].text, unit.text)
        ):
            unit = replace(unit, text=units.pop().text + unit.text)
        units.append(unit)
    return tuple(piece for unit in _bound(units) for piece in _loosened(unit))


def _stub(before: str, after: str) -> bool:
    if before[-2:-1].isdigit() and after[:1].isdigit():
        return True  # 1987–2003
    return min(len(_WORD_SIGN.findall(before)), len(_WORD_SIGN.findall(after))) < LEAST_BEFORE


def _bound(units: list[Unit]) -> list[Unit]:
    """Units with what must not begin a line tied to the unit before: a dash, the % of a number, the next emoji."""
    bound: list[Unit] = []
    for unit in units:
        if bound and _tied(bound[-1], unit, len(bound) == 1):
            before = bound.pop()
            unit = replace(unit, text=before.text + (" " if before.space else "") + unit.text)
        bound.append(unit)
    return bound


def _tied(before: Unit, unit: Unit, first: bool) -> bool:
    # A dash at the very start has nothing before it and goes with what it introduces.
    if _DASH.fullmatch(unit.text) or (first and _DASH.fullmatch(before.text)):
        return True
    if before.space:
        return before.text[-1:].isdigit() and bool(_PER_CENT.fullmatch(unit.text))
    return bool(_PICTURE.fullmatch(unit.text))


def _loosened(unit: Unit) -> list[Unit]:
    """A long row of emoji apart again: it may be broken between any two."""
    letters = graphemes(unit.text)
    pictures = [bool(_PICTURE.fullmatch(letter)) for letter in letters]
    if sum(pictures) <= PICTURES:
        return [unit]
    edges = list(accumulate(map(len, letters)))
    places = [edge for edge, pair in zip(edges, pairwise(pictures), strict=False) if all(pair)]
    return _cut(unit, places, Unit("", False))


@cache
def hyphenation() -> pyphen.Pyphen:
    """The dictionary, which takes a moment to read."""
    return pyphen.Pyphen(lang="en_GB", left=LEAST_BEFORE, right=LEAST_AFTER)


def hyphenated(unit: Unit) -> list[Unit]:
    """A unit cut where its Latin words may be hyphenated, or within a phrase of a script that is written unspaced."""
    if len(pieces := parts(unit.text)) > 1:
        return _cut(unit, list(accumulate(map(len, pieces[:-1]))), Unit("", False, strained=True))
    cuts: set[int] = set()
    for word in _LETTERS.finditer(unit.text):
        cuts |= (
            {word.start() + place for place in hyphenation().positions(word.group().lower())}
            if len(word.group()) > 5
            else set()
        )
    return _cut(unit, sorted(cuts), Unit("", False, hyphen=True))


def shattered(unit: Unit) -> list[Unit]:
    """A unit cut between any two of its graphemes that no script keeps together."""
    places, place = [], 0
    for grapheme, following in pairwise(graphemes(unit.text)):
        place += len(grapheme)
        if may_part(grapheme[-1], following):
            places.append(place)
    return _cut(unit, places, Unit("", False, strained=True))


def _cut(unit: Unit, places: list[int], pattern: Unit) -> list[Unit]:
    edges = [0, *places, len(unit.text)]
    pieces = [replace(pattern, text=unit.text[start:end]) for start, end in pairwise(edges)]
    return [*pieces[:-1], replace(unit, text=pieces[-1].text)]


def spaced(units: Sequence[Unit]) -> str:
    """The units with the spaces that follow them, as they were typed."""
    return "".join(unit.text + " " if unit.space else unit.text for unit in units)


def line_text(units: list[Unit]) -> str:
    """The units as one line, broken after the last of them."""
    return spaced(units[:-1]) + units[-1].text + (HYPHEN if units[-1].hyphen else "")


def direction(units: Sequence[Unit], ends: frozenset[int], start: int, stop: int, base: int) -> tuple[int, bidi.Around]:
    """Which way a line runs, as its deliberate line does by its own first letter, and what stands beside it there."""
    first, last = max((end for end in ends if end <= start), default=0), min(end for end in ends if end >= stop)
    before, after = spaced(units[first:start]), spaced(units[stop:last])
    # A space that the line ended at stands beside it too.
    after = " " + after if units[stop - 1].space else after
    paragraph = spaced(units[first:last])
    around = (before, after) if bidi.is_mixed(paragraph) else bidi.NOTHING
    return bidi.base_level(paragraph, base), around
