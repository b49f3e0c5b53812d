"""The words of a text as one string to search: letters in runs, with what a match has to know of each run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from billboard.core.likeness.words import Parted, Word

PROLONGED = "ー"  # Japanese: a vowel drawn out, as a repeated letter is elsewhere
_SAME = str.maketrans("l", "i")  # with 1, | and I, letters that stand for one another


class LetterRun(NamedTuple):
    """One letter, however often it stands in a row in its word."""

    letters: str  # as they were read: of l and i both may be in one run
    places: tuple[int, ...]
    word: int
    is_first: bool
    is_last: bool


class Stream(NamedTuple):
    """Words as one string, a character for each run."""

    text: str
    runs: list[LetterRun]
    words: list[Word]

    def is_gap(self, index: int) -> bool:
        """Whether something stands between a run and the one before."""
        return self.runs[index].is_first and self.words[self.runs[index].word].parted is not Parted.NOT


def stream(words: Iterable[Word]) -> Stream:
    listed = list(words)
    runs = [run for index, word in enumerate(listed) for run in _runs(word, index)]
    return Stream("".join(run.letters[0] for run in runs).translate(_SAME), runs, listed)


def _runs(word: Word, index: int) -> Iterator[LetterRun]:
    pairs = [(char, place) for char, place in zip(word.letters, word.places, strict=True) if _counts(char)]
    groups = [[pair] for pair in pairs]
    if not word.is_number:
        groups = [list(group) for _, group in groupby(pairs, key=_letter)]
    for number, group in enumerate(groups):
        letters, places = "".join(char for char, _ in group), tuple(place for _, place in group)
        yield LetterRun(letters, places, index, number == 0, number == len(groups) - 1)


def _letter(pair: tuple[str, int]) -> tuple[str, int]:
    """What a letter has in common with those that make up a run with it: for Hangul, its syllable too."""
    char, place = pair
    return char.translate(_SAME), place if "\u1100" <= char <= "\u11ff" else -1


def _counts(char: str) -> bool:
    return char != PROLONGED and (char.isalnum() or not char.isascii())
