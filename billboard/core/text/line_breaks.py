"""Where UAX 14 allows a line to end.

The library that knows takes 50 µs for each code point, of which an emoji has up to ten. It is asked with less: between
letters, and between characters and pictures that a line may end at anywhere, the rules are short enough to stand here.
Beside such a row they are long, but nothing on its one side has a say on its other: what lies between two rows is asked
for by itself, and asked for once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from typing import Literal
from unicodedata import category

from uniseg.linebreak import LineBreak, line_break, line_break_units

from billboard.core.text.graphemes import graphemes

Kind = Literal["letter", "block", "space", "other"]

_LETTERS = {LineBreak.AL, LineBreak.HL}  # never parted from one another (LB28)
_BLOCKS = {LineBreak.ID, LineBreak.EB, LineBreak.H2, LineBreak.H3}  # always, and from letters (LB31)
_MUTE = {LineBreak.CM, LineBreak.ZWJ}  # without a say, behind what they stand on (LB9)


def breaks(text: str) -> set[int]:
    """The places at which a line may end, the text's own end among them."""
    letters = graphemes(text)
    starts, kinds = [0, *accumulate(map(len, letters))], [_kind(letter) for letter in letters]
    found, asked, places = {len(text)} if text else set[int](), "", list[int]()
    for first, last in _rows(kinds):
        known = kinds[first] in ("letter", "block")
        stands_for = _edge(letters[first]) if known else letters[first]
        asked += stands_for
        places += range(starts[first], starts[first] + len(stands_for))
        if known:
            found.update(places[end] for end in _ends(asked))
            found.update(starts[each] for each in range(first + 1, last + 1) if _may_end(*letters[each - 1 : each + 1]))
            asked = _edge(letters[last])
            places = [*range(starts[last], starts[last] + len(asked))]
    found.update(places[end] for end in _ends(asked))
    return found


@lru_cache(4000)
def _ends(asked: str) -> tuple[int, ...]:
    """Where a line may end within a text, as the library says."""
    return tuple(end for end in accumulate(map(len, line_break_units(asked))) if end < len(asked))


def _edge(letter: str) -> str:
    """What stands for a letter or a block: nothing behind its first code point has a say."""
    return letter if _is_flag(letter) else letter[0]


def _rows(kinds: Sequence[Kind]) -> list[tuple[int, int]]:
    """The first and the last of each row of which all inner breaks are known; whatever else alone."""
    rows: list[tuple[int, int]] = []
    for other, group in groupby(range(len(kinds)), lambda place: kinds[place] == "other"):
        row = list(group)
        solid = [place for place in row if kinds[place] != "space"]
        if other or not solid:
            rows += [(place, place) for place in row]
            continue
        # What stands before spaces decides about them (LB14 to LB17), so a row has none at its ends.
        rows += [(place, place) for place in range(row[0], solid[0])]
        rows.append((solid[0], solid[-1]))
        rows += [(place, place) for place in range(solid[-1] + 1, row[-1] + 1)]
    return rows


def _may_end(before: str, after: str) -> bool:
    """Whether a line may end between two neighbours in a row: after spaces (LB18, LB7) and beside blocks."""
    kinds = _kind(before), _kind(after)
    return kinds[1] != "space" and kinds != ("letter", "letter")


def _is_flag(letter: str) -> bool:
    return len(letter) == 2 and line_break(letter[0]) == line_break(letter[1]) == LineBreak.RI


@lru_cache(10_000)
def _kind(letter: str) -> Kind:
    """Of a grapheme, by its code points' classes."""
    if letter == " ":
        return "space"
    first, *others = map(_class, letter)
    loud = [first, *(each for each in others if each not in _MUTE)]
    if letter[-1] == "\u200d":  # which holds on to what follows (LB8a)
        return "other"
    if _LETTERS.issuperset(loud):
        return "letter"
    # A tone of skin is one with a body alone (LB30b).
    toned = all(before == LineBreak.EB for before, after in pairwise(loud) if after == LineBreak.EM)
    blocks = first in _BLOCKS and toned and (_BLOCKS | {LineBreak.EM}).issuperset(loud)
    return "block" if blocks or _is_flag(letter) else "other"


def _class(char: str) -> LineBreak:
    found = line_break(char)
    if found == LineBreak.SA:
        return LineBreak.CM if category(char) in ("Mn", "Mc") else LineBreak.AL
    return found
