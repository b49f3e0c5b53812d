"""Shape text into glyphs: the one place where letters are joined, kerned and put in the order they stand in.

By HarfBuzz, for layout, picture and print alike. A text is parted by script first and each part is shaped with its
neighbours in sight, as Raqm does it, by which Pillow measures how far ink reaches: a line shaped with one script for
all of it is kerned otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types

from billboard.core.cached_method import cached_method
from billboard.core.text.scripts import stretches
from billboard.core.type.font_files import FontFiles

REFERENCE = 1000  # px per em at which text is measured
SIXTY_FOURTHS = 64 * REFERENCE  # of a px in an em: FreeType measures in them
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")

Axes = tuple[tuple[str, float], ...]


class FontSettings(NamedTuple):
    """How a face is used, beside its size; the names are OpenType's."""

    language: str = "und"  # a tag (BCP 47): some faces draw letters otherwise in Serbian or Romanian
    features: tuple[tuple[str, int], ...] = ()  # as ("smcp", 1), ("kern", 0)
    axes: Axes = ()  # of a variable face, as ("wght", 650.0)


AS_CUT = FontSettings()


class Glyph(NamedTuple):
    """One glyph of a run, from left to right; lengths in em."""

    number: int
    text: str  # what it spells; nothing where another glyph of its cluster does
    x: float  # of its origin, from the run's
    rise: float  # of its origin, above the baseline
    advance: float
    blank: bool


class Shaper:
    def __init__(self, files: FontFiles) -> None:
        self._files = files

    @cached_method(64)
    def face(self, stem: str) -> hb.Face:
        file = self._files.file(stem)
        return hb.Face(hb.Blob.from_file_path(str(file.path)), file.number)

    @cached_method(64)
    def font(self, stem: str, axes: Axes = ()) -> hb.Font:
        """A face in its own units."""
        return _varied(hb.Font(self.face(stem)), axes)

    @cached_method(5_000)
    def shape(self, stem: str, text: str, direction: str, settings: FontSettings = AS_CUT) -> tuple[Glyph, ...]:
        """The glyphs of a run, which goes one way: "ltr" or "rtl"."""
        font, pen = self.font(stem, settings.axes), 0
        em, shaped = font.face.upem, list[tuple[Any, Any]]()
        for buffer in _shaped(font, text, direction, settings):
            shaped += zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        spelling = _spelling(text, direction, [(info.cluster, place.x_advance) for info, place in shaped])
        glyphs = []
        for (info, place), spelt in zip(shaped, spelling, strict=True):
            x, rise, blank = (pen + place.x_offset) / em, place.y_offset / em, text[info.cluster].isspace()
            glyphs.append(Glyph(info.codepoint, spelt, x, rise, place.x_advance / em, blank))
            pen += place.x_advance
        return tuple(glyphs)

    def advance(self, stem: str, text: str, direction: str, settings: FontSettings = AS_CUT) -> float:
        """The width of a run, em: rounded as FreeType rounds it, glyph by glyph, for so posters were always set."""
        font, unit = self._measuring(stem, settings.axes)
        buffers = _shaped(font, text, direction, settings)
        width: int = sum(place.x_advance for buffer in buffers for place in buffer.glyph_positions)
        return width * unit / 64 / REFERENCE

    @cached_method(64)
    def _measuring(self, stem: str, axes: Axes) -> tuple[hb.Font, int]:
        """A face that is measured in a 64th of a px at REFERENCE, or in so many of them."""
        font = self.font(stem, axes)
        if SIXTY_FOURTHS % (em := font.face.upem) == 0:
            return font, SIXTY_FOURTHS // em
        # HarfBuzz multiplies by scale / em and cuts that off at 16 bits; FreeType rounds it. Told that an em has 2**16
        # units, HarfBuzz multiplies by the scale itself, which is rounded here.
        file = self._files.file(stem)
        face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.number)
        face.upem = 1 << 16
        font = _varied(hb.Font(face), axes)
        factor = round(SIXTY_FOURTHS * (1 << 16) / em)
        font.scale = factor, factor
        return font, 1


def _varied(font: hb.Font, axes: Axes) -> hb.Font:
    if axes:
        font.set_variations(dict(axes))
    return font


def _shaped(font: hb.Font, text: str, direction: str, settings: FontSettings) -> Iterator[hb.Buffer]:
    """A text's stretches of one script each, shaped, from left to right."""
    for start, stop, script in stretches(text)[:: 1 if direction == "ltr" else -1]:
        buffer = hb.Buffer()
        # What runs from the right is turned round by whoever reads it in a print, and a point told by itself is lost on
        # the way.
        level = hb.BufferClusterLevel
        buffer.cluster_level = level.MONOTONE_GRAPHEMES if direction == "rtl" else level.MONOTONE_CHARACTERS
        buffer.add_str(text, start, stop - start)
        buffer.script, buffer.direction, buffer.language = script, direction, settings.language
        hb.shape(font, buffer, dict(settings.features))
        yield buffer


def _spelling(text: str, direction: str, placed: list[tuple[int, int]]) -> Iterator[str]:
    """What each glyph spells, where each is told by its cluster and its advance.

    Of several glyphs of one cluster the widest is the letter, and the others hang on it.
    """
    # Readers turn brackets round too: they expect what is seen.
    seen = text.translate(MIRRORED) if direction == "rtl" else text
    widest: dict[int, tuple[int, int]] = {}
    for number, (cluster, advance) in enumerate(placed):
        if cluster not in widest or advance > widest[cluster][0]:
            widest[cluster] = advance, number
    ends = dict(pairwise([*sorted(widest), len(text)]))
    for number, (cluster, _) in enumerate(placed):
        yield seen[cluster : ends[cluster]] if widest[cluster][1] == number else ""
