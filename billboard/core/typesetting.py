"""Set a text in a slot: the largest size at which it sets well, and where every run of it goes."""

from __future__ import annotations

from dataclasses import dataclass

from billboard.core.fonts import FontBook
from billboard.core.templates import Slot

__all__ = ["FontBook", "SetLine", "SetRun", "SetText", "set_slot"]


@dataclass(frozen=True, slots=True)
class SetRun:
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
    """A text set in its slot. `ink` is the box (left, top, right, bottom) in art px that its ink, stroke and shadow keep to,
    before the slot's rotation about the centre of its box."""

    slot: Slot
    size: float
    lines: tuple[SetLine, ...]
    ink: tuple[float, float, float, float]


def set_slot(book: FontBook, slot: Slot, text: str) -> SetText:
    """Set a normalised, checked text. Raises SloganTooLong or UndrawableCharacter, with `field` the slot's name."""
    raise NotImplementedError
