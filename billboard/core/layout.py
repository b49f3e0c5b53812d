"""A slot's room, and where the lines of a setting go in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from billboard.core.fonts import FontBook
from billboard.core.runs import Line
from billboard.core.slots import Slot

GUARD = 2.0  # art px kept free inside the box: hinting and antialiasing at 1600 px may round outwards by one


class SetRun(NamedTuple):
    """A stretch of one line in one face and direction, to be drawn with its baseline starting at (x, y), art px."""

    text: str
    face: str
    size: float
    x: float
    y: float
    direction: str  # "ltr" or "rtl"


@dataclass(frozen=True, slots=True)
class SetLine:
    text: str
    runs: tuple[SetRun, ...]


@dataclass(frozen=True, slots=True)
class SetText:
    """A text set in its slot.

    `ink` is the box (left, top, right, bottom) in art px that its ink, stroke and shadow keep to, before the slot's
    rotation about the centre of its box.
    """

    slot: Slot
    size: float
    lines: tuple[SetLine, ...]
    ink: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines and the size at which they fill the box; `pitch` is from baseline to baseline, em."""

    lines: tuple[Line, ...]
    size: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The room there is: art px inside the guard, and em that strokes and shadows take on each side."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float


def frame_of(slot: Slot) -> Frame:
    _, _, width, height = slot.box
    stroke = slot.stroke.width if slot.stroke else 0.0
    dx, dy = (slot.shadow.dx, slot.shadow.dy) if slot.shadow else (0.0, 0.0)
    return Frame(
        width - 2 * GUARD,
        height - 2 * GUARD,
        stroke + max(0.0, -dx),
        stroke + max(0.0, -dy),
        stroke + max(0.0, dx),
        stroke + max(0.0, dy),
    )


def place(book: FontBook, slot: Slot, frame: Frame, setting: Setting, base: int, tall: bool) -> SetText:
    """Lines to art px. Latin is centred by its capitals; ink that would leave the box moves the block back inside."""
    x, y, width, height = slot.box
    size, lines = setting.size, setting.lines
    least_x, most_x = x + GUARD + frame.left * size, x + width - GUARD - frame.right * size
    least_y, most_y = y + GUARD + frame.top * size, y + height - GUARD - frame.bottom * size
    above, below = lines[0].top * size, lines[-1].bottom * size
    depth = (len(lines) - 1) * setting.pitch * size
    cap = above if tall else book.cap_height(slot.font) * size
    foot = below if tall else 0.0
    if slot.valign == "top":
        first = least_y + cap
    elif slot.valign == "bottom":
        first = most_y - below - depth
    else:
        first = (least_y + most_y + cap - foot - depth) / 2
    first = max(least_y + above, min(first, most_y - below - depth))

    side = {"left": "right"}.get(slot.align, slot.align) if base else slot.align
    set_lines, left, right = [], most_x, least_x
    for number, line in enumerate(lines):
        ink_width = (line.right - line.left) * size
        free = most_x - least_x - ink_width
        edge = least_x + {"left": 0.0, "centre": free / 2, "right": free}[side]
        origin, baseline = edge - line.left * size, first + number * setting.pitch * size
        runs = tuple(
            SetRun(
                each.run.text,
                each.run.face,
                each.run.scale * size,
                origin + each.x * size,
                baseline - each.run.rise * size,
                each.run.direction,
            )
            for each in line.placed
        )
        set_lines.append(SetLine(line.text, runs))
        left, right = min(left, edge), max(right, edge + ink_width)
    ink = (
        left - frame.left * size,
        first - above - frame.top * size,
        right + frame.right * size,
        first + depth + below + frame.bottom * size,
    )
    return SetText(slot, size, tuple(set_lines), ink)
