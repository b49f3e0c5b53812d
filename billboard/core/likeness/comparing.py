"""What two slogans are to one another, and what became of the sense on the way.

A slogan that is quoted, denied or asked about is near the slogan and says something else. It may be shown beside it,
but nobody should decide both with one tick that they did not set themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

import disarm
import regex

from billboard.core.likeness.nearness import LONGEST_COMPARED, NEAR, likeness
from billboard.core.likeness.skeleton import skeleton, stripped
from billboard.core.likeness.words import read
from billboard.core.text.scripts import UNSPACED

DATA = Path(__file__).parent / "data"
FEW = 2  # letters
LETTERS_A_SLIP = 5  # of this many letters one may differ and the word be the same, misspelt

_QUOTED = regex.compile(r"[“”„‟«»「」『』《》〝〞＂\"]|(?<!\w)['‘’‚‹›][^'‘’‹›]+['’‘‹›](?!\w)")
_ASKED = regex.compile(r"[?？؟¿⁇⁈⁉‽՞፧⸮\u037e]")
_UNSPACED = regex.compile(f"[{UNSPACED}]")
_VOWELS = regex.compile(r"[aeiou]")


class Kin(Enum):
    """How near two slogans are."""

    SAME = "same"  # one skeleton: two spellings of one slogan
    NEAR = "near"
    APART = "apart"


class Turn(Enum):
    """What one of two slogans has and the other has not, so that they may say different things."""

    NEGATION = "negation"
    QUOTATION = "quotation"
    QUESTION = "question"
    REWORDING = "rewording"  # a word came, went or was changed for another, and not by a slip


@dataclass(frozen=True, slots=True)
class Comparison:
    kin: Kin
    likeness: float  # 0 to 1
    turns: frozenset[Turn] = frozenset()
    apart: int = 0  # letters of their skeletons that differ

    @property
    def is_slip(self) -> bool:
        """Whether they are so few letters apart that only eyes can tell whether a word was misspelt or changed."""
        return self.is_ticked or (self.kin is Kin.NEAR and self.turns == {Turn.REWORDING} and self.apart <= FEW)

    @property
    def is_ticked(self) -> bool:
        """Whether the second may be offered with the first as one decision: what differs is the spelling alone."""
        return self.kin is not Kin.APART and not self.turns


def compare(one: str, other: str, without: Iterable[str] = ()) -> Comparison:
    """Two slogans as they were typed; `without` are their templates' own words."""
    phrases = tuple(without)
    first, second = skeleton(one, phrases), skeleton(other, phrases)
    share = likeness(first, second)
    if first and first == second:
        return Comparison(Kin.SAME, 1.0, frozenset(_turns(one, other)))
    if share < NEAR or not (first and second):
        return Comparison(Kin.APART, share)
    turns = set(_turns(one, other))
    if _is_reworded(one, other):
        turns.add(Turn.REWORDING)
    apart = round((1 - share) * max(len(first[:LONGEST_COMPARED]), len(second[:LONGEST_COMPARED])))
    return Comparison(Kin.NEAR, share, frozenset(turns), apart)


def _turns(one: str, other: str) -> Iterable[Turn]:
    if _among(one, "negations.txt") != _among(other, "negations.txt"):
        yield Turn.NEGATION
    if bool(_QUOTED.search(one)) != bool(_QUOTED.search(other)) or (
        _among(one, "sayings.txt") != _among(other, "sayings.txt")
    ):
        yield Turn.QUOTATION
    if bool(_ASKED.search(one)) != bool(_ASKED.search(other)):
        yield Turn.QUESTION


def _among(text: str, name: str) -> Counter[str]:
    """The words of a list that a text has, and how often."""
    spaced, unspaced = _lists(name)
    words = [stripped(word.letters) for word in read(text)]
    found = Counter(word for word in words if word in spaced)
    joined = "\n".join(words)
    found.update({word: joined.count(word) for word in unspaced if word in joined})
    return found


@cache
def _lists(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """A list's words as `stripped` has them: those of scripts with spaces, and those of scripts without."""
    lines = [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    # A language's words are read together, for a short one alone could be of another alphabet.
    spaced = {stripped(word.letters) for line in lines if not _UNSPACED.search(line) for word in read(line)}
    unspaced = {stripped(word) for line in lines if _UNSPACED.search(line) for word in line.split()}
    return frozenset(spaced), frozenset(unspaced)


def _is_reworded(one: str, other: str) -> bool:
    """Whether more than the spelling of words differs, as far as letters can tell."""
    first, second = (Counter(stripped(word.letters) for word in read(text)) for text in (one, other))
    mine, theirs = ("".join((words - others).elements()) for words, others in ((first, second), (second, first)))
    longer = max(len(mine), len(theirs))
    if not longer or mine == theirs or _is_without_vowels_of(mine, theirs) or _is_without_vowels_of(theirs, mine):
        return False
    distance = disarm.edit_distance(mine[:LONGEST_COMPARED], theirs[:LONGEST_COMPARED])
    swapped = longer >= LETTERS_A_SLIP and Counter(mine) == Counter(theirs)  # two letters in the wrong order
    return distance > max(longer // LETTERS_A_SLIP, 2 * swapped)


def _is_without_vowels_of(short: str, whole: str) -> bool:
    """Whether a word is another with vowels left out, as f*ck is."""
    letters = iter(whole)
    return bool(short) and all(char in letters for char in short) and _VOWELS.sub("", short) == _VOWELS.sub("", whole)
