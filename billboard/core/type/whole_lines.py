"""Chosen lines measured whole, ink and all: the size at which they fill their slot, and how far they stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

from billboard.core.text import bidi, breaking
from billboard.core.text.breaking import Unit
from billboard.core.type import fitting
from billboard.core.type.layout import Frame, Setting
from billboard.core.type.line_measure import Line
from billboard.core.type.line_shapes import DropCap, LineShape, Shapes, pitches, shapes_of
from billboard.core.type.slots import Slot
from billboard.core.type.text_measure import TextMeasure

STEP = 1.0  # art px; sizes are whole, so that opened faces and drawn letters are met again
LADDER, LADDER_FOOT = 0.02, 50.0  # from this size on they go up by so much
TOUCH = 0.02  # em of white at least between the ink of one line and of the next


class Task(NamedTuple):
    """What lines are chosen for."""

    measured: TextMeasure
    slot: Slot
    frame: Frame
    cap: DropCap | None = None

    def across(self, width: float) -> float:
        """The size at which a line so many em wide fills the frame, with what stands out from its ink."""
        return self.frame.width / (width + self.frame.left + self.frame.right)


class Words(NamedTuple):
    """A text as it may be broken: its units, the same as they are fitted, and after which a deliberate line ends."""

    units: tuple[Unit, ...]
    pieces: Sequence[fitting.Piece]
    ends: frozenset[int]
    text: str  # without spaces


def measured_whole(task: Task, words: Words, breaks: fitting.Breaks) -> Setting:
    """Lines broken after those units, at the size that they fill the box at."""
    slot, frame, number = task.slot, task.frame, len(breaks)
    shapes = shapes_of(task.measured.faces, slot, words.text, number, task.cap) or (LineShape(),) * number
    lines = _measured(task, words, breaks, shapes)
    if slot.highlight:  # bars of one height
        top, bottom = max(line.top for line in lines), max(line.bottom for line in lines)
        lines = [replace(line, top=top, bottom=bottom) for line in lines]
    drops = _drops(slot, lines, shapes)
    widths = [(line.right - line.left) * shape.scale + shape.indent for line, shape in zip(lines, shapes, strict=True)]
    width = max(widths) + frame.left + frame.right
    height = lines[0].top * shapes[0].scale + drops[-1] + lines[-1].bottom * shapes[-1].scale + frame.top + frame.bottom
    size = min(slot.size[1], frame.width / max(width, 0.01), frame.height / max(height, 0.01))
    return Setting(tuple(lines), rung(size, slot.size[1]), drops, shapes, task.cap)


def _measured(task: Task, words: Words, breaks: fitting.Breaks, shapes: Shapes) -> list[Line]:
    """The lines, each as it runs in its paragraph."""
    base, lines, start = task.measured.base, list[Line](), 0
    mixed = base or bidi.is_mixed(words.text)
    for stop, shape in zip(breaks, shapes, strict=True):
        line = breaking.line_text(list(words.units[start:stop]))
        own, around = base, bidi.NOTHING
        if mixed:
            own, around = breaking.direction(words.units, words.ends, start, stop, base)
        lines.append(task.measured.line(shape.stem or task.slot.font, line, own, around))
        start = stop
    return lines


def _drops(slot: Slot, lines: Sequence[Line], shapes: Shapes) -> tuple[float, ...]:
    """How far each baseline lies below the first, em, so that no two lines touch."""
    clear = [
        over.bottom * above.scale + under.top * below.scale + TOUCH
        for (over, under), (above, below) in zip(pairwise(lines), pairwise(shapes), strict=True)
    ]
    steps = pitches(slot.leading, shapes, len(lines))
    # Lines of one size keep one distance; lines that differ keep their own.
    alike, most = len({shape.scale for shape in shapes}) == 1, max([*steps, *clear], default=0.0)
    return (*accumulate((most if alike else max(pair) for pair in zip(steps, clear, strict=True)), initial=0.0),)


def rung(size: float, most: int) -> float:
    """The size stepped down to the ladder that sizes are taken from, so that drawn letters are met again.

    Whole art px, in steps of about 2 % where that is more; the slot's largest size is a rung too.
    """
    if size >= most:
        return float(most)
    if size < LADDER_FOOT:
        return size // STEP * STEP
    return float(int(LADDER_FOOT * (1 + LADDER) ** int(log(size / LADDER_FOOT) / log(1 + LADDER) + 1e-9)))
