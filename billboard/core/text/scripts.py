"""The sets of scripts that rules go by, each said once, and where one script ends in a text and the next begins.

A set is the inside of a character class of `regex`: put it between brackets.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from fontTools import unicodedata  # type: ignore[import-untyped]  # published without types

# Alphabets with capitals, whose letters stand by themselves, and which most faces have at least one of.
EUROPEAN = r"\p{Latin}\p{Greek}\p{Cyrillic}"
KANA = r"\p{Hiragana}\p{Katakana}"
# Written without spaces, and each character is a word or a good part of one.
HAN_AND_KANA = rf"\p{{Han}}{KANA}"
# As wide as they are high. Korean has spaces between its words.
CJK = rf"{HAN_AND_KANA}\p{{Hangul}}\p{{Bopomofo}}"
CJK_MARKS = r"\u3000-\u303f\u30fb-\u30ff\ufe30-\ufe4f\uff00-\uffef"  # points, brackets and wide forms
# Written without spaces between words; a space ends a sentence or a phrase, and a zero-width space may end a word.
SOUTH_EAST_ASIAN = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
UNSPACED = HAN_AND_KANA + SOUTH_EAST_ASIAN
# Of these `phrases` knows where a line may end. Lao, Khmer and Burmese would need dictionaries, and have no faces here.
PHRASED = rf"{CJK}\p{{Thai}}"
INDIC = (
    r"\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}"
)
# Letters join or stack, and a zero-width joiner or non-joiner between them chooses a form.
JOINING = rf"\p{{Arabic}}\p{{Syriac}}\p{{Nko}}\p{{Mongolian}}{INDIC}\p{{Khmer}}\p{{Myanmar}}"
# Letterspacing would tear them: they join, hang from one line, or carry vowels on either side that belong to a letter.
UNTRACKED = rf"{JOINING}\p{{Thai}}\p{{Lao}}\p{{Tibetan}}"
# They have no capitals and fill their em: set as high as the capitals of a tall face, they would be too large. Hebrew,
# Georgian and Armenian are left out, for theirs are cut as high as capitals.
FILLING = rf"\p{{Arabic}}{INDIC}\p{{Thai}}{CJK}"
# Vowels are points over and under the letters, which are left out as often as not.
POINTED = r"\p{Arabic}\p{Hebrew}\p{Syriac}"
# There are faces for these.
SET = (
    rf"{EUROPEAN}\p{{Arabic}}\p{{Hebrew}}\p{{Devanagari}}\p{{Bengali}}\p{{Gujarati}}\p{{Gurmukhi}}\p{{Tamil}}\p{{Thai}}"
    rf"\p{{Georgian}}\p{{Armenian}}{CJK}"
)

COMMON, INHERITED = "Zyyy", "Zinh"  # codes (ISO 15924) of what belongs to no script of its own
_OPENING, _CLOSING = "(<[{«‘“‹〈《「『【〔〖〘〚", ")>]}»’”›〉》」』】〕〗〙〛"
_OPENED_BY = dict(zip(_CLOSING, _OPENING, strict=True))

script_of = lru_cache(4_000)(unicodedata.script)


class Stretch(NamedTuple):
    start: int
    stop: int
    script: str  # ISO 15924


def stretches(text: str) -> list[Stretch]:
    """A text in stretches of one script each, as Raqm parts it before it is shaped.

    What all scripts use goes with what precedes it, or at the start with what follows; a closing bracket or quotation
    mark goes with its opening one.
    """
    codes = _resolved(text)
    starts = [place for place, code in enumerate(codes) if not place or code != codes[place - 1]]
    return [Stretch(start, stop, codes[start]) for start, stop in pairwise([*starts, len(text)])]


def _resolved(text: str) -> list[str]:
    """The script of each character, or what it is taken for; common where the text has nothing else."""
    codes: list[str] = []
    opened: list[tuple[str, str]] = []  # brackets, and the script that each was taken for
    last = ""
    for char in text:
        code = script_of(char)
        if code not in (COMMON, INHERITED):
            last = code
        elif char in _OPENED_BY:
            while opened and opened[-1][0] != _OPENED_BY[char]:
                opened.pop()
            last = opened[-1][1] if opened else last
        elif char in _OPENING and last:
            opened.append((char, last))
        codes.append(last)
    first = next(filter(None, codes), COMMON)
    return [code or first for code in codes]
