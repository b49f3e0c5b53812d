"""Text that does not lie flat and as wide as its face is cut: squeezed, on an arc, put up by hand.

Each is a flat setting in a slot of another shape, and then a change of coordinates.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from billboard.core.text.graphemes import graphemes
from billboard.core.type.layout import Arc, SetLine, SetRun, SetText, Setting
from billboard.core.type.placement import bent_box
from billboard.core.type.slots import Slot

TRIES = 5  # halvings towards the widest letters that still set at the largest size
FEET = 0.35  # of a line's height, the most that letters hang below their baseline
GROWTH = 1.2  # by so much letters may grow when a line gets the length that they leave free


class Flat(NamedTuple):
    """How a text is set without the slot's own composition."""

    fit: Callable[[Slot, str], Setting | None]  # its lines and size; none where it is not legible
    lay: Callable[[Slot, str, Setting], SetText]  # in their places

    def set(self, slot: Slot, text: str) -> SetText | None:
        setting = self.fit(slot, text)
        return self.lay(slot, text, setting) if setting else None


def composed(flat: Flat, slot: Slot, text: str) -> SetText | None:
    """Set a text with the slot's own composition; none where it is not legible."""
    if slot.curve:
        return _bent(flat, slot, text)
    if slot.stretch < 1:
        return _squeezed(flat, slot, text)
    return flat.set(slot, text)


def _squeezed(flat: Flat, slot: Slot, text: str) -> SetText | None:
    """Letters no narrower than they must be for the largest size, and no narrower than the slot allows."""

    def wide(stretch: float) -> Slot:
        x, y, width, height = slot.box
        return replace(slot, box=(x, y, round(width / stretch), height))

    natural = flat.fit(slot, text)
    if natural and natural.size >= slot.size[1]:
        return flat.lay(slot, text, natural)
    stretch, best = slot.stretch, flat.fit(wide(slot.stretch), text)
    if best is None:
        return None
    if best.size >= slot.size[1]:
        high = 1.0
        for _ in range(TRIES):
            middle = (stretch + high) / 2
            if (attempt := flat.fit(wide(middle), text)) and attempt.size >= slot.size[1]:
                stretch, best = middle, attempt
            else:
                high = middle
    return _narrowed(flat.lay(wide(stretch), text, best), slot, stretch)


def _narrowed(text: SetText, slot: Slot, stretch: float) -> SetText:
    left = slot.box[0]

    def across(x: float) -> float:
        return left + (x - left) * stretch

    lines = tuple(
        SetLine(line.text, tuple(run._replace(x=across(run.x), stretch=stretch) for run in line.runs))
        for line in text.lines
    )
    boxes = [(across(a), b, across(c), d) for a, b, c, d in (text.ink, *text.bars)]
    return replace(text, slot=slot, lines=lines, ink=boxes[0], bars=tuple(boxes[1:]))


def _bent(flat: Flat, slot: Slot, text: str) -> SetText | None:
    """The line on an arc that spans the slot's degrees, and that keeps inside its box from end to end.

    A flat frame of height h on a circle of radius r reaches (r + h) sin(a) to either side and is r (1 - cos a) higher
    in the middle than at its ends, a being half the angle.
    """
    x, y, width, height = slot.box
    half = math.radians(abs(slot.curve)) / 2
    # As much of the box's height for the letters as leaves room for the arc; they reach out by their own height too.
    frame = (height - width / 2 / math.sin(half) * (1 - math.cos(half))) / math.cos(half)
    frame = max(frame, height * 0.2)
    # What lies farthest out is the letters' heads where the line rises, and their feet, less high, where it sinks.
    outermost, beyond = width / 2 / math.sin(half), frame if slot.curve > 0 else frame * FEET
    best: tuple[SetText, Arc] | None = None
    for _ in range(3):  # again with what the letters really reach, and some room to grow into
        length = max(20.0, 2 * half * (outermost - beyond))
        top = y if slot.curve > 0 else y + height - frame
        box = (round(x + width / 2 - length / 2), round(top), round(length), max(20, round(frame)))
        setting = flat.set(replace(slot, box=box, curve=0.0), text)
        if setting is None:
            break
        baseline = next((run.y for line in setting.lines for run in line.runs), top + frame)
        reach = baseline - setting.ink[1] if slot.curve > 0 else setting.ink[3] - baseline
        if best and reach > beyond:
            break
        best = setting, Arc(x + width / 2, baseline, math.copysign(outermost - reach, slot.curve))
        beyond = min(beyond, reach * GROWTH)
    if best is None:
        return None
    setting, arc = best
    return replace(setting, slot=slot, ink=bent_box(setting.ink, arc), arc=arc)


def stagger(text: SetText) -> SetText:
    """Letters as high and low as somebody put them up: each by its own place, so that typing on moves none of a line's.

    What was set as one run of several letters, because they join, keeps its line.
    """

    def moved(run: SetRun, line: int, place: int) -> SetRun:
        if len(graphemes(run.text)) > 1:
            return run
        # Not random(): the same slogan gives the same poster everywhere and for ever.
        chance = zlib.crc32(f"{line} {place}".encode()) / 0xFFFFFFFF - 0.5
        return run._replace(y=run.y + chance * text.slot.uneven * text.size)

    lines = (
        SetLine(each.text, tuple(moved(run, line, place) for place, run in enumerate(each.runs)))
        for line, each in enumerate(text.lines)
    )
    return replace(text, lines=tuple(lines))
