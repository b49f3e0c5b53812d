"""Words as readers look for them: two spellings of one word are one, whatever keyboard it was typed on.

Folding is done here and not by a database, so that every backend finds the same posters. It is a reader's: accents,
points, lengthened letters and the two kana are no difference, letters that only look alike are one. What an adversary
does to a word is for `likeness`.
"""

from __future__ import annotations

import threading
import unicodedata
from itertools import pairwise

import regex
import snowballstemmer

from billboard.core.text import unseen
from billboard.core.text.graphemes import graphemes
from billboard.core.text.scripts import EUROPEAN, HAN_AND_KANA, POINTED, SOUTH_EAST_ASIAN

EDITION = "2"  # raised whenever a text would be cut into other tokens


class _Stemmer(threading.local):
    """One for each thread: a stemmer works on the word it is given in place."""

    def __init__(self) -> None:
        self.stem = snowballstemmer.stemmer("english").stemWord


_STEMMER = _Stemmer()
# Letters that keep no accent when they are taken apart, and are typed without what tells them from their neighbours.
_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n"}
    | {"ſ": "s", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ə": "e", "ɛ": "e", "ɔ": "o"}
    # alef with wasla, alef maqsura and Persian ya, Persian and Urdu kaf, ta marbuta and Urdu he
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه"}
    | {"ـ": "", "ك": "ك"}
)
_KANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}  # each is written as its hiragana
_SIGNS = f"{HAN_AND_KANA}ー々〆〇"
_UNSPACED = _SIGNS + SOUTH_EAST_ASIAN
_MARKS = regex.compile(rf"(?<=[{EUROPEAN}{POINTED}])\p{{Mn}}+")
_WORD = regex.compile(rf"[{_SIGNS}]\p{{M}}*|(?:(?![{_SIGNS}])[\p{{L}}\p{{N}}\p{{M}}])+")
_RUN = regex.compile(rf"[{_UNSPACED}][{_UNSPACED}\p{{M}}]*|(?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}\p{{M}}])+")
_STARTS_UNSPACED = regex.compile(f"[{_UNSPACED}]")
_DIGIT = regex.compile(r"[\p{Nd}--0-9]", regex.V1)


def fold(text: str) -> str:
    """A text in the one spelling that readers' spellings have in common; punctuation and spaces stay."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", unseen.spoken(text)).casefold())
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFD", folded.translate(_LETTERS))
    bare = unicodedata.normalize("NFC", _MARKS.sub("", apart)).translate(_KANA)
    return _DIGIT.sub(lambda digit: str(unicodedata.digit(digit.group())), bare)


def words(text: str) -> list[str]:
    """The words of a text, in order and with repeats: runs of letters, digits and marks; each Han and kana character is
    a word of its own. Words in plain Latin letters are cut to their English stem (Porter 2), so that a biscuit finds
    biscuits."""
    return [_stemmed(word) for word in _WORD.findall(fold(text))]


def tokens(text: str) -> list[str]:
    """What a text is found under. Where a script has no spaces, each of its letters and each two that stand together:
    then no dictionary decides what a word is."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        found += _apart(run, alone=True) if _STARTS_UNSPACED.match(run) else [_stemmed(run)]
    return found


def asked(text: str) -> list[str]:
    """The tokens that a text must have to be found by these words; each once."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        found += _apart(run, alone=False) if _STARTS_UNSPACED.match(run) else [_stemmed(run)]
    return list(dict.fromkeys(found))


def _apart(run: str, *, alone: bool) -> list[str]:
    letters = graphemes(run)
    pairs = ["".join(pair) for pair in pairwise(letters)]
    return [*letters, *pairs] if alone or not pairs else pairs


def _stemmed(word: str) -> str:
    return _STEMMER.stem(word) if word.isascii() and word.isalpha() else word
