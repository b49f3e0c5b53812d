"""A set text as coats of ink: masks of what its bars, shadow, stroke and letters cover, lying as its slot says.

A coat is in pieces, a few words each, so that nothing is bent, turned, softened or worn but ink. Finished coats are
kept: whoever types changes one slot, and the same text is previewed, published, and put on the street.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from billboard.core import effects
from billboard.core.fonts import EMOJI
from billboard.core.glyphs import FINE, Ink, TypeCase
from billboard.core.layout import Box, SetRun, SetText
from billboard.core.shelf import WRAPPING
from billboard.core.slots import Slot

ROOM = 4  # px round a text, so that turned edges are antialiased and hinted ones not cut
BLUR = 3  # radii that a soft edge reaches
STRIP = 160  # px along a line from which on a gap between words parts two pieces

Pixels = tuple[int, int, int, int]  # left, top, right, bottom
Point = tuple[int, int]


class Layer(NamedTuple):
    ink: str
    stroke: float  # px
    dx: float = 0.0  # px
    dy: float = 0.0


class Piece(NamedTuple):
    """Ink whose upper left corner lies at (x, y) px of the poster."""

    mask: Image.Image
    x: int
    y: int


class Coat(NamedTuple):
    ink: str
    pieces: tuple[Piece, ...]


def coats(case: TypeCase, text: SetText, scale: float, textures: Path) -> tuple[Coat, ...]:
    """A text's coats at `scale` px per art px, the first to be poured first. Without its emoji, which are pictures."""

    def make() -> tuple[tuple[Coat, ...], int]:
        made = tuple(_coats(case, text, scale, textures))
        pieces = [piece for coat in made for piece in coat.pieces]
        return made, sum(piece.mask.width * piece.mask.height + WRAPPING for piece in pieces)

    kept: tuple[Coat, ...] = case.coats.get((text, scale, textures), make)
    return kept


def masks(case: TypeCase, text: SetText, scale: float, textures: Path) -> Iterator[tuple[str, Image.Image, Point]]:
    """A text's coats whole: the ink's name, a mask of the pixels `touched`, and its upper left corner."""
    left, top, right, bottom = touched(text, scale)
    for ink, pieces in _coats(case, text, scale, textures):
        mask = Image.new("L", (right - left, bottom - top))
        for piece in pieces:
            mask.paste(255, (piece.x - left, piece.y - top), piece.mask)
        yield ink, mask, (left, top)


def touched(text: SetText, scale: float) -> Pixels:
    """The pixels that a text may ink."""
    left, top, right, bottom = _turned(text)
    room = ROOM + BLUR * text.slot.soft * text.size * scale
    return (
        math.floor(left * scale - room),
        math.floor(top * scale - room),
        math.ceil(right * scale + room),
        math.ceil(bottom * scale + room),
    )


def layers(text: SetText, scale: float) -> list[Layer]:
    """Shadows first, all of them, then strokes: no letter is crossed by its neighbour's stroke."""
    slot, found = text.slot, []
    stroke = slot.stroke.width * text.size * scale if slot.stroke else 0.0
    if slot.shadow:
        dx, dy = slot.shadow.dx * text.size * scale, slot.shadow.dy * text.size * scale
        found.append(Layer(slot.shadow.ink, stroke, dx, dy))
    if slot.stroke:
        found.append(Layer(slot.stroke.ink, stroke))
    # A stroke in the letters' own ink holds them already; a second coat would fill what a texture leaves bare.
    if not slot.stroke or slot.stroke.ink != slot.ink:
        found.append(Layer(slot.ink, 0.0))
    return found


def seen(text: SetText) -> list[list[SetRun]]:
    """What there is to draw, line by line."""
    return [[run for run in line.runs if not run.text.isspace()] for line in text.lines]


