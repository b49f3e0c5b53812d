"""Watched words: which entries of a list a text holds, however they are spelled, and where.

Words are compared as `words.read` reads them, in doubt both ways. What was joined, split or spelled out is found; ends
of words stay ends, and an exception lets a word pass that an entry is part of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import regex

from billboard.core.likeness.entries import Entry, Reach
from billboard.core.likeness.fitting import Fitting
from billboard.core.likeness.letter_runs import stream
from billboard.core.likeness.masks import unmasked
from billboard.core.likeness.spellings import Spelling, spellings
from billboard.core.likeness.words import Word, read

# What may be read otherwise than it is typed.
_DOUBTFUL = regex.compile(r"[^A-Za-z\s.,;:?'\"’“”–-]|\p{L}[^\p{L}\s]+\p{L}")
_NAME = regex.compile(r"[A-Z]{1,2}\d+")  # A55, M4: roads, sizes, forms


class Match(NamedTuple):
    """An entry found in a text, from one index to before another."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sought:
    """One spelling of an entry."""

    entry: Entry
    spelling: Spelling


class WatchList:
    """Entries made ready to be looked for. A list never changes, so threads may share it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._openings: dict[str, list[_Sought]] = defaultdict(list)  # by their first two letters
        self._exceptions: dict[Entry, list[Spelling]] = {}
        words: dict[str, bool] = {}  # that may have letters struck out, and whether they are entries by themselves
        for entry in self.entries:
            for spelling in spellings(entry.text):
                self._openings[spelling.text[:2]].append(_Sought(entry, spelling))
            known = (spelling for exception in entry.exceptions for spelling in spellings(exception))
            self._exceptions[entry] = [spelling for spelling in known if spelling.endings is None]
            plain = [word.letters for word in read(entry.text) if not word.is_number]
            words |= {word: len(plain) == 1 or words.get(word, False) for word in plain}
        self._words = words

    def find(self, text: str) -> list[Match]:
        """Every entry that a text holds, each as often as it does, in the order of their places."""
        words = read(text)
        found = set(self._found(text, words))
        if _DOUBTFUL.search(text):
            boldly = read(text, boldly=True)
            if boldly != words:
                found |= {
                    match for match in self._found(text, boldly) if not _NAME.fullmatch(text, match.start, match.end)
                }
            for guess in unmasked(text, words, self._words):
                found |= set(self._found(text, guess))
        return _widest(found)

    def _found(self, text: str, words: Iterable[Word]) -> Iterator[Match]:
        read_as = stream(words)
        fitting = Fitting(text, read_as)
        for first, sought in self._candidates(read_as.text):
            spelling, entry = sought.spelling, sought.entry
            if fitting.fits(first, spelling, entry.reach) and not self._is_excepted(fitting, first, sought):
                yield Match(entry, *fitting.span(first, len(spelling.text)))

    def _candidates(self, text: str) -> Iterator[tuple[int, _Sought]]:
        for first in range(len(text)):
            for opening in (text[first], text[first : first + 2]):
                for sought in self._openings.get(opening, ()):
                    if text.startswith(sought.spelling.text, first):
                        yield first, sought

    def _is_excepted(self, fitting: Fitting, first: int, sought: _Sought) -> bool:
        """Whether a finding lies within one of its entry's exceptions."""
        length = len(sought.spelling.text)
        return any(
            fitting.is_exact(start, exception) and fitting.fits(start, exception, Reach.START)
            for exception in self._exceptions[sought.entry]
            for start in fitting.around(exception.text, first, length)
        )


def _widest(found: Iterable[Match]) -> list[Match]:
    """Findings without those that lie within another of the same entry, or run on from one."""
    kept: list[Match] = []
    ends: dict[Entry, int] = {}
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if match.start >= ends.get(match.entry, 0):
            kept.append(match)
            ends[match.entry] = match.end
    return kept
