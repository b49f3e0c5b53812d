"""Whether a watched word that a stream's text holds is there for its readers too: its letters, its ends, its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import regex

from billboard.core.likeness.entries import Reach
from billboard.core.likeness.letter_runs import LetterRun, Stream
from billboard.core.likeness.pieces import are_compound, are_cut
from billboard.core.likeness.spellings import CUT_ENDINGS, Spelling
from billboard.core.likeness.words import Parted
from billboard.core.text.scripts import UNSPACED

LEAST_IN_SPELLED = 4  # letters of what is found at the head of a spelled-out line, where no word has an end
LONGEST_REST = 5  # letters
ARTICLES = "ai"
FOLLOWING = ("you", "u", "off", "all", "them", "the", "this", "that", "him", "her", "it", "me")
HYPHENS = ("-", "\u2010", "\u2011")

_UNSPACED = regex.compile(f"[{UNSPACED}]")  # a word may begin and end anywhere
_POSSESSIVE = regex.compile(r"['’‘`´ʼ]s\b", regex.I)
_HUMP = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")  # where a word begins in #OneTag
_COUNTRY = regex.compile(r"0|00\d{1,3}0?|\d{1,3}0?|")  # what stands before a telephone number's own figures


class Fitting:
    """A stream with the text that it was read from, to try findings on."""

    def __init__(self, text: str, words: Stream) -> None:
        self._text = text
        self._stream = words
        self._humps = {hump.start() for hump in _HUMP.finditer(text)}

    def span(self, first: int, length: int) -> tuple[int, int]:
        """From where to before where in the text so many runs stand."""
        places = [place for run in self._stream.runs[first : first + length] for place in run.places]
        return min(places), max(places) + 1

    def around(self, wanted: str, first: int, length: int) -> Iterator[int]:
        """Where the stream's text holds a string that takes in so many runs."""
        start = max(0, first + length - len(wanted))
        while (start := self._stream.text.find(wanted, start, first + len(wanted))) >= 0:
            yield start
            start += 1

    def is_exact(self, first: int, spelling: Spelling) -> bool:
        """Whether no letter is there more often than it should be."""
        runs = self._stream.runs[first : first + len(spelling.needs)]
        return _are_exact(runs, spelling.needs)

    def fits(self, first: int, spelling: Spelling, reach: Reach) -> bool:
        """Whether a spelling that the stream's text holds from a run on is there indeed."""
        last = first + len(spelling.text) - 1
        runs = self._stream.runs[first : last + 1]
        if not self._holds(runs, spelling.needs):
            return False
        if spelling.is_telephone:
            return self._is_whole_number(first, last)
        if self._cuts_a_character(first, last):
            return False
        gaps = [index for index in range(first + 1, last + 1) if self._stream.is_gap(index)]
        if spelling.endings is not None:
            is_typed = runs[0].is_first and not self._stream.words[runs[0].word].is_spelled
            return is_typed and not gaps and self.is_exact(first, spelling) and self._rest(last) in spelling.endings
        cuts = [index for index in gaps if index - first not in spelling.breaks]
        return self._ends_well(first, last, reach) and (not cuts or self._is_cut_up(first, last, cuts, spelling, reach))

    def _holds(self, runs: Sequence[LetterRun], needs: Sequence[str]) -> bool:
        """Whether runs have the letters, doubled ones doubled.

        In a word that is typed plainly i is i and l is l; else they stand for one another.
        """
        for run, need in zip(runs, needs, strict=True):
            if len(run.letters) < len(need):
                return False
            if need[0] in "il" and _singled(run.letters) != _singled(need):
                typed = "".join(self._text[place] for each in runs if each.word == run.word for place in each.places)
                if _is_plain(typed):
                    return False
        return True

    def _is_whole_number(self, first: int, last: int) -> bool:
        """Whether no figure follows, and what comes before may be the code of a country or the nought for it."""
        text, runs = self._stream.text, self._stream.runs
        if text[last + 1 : last + 2].isdigit() and not self._is_apart(last + 1):
            return False
        start = first
        while start and text[start - 1].isdigit() and first - start < 6:
            start -= 1
        before = [text[start:first]]
        before += [text[index:first] for index in range(start + 1, first + 1) if runs[min(index, last)].is_first]
        return any(_COUNTRY.fullmatch(each) for each in before)

    def _is_apart(self, index: int) -> bool:
        return self._parted(index) >= Parted.BY_SPACE and self._stream.runs[index].is_first

    def _cuts_a_character(self, first: int, last: int) -> bool:
        """Whether a finding begins or ends within what was typed as one character, as a Hangul syllable is."""
        runs = self._stream.runs
        before = first and runs[first - 1].places[-1] == runs[first].places[0]
        after = last + 1 < len(runs) and runs[last + 1].places[0] == runs[last].places[-1]
        return bool(before or after)

    def _ends_well(self, first: int, last: int, reach: Reach) -> bool:
        if reach is Reach.PART:
            return True
        return self._starts(first) and (reach is Reach.START or self._ends(last) or self._leads_a_spelling(first, last))

    def _leads_a_spelling(self, first: int, last: int) -> bool:
        """Whether a finding is the head of a spelled-out line that goes on with a word: f u c k y o u."""
        run = self._stream.runs[first]
        is_spelled = self._stream.words[run.word].is_spelled and self._stream.runs[last].word == run.word
        return is_spelled and last - first + 1 >= LEAST_IN_SPELLED and self._rest(last).startswith(FOLLOWING)

    def _starts(self, index: int) -> bool:
        run = self._stream.runs[index]
        return (
            run.is_first
            or run.places[0] in self._humps
            or self._is_after_article(index)
            or (index > 0 and self._is_unspaced(index - 1, index))
        )

    def _is_after_article(self, index: int) -> bool:
        """Whether a run is the second of a spelled-out word that an article has slipped into: a w a n k e r."""
        before = self._stream.runs[index - 1] if index else None
        word = self._stream.words[self._stream.runs[index].word]
        return bool(before and before.is_first and before.letters in ARTICLES and word.is_spelled)

    def _ends(self, index: int) -> bool:
        run = self._stream.runs[index]
        after = max(run.places) + 1
        return (
            run.is_last
            or after in self._humps
            or (index + 1 < len(self._stream.runs) and self._is_unspaced(index, index + 1))
            or _POSSESSIVE.match(self._text, after) is not None
        )

    def _is_unspaced(self, before: int, after: int) -> bool:
        return all(_UNSPACED.match(self._stream.runs[index].letters) for index in (before, after))

    def _is_cut_up(self, first: int, last: int, cuts: Sequence[int], spelling: Spelling, reach: Reach) -> bool:
        """Whether gaps where an entry has none were put there on purpose, in words that begin where they should."""
        runs = self._stream.runs
        if not runs[first].is_first or any(self._parted(cut) is Parted.BY_STOP for cut in cuts):
            return False
        for start, end in pairwise((first, *sorted(first + each for each in spelling.breaks), last + 1)):
            inside = [cut for cut in cuts if start < cut < end]
            pieces = [self._stream.words[index] for index in sorted({run.word for run in runs[start:end]})]
            if any(self._parted(cut) is Parted.BY_SPACE for cut in inside):
                rest = self._rest(end - 1)
                is_whole = runs[start].is_first and (not rest or (end > last and self._may_follow(rest, reach)))
                exact = _are_exact(runs[start:end], spelling.needs[start - first : end - first])
                if not is_whole or not exact or not (spelling.breaks or are_cut(pieces)):
                    return False
            elif inside and all(map(self._is_hyphened, inside)) and are_compound(pieces):
                return False
        return True

    def _parted(self, index: int) -> Parted:
        return self._stream.words[self._stream.runs[index].word].parted

    def _may_follow(self, rest: str, reach: Reach) -> bool:
        return reach is not Reach.WORD and rest in CUT_ENDINGS

    def _is_hyphened(self, index: int) -> bool:
        runs = self._stream.runs
        return self._text[max(runs[index - 1].places) + 1 : min(runs[index].places)] in HYPHENS

    def _rest(self, index: int) -> str:
        """What is left of a word after one of its runs, as far as anybody asks."""
        rest = ""
        while not self._stream.runs[index].is_last and len(rest) < LONGEST_REST:
            index += 1
            rest += self._stream.runs[index].letters
        return rest


def _are_exact(runs: Sequence[LetterRun], needs: Sequence[str]) -> bool:
    return all(len(run.letters) == len(need) for run, need in zip(runs, needs, strict=True))


def _is_plain(word: str) -> bool:
    """Whether a word is typed as words are: in Latin letters, all small or all capital but for the first."""
    return word.isascii() and word.isalpha() and (word[1:].islower() or word.isupper())


def _singled(letters: str) -> str:
    return "".join(char for char, _ in groupby(letters))
