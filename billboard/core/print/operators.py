"""Operators of a PDF's pages and their numbers, as text (ISO 32000-1, annex A)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from billboard.core.boxes import Box

if TYPE_CHECKING:
    from billboard.core.colour import Colour


def number(value: float) -> str:
    """A number as PDF writes it: no exponent."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def matrix(values: Sequence[float]) -> str:
    return " ".join(map(number, values))


def fill(colour: Colour) -> str:
    return " ".join(number(each / 255) for each in colour) + " rg"


def outline(colour: Colour) -> str:
    return " ".join(number(each / 255) for each in colour) + " RG"


def box(rect: Box) -> str:
    left, bottom, right, top = rect
    return f"{number(left)} {number(bottom)} {number(right - left)} {number(top - bottom)} re"
