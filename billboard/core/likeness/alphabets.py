"""Which alphabet a word is in, and the same word in that alphabet alone.

Greek, Cyrillic and others are taken for Latin letters that they look like: where they stand among Latin letters, or
make up a whole word that looks Latin. Words of a language that is written in them keep their own letters.
"""

from __future__ import annotations

from collections.abc import Set
from enum import Enum, auto
from functools import lru_cache

import regex

from billboard.core.likeness.characters import CACHED, is_distinct, latin_lookalike


class Alphabet(Enum):
    LATIN = auto()
    GREEK = auto()
    CYRILLIC = auto()
    OTHER = auto()  # Cherokee, Armenian, Lisu, …
    DISTINCT = auto()  # scripts that nobody would take for another


_GREEK = regex.compile(r"\p{Greek}")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
# Letters that pass for Latin, small or capital, in a word that has no Latin letter at all.
_PASSING = {
    Alphabet.GREEK: frozenset("αβεηικμνορτυχ"),
    Alphabet.CYRILLIC: frozenset("авекмнорстухіјѕһԁԛԝѵҽ"),
}
# Latin letters that pass for letters of the alphabet.
_LATIN_FOR = {
    Alphabet.GREEK: str.maketrans("abehikmnoptuvwxyz0@", "αβεηικμνορτυνωχυζοα"),
    Alphabet.CYRILLIC: str.maketrans("abcehijkmopstxy0346@", "авсеніјкморѕтхуозчба"),
}
# Letters that look like no Latin one, and stand for one all the same where the rest of a word is Latin.
_FAUX = str.maketrans("ийяцчджэфъщюξφψ", "nnruyaxeobwueow")


@lru_cache(CACHED)
def alphabet(char: str) -> Alphabet:
    """The alphabet of a letter as `fold_character` gives it."""
    if char.isascii():
        return Alphabet.LATIN
    if is_distinct(char):
        return Alphabet.DISTINCT
    if _GREEK.match(char):
        return Alphabet.GREEK
    return Alphabet.CYRILLIC if _CYRILLIC.match(char) else Alphabet.OTHER


def is_native(word: str) -> bool:
    """Whether a word without Latin letters is surely of its own alphabet."""
    return any(not _passes(char) for char in word if char.isalpha())


def alphabet_of(word: str, native: Set[Alphabet], boldly: bool) -> Alphabet:
    """The alphabet that a word is to be read in; `native` are those that words beside it are surely of.

    Read boldly, whatever may be Latin is Latin.
    """
    if word.isascii():
        return Alphabet.LATIN
    letters = {char for char in word if char.isalpha()}
    roman = {char for char in letters if char.isascii()}
    others = letters - roman
    kinds = {alphabet(char) for char in others}
    if Alphabet.DISTINCT in kinds:
        return Alphabet.LATIN if roman and all(map(latin_lookalike, others)) else Alphabet.DISTINCT
    if len(kinds) != 1:
        return Alphabet.LATIN
    (kind,) = kinds
    if not roman:
        return kind if is_native(word) or (kind in native and not boldly) else Alphabet.LATIN
    return kind if _is_mixed_in(roman, others, kind) and not boldly else Alphabet.LATIN


def _passes(char: str) -> bool:
    kind = alphabet(char)
    if kind is Alphabet.DISTINCT:
        return False
    return char in _PASSING[kind] if kind in _PASSING else latin_lookalike(char) != ""


def _is_mixed_in(roman: Set[str], others: Set[str], kind: Alphabet) -> bool:
    """Whether a word's Latin letters all pass for letters of its alphabet, and others of it pass for no Latin ones."""
    passing = _LATIN_FOR.get(kind, {})
    return all(ord(char) in passing for char in roman) and not all(map(_passes, others))


def in_latin(folded: str, source: str) -> str:
    """What a character is in a Latin word: as `fold_character` has it, or the Latin letters that it looks like."""
    if folded.isascii() or not folded.isalpha():
        return folded
    return latin_lookalike(source) or folded.translate(_FAUX)


def in_alphabet(char: str, kind: Alphabet) -> str:
    """The letter of Greek or Cyrillic that a Latin letter, a digit or a sign passes for."""
    return char.translate(_LATIN_FOR.get(kind, {}))
