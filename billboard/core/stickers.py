"""Stickers that somebody has put over a poster."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sticker:
    """Where one sticker is, in art px of the 48-sheet."""

    kind: str
    x: int  # of its middle
    y: int
    width: int
    turn: int  # degrees counter-clockwise
    text: str = ""  # what a speech bubble says
