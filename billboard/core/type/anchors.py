"""Where a face says that accents stand on its letters: its anchors (OpenType, GPOS lookups of type 4).

A face that has an accent need not have it for every letter; where it has no anchors, the accent lies beside or across.
Its table is read as it lies in the file: a library that makes an object of each anchor takes thirty times as long.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from struct import unpack_from
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types

MARK_TO_BASE, EXTENSION = 4, 9
_UNDOTTED = {"i": "ı", "j": "ȷ"}  # what an accent stands on

Group = tuple[int, int]  # a table's number and a class of accents in it


@dataclass(frozen=True, slots=True)
class Anchors:
    marks: Mapping[str, Set[Group]]
    letters: Mapping[str, Set[Group]]  # the classes that each has a place for

    def hold(self, apart: str, covered: Set[str]) -> bool:
        """Whether every accent of a decomposed letter has its place; what the face has whole is its own affair."""
        letter = apart[0]
        for mark in apart[1:]:
            whole = unicodedata.normalize("NFC", letter + mark)
            if len(whole) == 1 and whole in covered:
                letter = whole
            elif unicodedata.combining(mark) and not self._holds(letter, mark):
                return False
        return bool(self.marks)

    def _holds(self, letter: str, mark: str) -> bool:
        wanted = self.marks.get(mark, frozenset())
        return any(wanted & self.letters.get(each, frozenset()) for each in (letter, _UNDOTTED.get(letter, letter)))


def read_anchors(face: hb.Face) -> Anchors:
    tables = list(enumerate(_tables(_Table(face.reference_table("GPOS").data))))
    marked = [(number, *each) for number, table in tables for each in _marks(table)]
    based = [(number, *each) for number, table in tables for each in _letters(table)]
    chars = _chars(face, {glyph for _, glyph, _ in (*marked, *based)})
    return Anchors(_by_char(marked, chars), _by_char(based, chars))


def _by_char(
    found: Iterable[tuple[int, int, Sequence[int]]], chars: Mapping[int, Sequence[str]]
) -> dict[str, Set[Group]]:
    groups = defaultdict[str, set[Group]](set)
    for number, glyph, classes in found:
        for char in chars.get(glyph, ()):
            groups[char].update((number, each) for each in classes)
    return _shared(groups)


def _shared(groups: Mapping[str, Set[Group]]) -> dict[str, Set[Group]]:
    """With one set for all that have the same: letters have few kinds of places."""
    known: dict[Set[Group], Set[Group]] = {}
    return {char: known.setdefault(frozenset(held), frozenset(held)) for char, held in groups.items()}


class _Table(NamedTuple):
    """A table of a face, from a byte on: 16-bit words, of which many are the distances of others from its start."""

    bytes: bytes
    start: int = 0

    def words(self, byte: int, count: int = 1) -> tuple[int, ...]:
        return unpack_from(f">{count}H", self.bytes, self.start + byte)

    def listed(self, byte: int) -> tuple[int, ...]:
        """A list of words, after the word that says how many."""
        return self.words(byte + 2, self.words(byte)[0])

    def at(self, distance: int) -> _Table:
        return self._replace(start=self.start + distance)

    def coverage(self) -> list[int]:
        """The glyphs that a table is about, in its order (Coverage)."""
        form, count = self.words(0, 2)
        if form == 1:
            return list(self.words(4, count))
        ends = self.words(4, 3 * count)
        return [glyph for place in range(0, len(ends), 3) for glyph in range(ends[place], ends[place + 1] + 1)]

    def is_placed(self) -> bool:
        """Some editors write an anchor that nobody has placed as one at the origin."""
        return self.words(2, 2) != (0, 0)


def _tables(gpos: _Table) -> Iterator[_Table]:
    """All that place a mark on a letter (MarkBasePos), in their order."""
    lookups = gpos.at(gpos.words(8)[0]) if gpos.bytes else gpos
    for distance in lookups.listed(0) if lookups.start else ():
        lookup = lookups.at(distance)
        for inner in lookup.listed(4):
            kind, table = lookup.words(0)[0], lookup.at(inner)
            if kind == EXTENSION:
                _, kind, high, low = table.words(0, 4)
                table = table.at(high << 16 | low)
            if kind == MARK_TO_BASE:
                yield table


def _marks(table: _Table) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Its marks: a glyph, and the class of it."""
    coverage, _, _, array, _ = table.words(2, 5)
    for place, glyph in enumerate(table.at(coverage).coverage()):
        yield glyph, table.at(array).words(2 + 4 * place)


def _letters(table: _Table) -> Iterator[tuple[int, list[int]]]:
    """Its letters: a glyph, and the classes that it has a place for."""
    _, coverage, classes, _, array = table.words(2, 5)
    letters = table.at(array)
    for place, glyph in enumerate(table.at(coverage).coverage()):
        anchors = letters.words(2 + 2 * classes * place, classes)
        yield glyph, [group for group, anchor in enumerate(anchors) if anchor and letters.at(anchor).is_placed()]


def _chars(face: hb.Face, glyphs: Set[int]) -> dict[int, list[str]]:
    """What some of its glyphs are the pictures of."""
    chars, glyph_of = defaultdict[int, list[str]](list), hb.Font(face).get_nominal_glyph
    for code in face.unicodes:
        if (glyph := glyph_of(code)) in glyphs:
            chars[glyph].append(sys.intern(chr(code)))
    return chars
