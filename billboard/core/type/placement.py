"""Where what stands in a flat setting comes to lie: its line bent to an arc, its slot turned."""

from __future__ import annotations

import math

from billboard.core.boxes import Box, Point, around
from billboard.core.matrix import IDENTITY, Matrix, rotation
from billboard.core.type.layout import Arc, SetText
from billboard.core.type.slots import Slot

SHADE = 5.0  # degrees between the points that a bent box's reach is found at
STEPS = 48  # points along a bar's sides


def lie(text: SetText, x: float) -> Matrix:
    """Where what is at `x` in the flat setting comes to lie, bent and turned, art px."""
    at = bend(text.arc, x) if text.arc else IDENTITY
    return turn(text.slot) @ at if text.slot.rotation else at


def turn(slot: Slot) -> Matrix:
    """A slot's rotation about the middle of its box."""
    x, y, width, height = slot.box
    return rotation(slot.rotation, (x + width / 2, y + height / 2))


def bend(arc: Arc, x: float) -> Matrix:
    """What is at `x` goes round the arc's centre by as far as it was from the middle."""
    angle = math.degrees((arc.middle - x) / arc.radius)
    return rotation(angle, (x, arc.baseline + arc.radius)).then_moved(arc.middle - x, 0.0)


def bent_box(box: Box, arc: Arc) -> Box:
    """What a box reaches once it is bent, art px."""
    left, top, right, bottom = box
    steps = max(2, math.ceil(math.degrees((right - left) / abs(arc.radius)) / SHADE))
    along = [left + (right - left) * step / steps for step in range(steps + 1)]
    points: list[Point] = []
    for x in (*along, min(max(arc.middle, left), right)):
        at = bend(arc, x)
        points += at.apply(x, top), at.apply(x, bottom)
    return around(points)


def bar_outline(text: SetText, bar: Box) -> list[Point]:
    """Points round a bar as it comes to lie: along its upper side and back along the lower."""
    left, top, right, bottom = bar
    along = [left + (right - left) * step / STEPS for step in range(STEPS + 1)]
    places = [lie(text, x) for x in along]
    upper = [place.apply(x, top) for x, place in zip(along, places, strict=True)]
    return upper + [place.apply(x, bottom) for x, place in zip(along, places, strict=True)][::-1]