def turn(slot: Slot, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie when its slot is turned about its middle, art px."""
    cos, sin = math.cos(math.radians(slot.rotation)), math.sin(math.radians(slot.rotation))
    middle = _middle(slot)
    dx, dy = x - middle[0], y - middle[1]
    return middle[0] + dx * cos + dy * sin, middle[1] - dx * sin + dy * cos


def _coats(case: TypeCase, text: SetText, scale: float, textures: Path) -> Iterator[Coat]:
    slot = text.slot
    if slot.highlight:
        bars = (_bar(bar, scale) for bar in text.bars)
        yield Coat(slot.highlight.ink, tuple(_finished(text, scale, textures, bars)))
    lines = [[ink for run in line if run.face != EMOJI for ink in case.inks(run, scale)] for line in seen(text)]
    shaped = bool(slot.rotation or slot.curve or slot.texture or slot.soft or slot.multiply)
    reach = 2 * ROOM + 2 * math.ceil(BLUR * slot.soft * text.size * scale)
    for layer in layers(text, scale):
        letters = (_letters(case, line, layer) for line in lines)
        if shaped or text.size * scale < FINE:
            # Small letters too are quicker pasted a word at a time, once their coat is kept.
            letters = (_strips(line, reach) for line in letters)
        yield Coat(layer.ink, tuple(_finished(text, scale, textures, (piece for line in letters for piece in line))))


def _bar(bar: Box, scale: float) -> Piece:
    left, top, right, bottom = (round(edge * scale) for edge in bar)
    return Piece(Image.new("L", (max(1, right - left), max(1, bottom - top)), 255), left, top)


def _letters(case: TypeCase, inks: Iterable[Ink], layer: Layer) -> list[Piece]:
    found = []
    for unit in inks:
        moved = unit._replace(x=unit.x + layer.dx, y=unit.y + layer.dy) if layer.dx or layer.dy else unit
        mask, x, y = case.mask(moved, layer.stroke)
        found.append(Piece(mask.image, x + mask.left, y + mask.top))
    return found


def _strips(letters: list[Piece], gap: int) -> list[Piece]:
    """A line's letters in pieces that a gap, px, parts."""
    strips: list[list[Piece]] = []
    left = right = 0
    for letter in sorted(letters, key=lambda each: each.x):
        if not strips or (letter.x >= right + gap and right >= left + STRIP):
            strips.append([])
            left = right = letter.x
        strips[-1].append(letter)
        right = max(right, letter.x + letter.mask.width)
    return [_together(strip) for strip in strips]


def _together(letters: list[Piece]) -> Piece:
    left, top = min(each.x for each in letters), min(each.y for each in letters)
    right = max(each.x + each.mask.width for each in letters)
    bottom = max(each.y + each.mask.height for each in letters)
    mask = Image.new("L", (right - left, bottom - top))
    for each in letters:
        mask.paste(255, (each.x - left, each.y - top), each.mask)
    return Piece(mask, left, top)


def _finished(text: SetText, scale: float, textures: Path, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces bent, turned, softened and worn, and cut to their ink."""
    slot = text.slot
    if not (text.arc or slot.rotation or slot.soft or slot.texture):
        yield from pieces
        return
    room = touched(text, scale)
    for mask, *at in pieces:
        corner = at[0], at[1]
        if text.arc:
            mask, corner = effects.bent(mask, corner, text.arc, scale)
        if slot.rotation:
            x, y = _middle(slot)
            mask, corner = effects.turned(mask, corner, slot.rotation, (x * scale, y * scale), rough=slot.soft > 0)
        if slot.soft:
            mask, corner = effects.softened(mask, corner, slot.soft * text.size * scale)
        if ink := mask.getbbox():
            left, top = max(ink[0], room[0] - corner[0]), max(ink[1], room[1] - corner[1])
            right, bottom = min(ink[2], room[2] - corner[0]), min(ink[3], room[3] - corner[1])
            if left < right and top < bottom:
                mask, corner = mask.crop((left, top, right, bottom)), (corner[0] + left, corner[1] + top)
                if slot.texture:
                    mask = effects.knocked_out(mask, slot.texture, textures, scale, corner)
                yield Piece(mask, *corner)


def _middle(slot: Slot) -> tuple[float, float]:
    x, y, width, height = slot.box
    return x + width / 2, y + height / 2


def _turned(text: SetText) -> Box:
    """The ink's box once the slot is turned, art px."""
    if not text.slot.rotation:
        return text.ink
    left, top, right, bottom = text.ink
    corners = [turn(text.slot, x, y) for x in (left, right) for y in (top, bottom)]
    across, down = zip(*corners, strict=True)
    return min(across), min(down), max(across), max(down)
