"""A set text as masks of ink: what its bars, shadow, stroke and letters cover, lying as its slot says.

Each is in pieces, a few words long, so that nothing is softened, textured or pasted but ink. Finished masks are
kept: whoever types changes one slot, and the same text is previewed, published, and put on the street.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from billboard.core.boxes import Box, Pixel, Pixels, around
from billboard.core.ink import effects
from billboard.core.ink.glyphs import GlyphOutlines, Piece
from billboard.core.type.emoji import EMOJI
from billboard.core.type.layout import SetRun, SetText
from billboard.core.type.placement import bar_outline, turn
from billboard.core.weighted_cache import WRAPPING

ROOM = 4  # px round a text, so that turned edges are antialiased and hinted ones not cut
BLUR = 3  # radii that a soft edge reaches
SMOOTH = 4  # times as fine that a bar is drawn


class Layer(NamedTuple):
    ink: str
    stroke: float  # px
    dx: float = 0.0  # px
    dy: float = 0.0


class InkMask(NamedTuple):
    ink: str
    pieces: tuple[Piece, ...]


def ink_masks(outlines: GlyphOutlines, text: SetText, scale: float, textures: Path) -> tuple[InkMask, ...]:
    """A text's masks at `scale` px per art px, the lowest layer first. Without its emoji, which are pictures."""

    def make() -> tuple[tuple[InkMask, ...], int]:
        made = _ink_masks(outlines, text, scale)
        if first := text.copied:
            # The very same ink, moved by whole pixels: only its texture lies still.
            dx, dy = (round((to - of) * scale) for to, of in zip(text.slot.box[:2], first.slot.box, strict=False))
            bare = outlines.ink_masks.get((first, scale), lambda: _weighed(_ink_masks(outlines, first, scale)))
            made = (InkMask(ink, tuple(Piece(mask, x + dx, y + dy) for mask, x, y in pieces)) for ink, pieces in bare)
        return _weighed(_textured(ink_mask, text, scale, textures) for ink_mask in made)

    kept: tuple[InkMask, ...] = outlines.ink_masks.get((text, scale, textures), make)
    return kept


def _weighed(made: Iterable[InkMask]) -> tuple[tuple[InkMask, ...], int]:
    """Masks, and the bytes that they take."""
    made = tuple(made)
    return made, sum(mask.width * mask.height + WRAPPING for ink_mask in made for mask, _, _ in ink_mask.pieces)


def _textured(ink_mask: InkMask, text: SetText, scale: float, textures: Path) -> InkMask:
    if not (texture := text.slot.texture):
        return ink_mask
    pieces = ((effects.knocked_out(mask, texture, textures, scale, (x, y)), x, y) for mask, x, y in ink_mask.pieces)
    return InkMask(ink_mask.ink, tuple(Piece(*piece) for piece in pieces))


def whole_masks(
    outlines: GlyphOutlines, text: SetText, scale: float, textures: Path
) -> Iterator[tuple[str, Image.Image, Pixel]]:
    """A text's masks, each in one piece: the ink's name, a mask of the pixels `touched`, and its upper left corner."""
    left, top, right, bottom = touched(text, scale)
    for ink, pieces in (_textured(ink_mask, text, scale, textures) for ink_mask in _ink_masks(outlines, text, scale)):
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
    # A stroke in the letters' own ink holds them already; a second layer would fill what a texture leaves bare.
    if not slot.stroke or slot.stroke.ink != slot.ink:
        found.append(Layer(slot.ink, 0.0))
    return found


def seen(text: SetText) -> list[list[SetRun]]:
    """What there is to draw, line by line."""
    return [[run for run in line.runs if not run.text.isspace()] for line in text.lines]


def _ink_masks(outlines: GlyphOutlines, text: SetText, scale: float) -> Iterator[InkMask]:
    slot = text.slot
    if slot.highlight:
        bars = (_bar(text, bar, scale) for bar in text.bars)
        yield InkMask(slot.highlight.ink, tuple(_finished(text, scale, bars)))
    lines = [[run for run in line if run.face != EMOJI] for line in seen(text)]

    def drawn(layer: Layer) -> list[Piece]:
        return [piece for line in lines for piece in outlines.line(text, line, scale, *layer[1:])]

    flat, kept = not (text.arc or slot.rotation), dict[float, list[Piece]]()
    for layer in layers(text, scale):
        if flat:
            # A shadow is what casts it, moved.
            if layer.stroke not in kept:
                kept[layer.stroke] = drawn(Layer(layer.ink, layer.stroke))
            dx, dy = round(layer.dx), round(layer.dy)
            pieces = [Piece(mask, x + dx, y + dy) for mask, x, y in kept[layer.stroke]]
        else:
            pieces = drawn(layer)
        yield InkMask(layer.ink, tuple(_finished(text, scale, pieces)))


def _bar(text: SetText, bar: Box, scale: float) -> Piece:
    left, top, right, bottom = bar
    if not (text.arc or text.slot.rotation):
        left, top, right, bottom = (round(edge * scale) for edge in bar)
        return Piece(Image.new("L", (max(1, right - left), max(1, bottom - top)), 255), left, top)
    edge = bar_outline(text, bar)
    across, down = [x * scale for x, _ in edge], [y * scale for _, y in edge]
    x, y = math.floor(min(across)), math.floor(min(down))
    size = math.ceil(max(across)) - x, math.ceil(max(down)) - y
    finer = Image.new("L", (size[0] * SMOOTH, size[1] * SMOOTH))
    points = [((a - x) * SMOOTH - 0.5, (d - y) * SMOOTH - 0.5) for a, d in zip(across, down, strict=True)]
    ImageDraw.Draw(finer).polygon(points, fill=255)
    return Piece(finer.reduce(SMOOTH), x, y)


def _finished(text: SetText, scale: float, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces softened, and cut to their ink."""
    slot = text.slot
    if not (text.arc or slot.rotation or slot.soft):
        yield from pieces
        return
    room = touched(text, scale)
    for mask, *at in pieces:
        corner = at[0], at[1]
        if slot.soft:
            mask, corner = effects.softened(mask, corner, slot.soft * text.size * scale)
        if ink := mask.getbbox():
            left, top = max(ink[0], room[0] - corner[0]), max(ink[1], room[1] - corner[1])
            right, bottom = min(ink[2], room[2] - corner[0]), min(ink[3], room[3] - corner[1])
            if left < right and top < bottom:
                mask, corner = mask.crop((left, top, right, bottom)), (corner[0] + left, corner[1] + top)
                yield Piece(mask, *corner)


def _turned(text: SetText) -> Box:
    """The ink's box once the slot is turned, art px."""
    if not text.slot.rotation:
        return text.ink
    left, top, right, bottom = text.ink
    at = turn(text.slot)
    return around(at.apply(x, y) for x in (left, right) for y in (top, bottom))
