"""Where a face says that accents stand on its letters: its anchors (OpenType, GPOS lookups of type 4).

A face that has an accent need not have it for every letter; where it has no anchors, the accent lies beside or across.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # published without types

if TYPE_CHECKING:
    from billboard.core.type.fallbacks import FontFile

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


def read_anchors(file: FontFile) -> Anchors:
    with TTFont(file.path, lazy=True, fontNumber=file.number) as font:
        chars = defaultdict(list)
        for code, name in font.getBestCmap().items():
            chars[name].append(chr(code))
        marks, letters = defaultdict[str, set[Group]](set), defaultdict[str, set[Group]](set)
        for number, table in enumerate(_tables(font)):
            for name, mark in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True):
                for char in chars[name]:
                    marks[char].add((number, mark.Class))
            for name, base in zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True):
                held = {(number, group) for group, anchor in enumerate(base.BaseAnchor) if _is_set(anchor)}
                for char in chars[name]:
                    letters[char] |= held
    return Anchors(_shared(marks), _shared(letters))


def _shared(groups: Mapping[str, Set[Group]]) -> dict[str, Set[Group]]:
    """With one set for all that have the same: letters have few kinds of places."""
    known: dict[Set[Group], Set[Group]] = {}
    return {char: known.setdefault(frozenset(held), frozenset(held)) for char, held in groups.items()}


def _is_set(anchor: Any) -> bool:
    """Some editors write an anchor that nobody has placed as one at the origin."""
    return anchor is not None and (anchor.XCoordinate, anchor.YCoordinate) != (0, 0)


def _tables(font: TTFont) -> Iterator[Any]:
    if "GPOS" not in font or not font["GPOS"].table.LookupList:
        return
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if lookup.LookupType == EXTENSION else table
            if inner.LookupType == MARK_TO_BASE:
                yield inner
