"""One character at a time: what it is beneath its dress, and which Latin letter it looks like.

Looks are those of UTS #39 (Unicode's confusables), whose tables `disarm` carries. They are asked for once, whole, and
kept here, so that nothing else knows where they come from.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import disarm
import regex

from billboard.core.text.scripts import CJK, EUROPEAN, INDIC, POINTED, SOUTH_EAST_ASIAN

CACHED = 1 << 14  # characters; more than all languages use between them

# What cannot be seen, and what is a mark on what can be. Scripts that spell with marks (Devanagari, Thai) keep theirs.
_HIDDEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u0640]")
_MARK = regex.compile(rf"[\p{{Inherited}}\p{{Common}}{EUROPEAN}{POINTED}&&\p{{M}}]", regex.V1)
_SPACE = regex.compile(r"[\s\u2800]")
_VOICING = "\u3099\u309a"  # Inherited, and yet spelling: ga is no ka
# Scripts in which a whole word that looks Latin is chance; of the others (Greek, Cyrillic, Cherokee, …) it is a dress.
_DISTINCT = regex.compile(
    rf"[{POINTED}\p{{Thaana}}\p{{Nko}}{CJK}{SOUTH_EAST_ASIAN}\p{{Tibetan}}{INDIC}\p{{Ethiopic}}\p{{Georgian}}]"
)
_LATIN = regex.compile(r"\p{Latin}")
# Where the tables have anything to say: not among ideographs, syllables and private characters, a million of them.
_WITH_LOOKS = ((0x80, 0x3400), (0xA000, 0xAC00), (0xF900, 0x12000), (0x16000, 0x17000), (0x1C000, 0x20000))
REFUSAL = "\u2260"  # one sign for all that say no
_REFUSING = "≠🚫⛔❌✖👎🙅"
_ENCLOSED = regex.compile(r"[\U0001f100-\U0001f1e5]")  # letters in boxes that NFKD leaves in them
# Small capitals as far as Cyrillic has them, which the tables see otherwise.
_CAPITALS = {"ғ": "f", "Ғ": "f", "ҝ": "k", "Ҝ": "k"}
_WORDLESS = "™©®℠"  # NFKC would make words of them
_SAME = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ک": "ك",  # Persian and Urdu keheh
        "ڪ": "ك",
        "ی": "ي",  # Persian yeh
        "ى": "ي",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        **{chr(katakana): chr(katakana - 0x60) for katakana in range(0x30A1, 0x30F7)},
    }
)
# The tables have digits among their looks; these are the letters that they stand for in a word.
_DIGIT_LOOKS = str.maketrans("0123456789", "oizeasbtbg")


@lru_cache(CACHED)
def fold_character(char: str) -> str:
    """The letters, digits and signs that a character is, in small letters; "" for what has no body, " " for any space.

    NFKD rather than NFKC, so that a character's fate never hangs on its neighbours: Hangul comes out in its letters.
    """
    if char in _WORDLESS:
        return ""
    if char in _REFUSING:
        return REFUSAL
    if unicodedata.category(char) == "Sk":  # an accent by itself, which would come apart into a space and a mark
        return char
    if _SPACE.match(char):
        return " "
    if _HIDDEN.match(char):
        return ""
    before, after = "", char
    while before != after:
        before, after = after, "".join(_bare(part) for part in unicodedata.normalize("NFKD", after.casefold()))
    return after


def _bare(char: str) -> str:
    if char in _VOICING:
        return char
    if _HIDDEN.match(char) or _MARK.match(char):
        return ""
    if _ENCLOSED.match(char) and latin_lookalike(char):
        return latin_lookalike(char)
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if "\u11a8" <= char <= "\u11c2":  # a consonant that ends its syllable is the one that would begin it
        return _final_consonants()[char]
    if _LATIN.match(char) and not char.isascii() and char in _looks():
        return _looks()[char]
    return char.translate(_SAME)


@lru_cache(CACHED)
def latin_lookalike(char: str) -> str:
    """The small Latin letters that a character of another script looks like, in any case of it; else ""."""
    bare = "" if _ENCLOSED.match(char) else fold_character(char)
    forms = (char, char.casefold(), char.upper(), bare, bare.upper())
    looks = next((_looks()[form] for form in forms if form in _looks()), "")
    folded = "".join(map(fold_character, looks.casefold())).translate(_DIGIT_LOOKS)
    return folded if folded.isascii() and folded.isalpha() else ""


@lru_cache(CACHED)
def is_distinct(char: str) -> bool:
    """Whether a letter is of a script that is no dress for another."""
    return _DISTINCT.match(char) is not None


@cache
def _looks() -> dict[str, str]:
    """Every character that the tables fold to something Latin, a digit or a sign."""
    # Spaces keep what would compose with its neighbour apart.
    every = " ".join(chr(code) for first, last in _WITH_LOOKS for code in range(first, last))
    return {char: look for char, _, look in disarm.find_confusables(every)} | _CAPITALS


@cache
def _final_consonants() -> dict[str, str]:
    """Hangul's final consonants as initial ones, clusters as two: by way of the letters that stand alone."""
    initial = {_name(chr(code)): chr(code) for code in range(0x1100, 0x1113)}
    return {
        chr(code): "".join(initial[part] for part in _parts(_name(chr(code)), initial))
        for code in range(0x11A8, 0x11C3)
    }


def _name(jamo: str) -> str:
    return unicodedata.name(jamo).rpartition(" ")[2]


def _parts(name: str, initial: dict[str, str]) -> list[str]:
    return [name] if name in initial else name.split("-")
