"""A slot's room, and where the lines of a setting go in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from billboard.core.boxes import Box
from billboard.core.type.face_choice import FaceChoice
from billboard.core.type.line_measure import Line
from billboard.core.type.line_shapes import DropCap, LineShape
from billboard.core.type.runs import DIRECTIONS
from billboard.core.type.slots import Slot

GUARD = 2.0  # art px kept free inside the box: hinting and antialiasing at 1600 px may round outwards by one


class Arc(NamedTuple):
    """A circle that a baseline is laid on: what is at (x, y) flat goes round it by (x - middle) / radius."""

    middle: float  # art px
    baseline: float
    radius: float  # negative where the middle hangs lower than the ends


class SetRun(NamedTuple):
    """A stretch of one line in one face and direction, to be drawn with its baseline starting at (x, y), art px."""

    text: str
    face: str
    size: float
    x: float
    y: float
    direction: str  # "ltr" or "rtl"
    stretch: float = 1.0  # of its natural width; x and size are as drawn


@dataclass(frozen=True, slots=True)
class SetLine:
    text: str
    runs: tuple[SetRun, ...]


@dataclass(frozen=True, slots=True)
class SetText:
    """A text set in its slot.

    `ink` is the box in art px that its ink, stroke, shadow and bars keep to, before the slot's rotation about the
    centre of its box. Runs and bars lie flat; `arc` says how they are bent.
    """

    slot: Slot
    size: float
    lines: tuple[SetLine, ...]
    ink: Box
    bars: tuple[Box, ...] = ()  # highlights, one a line
    arc: Arc | None = None
    copied: SetText | None = field(default=None, compare=False)  # the same text at its slot's first place

    def __hash__(self) -> int:
        # Runs follow from the text and its size; they are compared, but need not be looked up by.
        return hash((self.slot, self.size, self.ink, *(line.text for line in self.lines)))


def elsewhere(text: SetText, dx: int, dy: int) -> SetText:
    """The same setting, elsewhere by so many art px."""
    x, y, width, height = text.slot.box
    lines = tuple(
        SetLine(line.text, tuple(run._replace(x=run.x + dx, y=run.y + dy) for run in line.runs)) for line in text.lines
    )
    arc = text.arc and text.arc._replace(middle=text.arc.middle + dx, baseline=text.arc.baseline + dy)
    bars = tuple(_shifted(bar, dx, dy) for bar in text.bars)
    slot = replace(text.slot, box=(x + dx, y + dy, width, height))
    return replace(text, slot=slot, lines=lines, ink=_shifted(text.ink, dx, dy), bars=bars, arc=arc, copied=text)


def _shifted(box: Box, dx: int, dy: int) -> Box:
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines and the size at which they fill the box; `drops` are their baselines below the first, em."""

    lines: tuple[Line, ...]
    size: float
    drops: tuple[float, ...]
    shapes: tuple[LineShape, ...]
    cap: DropCap | None = None


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
    across, down = (slot.highlight.x, slot.highlight.y) if slot.highlight else (0.0, 0.0)
    return Frame(
        width - 2 * GUARD,
        height - 2 * GUARD,
        max(across, stroke + max(0.0, -dx)),
        max(down, stroke + max(0.0, -dy)) + slot.uneven / 2,
        max(across, stroke + max(0.0, dx)),
        max(down, stroke + max(0.0, dy)) + slot.uneven / 2,
    )


def place(faces: FaceChoice, slot: Slot, frame: Frame, setting: Setting, base: int, tall: bool) -> SetText:
    """Lines to art px. Latin is centred by its capitals; ink that would leave the box moves the block back inside."""
    x, y, width, height = slot.box
    size, lines = setting.size, setting.lines
    least_x, most_x = x + GUARD + frame.left * size, x + width - GUARD - frame.right * size
    least_y, most_y = y + GUARD + frame.top * size, y + height - GUARD - frame.bottom * size
    first_scale, last_scale = setting.shapes[0].scale, setting.shapes[-1].scale
    above, below = lines[0].top * size * first_scale, lines[-1].bottom * size * last_scale
    depth = setting.drops[-1] * size
    cap = above if tall else faces.measures.cap_height(setting.shapes[0].stem or slot.font) * size * first_scale
    foot = below if tall else 0.0
    if slot.valign == "top":
        first = least_y + cap
    elif slot.valign == "bottom":
        first = most_y - below - depth
    else:
        first = (least_y + most_y + cap - foot - depth) / 2
    first = max(least_y + above, min(first, most_y - below - depth))

    set_lines, left, right, bars = [], most_x, least_x, []
    for line, shape, drop in zip(lines, setting.shapes, setting.drops, strict=True):
        own, edge, baseline = size * shape.scale, least_x + shape.indent * size, first + drop * size
        ink_width = (line.right - line.left) * own
        edge += _side(slot, base) * (most_x - edge - ink_width)
        set_lines.append(SetLine(line.text, _runs(line, edge - line.left * own, baseline, own)))
        left, right = min(left, edge), max(right, edge + ink_width)
        if slot.highlight and line.placed:
            bars.append(_bar(slot, line, (edge, edge + ink_width), baseline, own))
    if setting.cap:
        start = SetRun(
            setting.cap.letter,
            slot.font,
            setting.cap.scale * size,
            least_x - faces.measures.bearings(slot.font, setting.cap.letter)[0] * setting.cap.scale * size,
            first + setting.drops[setting.cap.lines - 1] * size,
            "ltr",
        )
        set_lines[0] = SetLine(setting.cap.letter + set_lines[0].text, (start, *set_lines[0].runs))
        left = least_x
    ink = (
        left - frame.left * size,
        first - above - frame.top * size,
        right + frame.right * size,
        first + depth + below + frame.bottom * size,
    )
    return SetText(slot, size, tuple(set_lines), ink, tuple(bars))


def _side(slot: Slot, base: int) -> float:
    """How much of a line's free room lies before it; text that runs from the right stands on the right."""
    side = {"left": "right"}.get(slot.align, slot.align) if base else slot.align
    return {"left": 0.0, "beside": 0.0, "centre": 0.5, "right": 1.0}[side]


def _runs(line: Line, origin: float, baseline: float, size: float) -> tuple[SetRun, ...]:
    return tuple(
        [
            SetRun(text, face, scale * size, origin + x * size, baseline - rise * size, DIRECTIONS[level % 2])
            for (text, face, level, scale, rise), x in line.placed
        ]
    )


def _bar(slot: Slot, line: Line, ends: tuple[float, float], baseline: float, size: float) -> Box:
    """The bar behind a line: its ink and the room about that."""
    assert slot.highlight
    across, down = slot.highlight.x * size, slot.highlight.y * size
    return ends[0] - across, baseline - line.top * size - down, ends[1] + across, baseline + line.bottom * size + down
