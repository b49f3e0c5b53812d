"""The words that statistics count: what counts as one, what is left out, and which are shown with stars."""

import unicodedata
from fnmatch import translate
from functools import cache
from pathlib import Path

import regex

from billboard.core.text import searching
from billboard.core.text.scripts import UNSPACED

DATA = Path(__file__).parent / "data"
LONGEST = 40  # characters; what is longer is a joke about long words, and its own

_WORD = regex.compile(r"(?<![\p{L}\p{N}\p{M}])\p{L}[\p{L}\p{N}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*")
_RUN = regex.compile(f"[{UNSPACED}]")  # of their letters, which is a sentence and not a word
_POSSESSIVE = regex.compile(r"'s?$")
_ELISION = regex.compile(r"^(?:[cdjlmnst]|qu)'(?=\p{L}{2})")  # l'homme, d'accord, t'internet
# Letters that swearing is dressed up in: digits, and letters of other alphabets that look the same.
_DRESS = str.maketrans("01345789аеорсухіκνοτυ", "oieastbgaeopcyxikvotu")
_LATIN = regex.compile(r"\p{Latin}")
_RUN_OF_ONE = regex.compile(r"(.)\1+")


def spoken(text: str) -> set[str]:
    """The words of a text that are worth counting, in small letters and with their accents.

    Stop words, slurs, single letters, numbers and scripts that are written without spaces are left out.
    """
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    words = {
        word if word in _stop_words() else _ELISION.sub("", _POSSESSIVE.sub("", word)) for word in _WORD.findall(plain)
    }
    return {word for word in words if 2 <= len(word) <= LONGEST and not _RUN.search(word) and _counts(word)}


def stem(word: str) -> str:
    """What the forms of a word have in common: the token it is searched by."""
    return " ".join(searching.words(word))


def is_swearing(word: str) -> bool:
    return any(_swearing()[0].match(guise) for guise in _guises(word))


def starred(word: str) -> str:
    """A word fit to be printed: of swearing the first letter and the last, and stars for what is between."""
    if not is_swearing(word):
        return word
    return word[0] + "*" * (len(word) - 2) + word[-1]


def _counts(word: str) -> bool:
    bare = _bare(word)
    slur = any(_swearing()[1].match(guise) for guise in _guises(word))
    return bare not in _stop_words() and word not in _stop_words() and not slur


def _bare(word: str) -> str:
    """Without accents, as the lists are written."""
    return "".join(char for char in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(char))


def _guises(word: str) -> set[str]:
    """What a word may be meant to be read as: f4ck, fuuuck and one with a Cyrillic letter are one word."""
    bare = _bare(word)
    plain = bare.translate(_DRESS) if _LATIN.search(bare) else bare
    return {bare, plain, _RUN_OF_ONE.sub(r"\1", plain), _RUN_OF_ONE.sub(r"\1\1", plain)}


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for line in _lines("stop-words.txt") for word in line.split())


@cache
def _swearing() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What is starred, and what is not listed."""
    lines = _lines("swearing.txt")
    slurs = [line[1:] for line in lines if line.startswith("-")]
    return _any_of([line for line in lines if not line.startswith("-")]), _any_of(slurs)


def _any_of(patterns: list[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(translate(pattern) for pattern in patterns))


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
