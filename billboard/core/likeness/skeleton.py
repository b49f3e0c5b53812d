"""The skeleton of a slogan: what all spellings of it have in common.

Spellings differ by capitals, accents, alphabets that look alike, styled letters, digits and signs for letters, letters
repeated or spelled out, spaces, signs and emoji; two slogans with one skeleton say the same. Numbers keep their
figures, and signs that say no stay. Nobody is shown a skeleton: i stands for l and 1 too, which look the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import disarm
import regex

from billboard.core.likeness.alphabets import alphabet
from billboard.core.likeness.characters import REFUSAL, fold_character
from billboard.core.likeness.words import Word, read
from billboard.core.text.scripts import HAN_AND_KANA

# Skeletons and hashes of one edition can be compared. Raise the first number with every change of what is folded.
EDITION = f"3/{disarm.CONFUSABLES_VERSION}/{unicodedata.unidata_version}"

# What has come to stand side by side may spell something: a skeleton is read again until it stays as it is.
MOST_READINGS = 8

_RUN = regex.compile(r"(\p{L})\1+")
# Where one sign is a syllable or a word, two of them are another word; more than two are a cry.
_DOUBLING = regex.compile(rf"[{HAN_AND_KANA}\p{{Hangul}}]")
_SYMBOL = regex.compile(r"[\p{S}--\p{Emoji_Modifier}]", regex.V1)
_SYMBOLS = regex.compile(r"(.)\1+")


def skeleton(text: str, without: Iterable[str] = ()) -> str:
    """The skeleton of a text; `without` are phrases that its template brings along and nobody said.

    skeleton(skeleton(text)) == skeleton(text). Of emoji alone the emoji are left, once each in a row; "" means that
    there is nothing to compare.
    """
    found = _reading(text, [read(phrase) for phrase in without])
    for _ in range(MOST_READINGS):
        again = _reading(found)
        if again == found:
            break
        found = again
    return found


def fingerprint(skeleton: str) -> int:
    """A skeleton in the 64 bits, signed, of a database column. Store it with the EDITION."""
    return int.from_bytes(
        blake2b(skeleton.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


def _reading(text: str, without: Sequence[Sequence[Word]] = ()) -> str:
    words = read(text)
    if words:
        return stripped(_written(_left(words, without)))
    return _SYMBOLS.sub(r"\1", "".join(_SYMBOL.findall("".join(map(fold_character, text)))))


def stripped(letters: str) -> str:
    """Letters of a word, or of many, as a skeleton has them."""
    return _RUN.sub(_once, letters.replace("l", "i"))


def _once(run: regex.Match[str]) -> str:
    return run[1] * (2 if _DOUBLING.match(run[1]) else 1)


def _left(words: Sequence[Word], phrases: Sequence[Sequence[Word]]) -> list[Word]:
    """The words that are in none of the phrases, the longest phrases first."""
    wanted = {tuple(stripped(word.letters) for word in phrase) for phrase in phrases} - {()}
    lengths = sorted({len(phrase) for phrase in wanted}, reverse=True)
    letters = [stripped(word.letters) for word in words]
    left: list[Word] = []
    place = 0
    while place < len(words):
        length = next((each for each in lengths if tuple(letters[place : place + each]) in wanted), 0)
        if not length:
            left.append(words[place])
        place += length or 1
    return left


def _written(words: Sequence[Word]) -> str:
    """Words with nothing between them, but for where two would be read otherwise when they stand together."""
    written: list[str] = []
    before: Word | None = None
    for word in words:
        if before and not _may_join(before, word):
            written.append(" ")
        written.append(word.letters)
        before = word
    return "".join(written)


def _may_join(before: Word, after: Word) -> bool:
    if before.is_number or after.is_number:
        return before.letters.isdigit() and after.letters.isdigit()
    if before.letters.isascii() and after.letters.isascii():
        return True
    kinds = {alphabet(char) for word in (before, after) for char in word.letters if char.isalpha()}
    return len(kinds) == 1 and REFUSAL not in (before.letters, after.letters)
