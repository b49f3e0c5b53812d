"""Where accents have their place, read from faces' tables as they lie in the file."""

from collections import defaultdict
from typing import Any

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # published without types

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.picture.rendering import Renderer
from billboard.core.type.anchors import EXTENSION, MARK_TO_BASE
from billboard.core.type.fonts import FontBook
from tests.paths import FONTS

# Plain and many, in extensions, of another script, without any, and in a collection.
FACES = [
    "Barlow-Medium",
    "Barlow-Bold",
    "Anton-Regular",
    "NotoSans-Bold",
    "NotoSerifBengali-Regular",
    "SedgwickAveDisplay-Regular",
    "NotoSansCJKjp-Regular",
]


@pytest.mark.parametrize("face", FACES)
def test_they_are_what_another_reader_finds(face: str, book: FontBook) -> None:
    if face not in book.files.stems | book.files.fallbacks.cjk_files.keys():
        pytest.skip("no such face is installed")
    file, anchors = book.files.file(face), book.files.anchors(face)
    marks, letters = defaultdict[str, set[tuple[int, int]]](set), defaultdict[str, set[tuple[int, int]]](set)
    with TTFont(file.path, lazy=True, fontNumber=file.number) as font:
        chars = defaultdict[str, list[str]](list)
        for code, name in font.getBestCmap().items():
            chars[name].append(chr(code))
        lookups = font["GPOS"].table.LookupList if "GPOS" in font else None
        tables = [
            table.ExtSubTable if lookup.LookupType == EXTENSION else table
            for lookup in (lookups.Lookup if lookups else ())
            for table in lookup.SubTable
        ]
        for number, table in enumerate(each for each in tables if each.LookupType == MARK_TO_BASE):
            for name, mark in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True):
                for char in chars[name]:
                    marks[char].add((number, mark.Class))
            for name, base in zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True):
                for char in chars[name]:
                    letters[char] |= {
                        (number, group)
                        for group, each in enumerate(base.BaseAnchor)
                        if each and (each.XCoordinate, each.YCoordinate) != (0, 0)
                    }
    assert anchors.marks == marks
    assert anchors.letters == letters


def test_weights_that_have_the_same_share_them(book: FontBook) -> None:
    assert book.files.anchors("Barlow-ExtraBold") is book.files.anchors("Barlow-Medium")


def test_slots_own_faces_have_theirs_before_workers_are_forked(plain: PosterTemplate) -> None:
    renderer = Renderer({plain.slug: plain}, FontBook(FONTS))
    renderer.warm()
    anchors: Any = renderer.book.files.anchors
    read = anchors.cache_info().misses
    for slot in plain.slots:
        anchors(slot.font)
    assert anchors.cache_info().misses == read > 0
