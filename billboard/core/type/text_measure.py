"""The words and lines of one text, measured: each once, in however many measures it is tried."""

from __future__ import annotations

from functools import cache

from billboard.core.text import break_costs, breaking
from billboard.core.text.bidi import Around
from billboard.core.text.breaking import Unit
from billboard.core.type import fitting
from billboard.core.type.face_choice import FaceChoice
from billboard.core.type.line_measure import Line, measure_line, width_of
from billboard.core.type.slots import Slot


class TextMeasure:
    """For a slot's face and letterspacing; `base` is the direction that the text runs in.

    `width` is the advance of a text in em, `line` what a text is as a line of a face that runs its own way beside what
    is around it, and `pieces` are units as they are fitted into lines.
    """

    def __init__(self, faces: FaceChoice, slot: Slot, base: int) -> None:
        font, tracking, minor = slot.font, slot.tracking, slot.minor

        # Not methods: a cache that holds its text_measure would keep it until the collector comes.
        @cache
        def width(text: str) -> float:
            return width_of(faces, font, text, tracking, minor)

        @cache
        def line(stem: str, text: str, own: int, around: Around) -> Line:
            return measure_line(faces, stem, text, own, tracking, minor, around)

        @cache
        def pieces(units: tuple[Unit, ...]) -> list[fitting.Piece]:
            space, hyphen = (width_of(faces, font, sign, tracking) for sign in (" ", breaking.HYPHEN))
            found = []
            for unit, (cost, opening, dangling) in zip(units, break_costs.breaks(units), strict=True):
                across = width(unit.text)
                end = max(0.01, across - tracking + (hyphen if unit.hyphen else 0.0))
                across += space if unit.space else 0.0
                found.append(fitting.Piece(across, end, len(unit.text), cost, opening, dangling))
            return found

        self.faces, self.base, self.width, self.line, self.pieces = faces, base, width, line, pieces
