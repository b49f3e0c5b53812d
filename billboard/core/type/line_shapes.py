"""How the lines of a text differ: a first line set large, a last one small, lines that make way for a drop cap.

Rules without markup: they go by a line's place alone. Lengths are em of the slot's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from billboard.core.text.graphemes import graphemes
from billboard.core.text.scripts import EUROPEAN
from billboard.core.type.face_choice import FaceChoice
from billboard.core.type.line_measure import width_of
from billboard.core.type.slots import LineStyle, Slot

CAP_GAP = 0.1  # em between a drop cap and the lines beside it
DESCENT = 0.2  # em that a larger line hangs lower than a smaller one

_LETTER = regex.compile(rf"[{EUROPEAN}]\p{{M}}*")


class LineShape(NamedTuple):
    scale: float = 1.0  # of the slot's size
    indent: float = 0.0  # from the slot's left edge
    stem: str = ""  # the line's own face; the slot's where there is none
    breadth: float = 1.0  # how much wider than in the slot's face a text sets, scale included

    def holds(self, measure: float) -> float:
        """How much of the slot's own face a line of the measure holds, em."""
        return (measure - self.indent) / self.breadth

    def needs(self, width: float) -> float:
        """The measure that a line of that width needs: the inverse."""
        return width * self.breadth + self.indent


PLAIN = LineShape()
Shapes = tuple[LineShape, ...]


class DropCap(NamedTuple):
    letter: str
    scale: float  # its size, of the slot's
    lines: int  # it stands on the baseline of the last of so many
    width: float  # em that those lines make way, the gap included


def shapes_of(faces: FaceChoice, slot: Slot, text: str, number: int, cap: DropCap | None) -> Shapes:
    """The shapes of `number` lines; none where all are alike. A single line is never first or last."""
    if cap:
        return tuple(LineShape(indent=cap.width if line < cap.lines else 0.0) for line in range(number))
    if number < 2 or not (slot.first or slot.last):
        return ()
    shapes = [LineShape()] * number
    if slot.last:
        shapes[-1] = _styled(faces, slot, slot.last, text)
    if slot.first:
        shapes[0] = _styled(faces, slot, slot.first, text)
    return tuple(shapes)


def _styled(faces: FaceChoice, slot: Slot, style: LineStyle, text: str) -> LineShape:
    if style.font == slot.font:
        return LineShape(style.scale, 0.0, style.font, style.scale)
    sample = text[:40].replace("\n", " ")
    wider = width_of(faces, style.font, sample, 0.0) / max(0.01, width_of(faces, slot.font, sample, 0.0))
    return LineShape(style.scale, 0.0, style.font, style.scale * wider)


def drop_cap(faces: FaceChoice, slot: Slot, text: str) -> DropCap | None:
    """The first letter as a drop cap, where the text begins with one that stands by itself."""
    letters = graphemes(text)
    if (
        not slot.drop_cap
        or len(letters) < 2
        or not _LETTER.fullmatch(letters[0])
        or not faces.has(slot.font, letters[0])
    ):
        return None
    height = (slot.drop_cap - 1) * slot.leading + faces.measures.cap_height(slot.font)
    scale = height / faces.measures.cap_height(slot.font)
    return DropCap(letters[0], scale, slot.drop_cap, faces.measures.advance(slot.font, letters[0]) * scale + CAP_GAP)


def pitch(leading: float, over: LineShape, under: LineShape) -> float:
    """From the baseline of one line to that of the next."""
    return leading * under.scale + DESCENT * max(0.0, over.scale - under.scale)


def pitches(leading: float, shapes: Shapes, number: int) -> list[float]:
    if not shapes:
        return [leading] * (number - 1)
    return [pitch(leading, over, under) for over, under in pairwise(shapes)]


def measure_for(total: float, shapes: Shapes, number: int) -> float:
    """The measure at which `number` full lines hold a text as wide as `total`."""
    if not shapes:
        return total / number
    return (total + sum(s.indent / s.breadth for s in shapes)) / sum(1 / s.breadth for s in shapes)


def shape_at(shapes: Sequence[LineShape], line: int) -> LineShape:
    return shapes[min(line, len(shapes) - 1)] if shapes else PLAIN
