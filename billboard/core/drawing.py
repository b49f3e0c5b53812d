"""Draw a set text on a poster: bars, shadow, stroke, letters, and whatever its slot does to them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from billboard.core import effects
from billboard.core.composition import bend
from billboard.core.fonts import EMOJI, EMOJI_BOTTOM, EMOJI_TOP
from billboard.core.glyphs import Ink, TypeCase
from billboard.core.layout import Box, SetRun, SetText
from billboard.core.slots import Colour, Slot

ROOM = 4  # px round a text, so that turned edges are antialiased and hinted ones not cut
BLUR = 3  # radii that a soft edge reaches

Pixels = tuple[int, int, int, int]  # left, top, right, bottom
Point = tuple[int, int]
Draw = Callable[[Image.Image, Point, int], None]  # on a mask whose upper left corner lies at a point of the poster


class Layer(NamedTuple):
    ink: str
    stroke: float  # px
    dx: float = 0.0  # px
    dy: float = 0.0


class Easel(NamedTuple):
    """Part of a poster, to be drawn on."""

    image: Image.Image
    origin: tuple[int, int]  # px of its upper left corner on the whole poster
    scale: float  # px per art px
    case: TypeCase
    inks: Mapping[str, Colour]
    textures: Path


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


def draw_set_text(easel: Easel, text: SetText) -> None:
    slot, scale = text.slot, easel.scale
    inks = _inks(easel.case, text, scale)
    # A bar, a shadow and a letter over them lie on the same paper: each is lit by the art, none by what it covers.
    art = _beneath(easel, text) if slot.multiply else None
    if slot.highlight:
        _pour(easel, text, slot.highlight.ink, partial(_draw_bars, text, scale), art)
    if slot.rotation or slot.curve or slot.texture or slot.soft or slot.multiply:
        for layer in layers(text, scale):
            _pour(easel, text, layer.ink, partial(_set_letters, easel.case, inks, layer), art)
    else:
        for layer in layers(text, scale):
            _set_letters(easel.case, inks, layer, easel.image, easel.origin, easel.inks[layer.ink])
    for run in _seen(text):
        if run.face == EMOJI:
            _paste_emoji(easel, text, run)


def masks(case: TypeCase, text: SetText, scale: float, textures: Path) -> Iterator[tuple[str, Image.Image, Point]]:
    """A text as masks of ink, the first to be poured first: the ink's name, the mask, its upper left corner.

    Without its emoji, which are pictures.
    """
    inks = _inks(case, text, scale)
    if text.slot.highlight:
        yield text.slot.highlight.ink, *_mask(text, scale, textures, partial(_draw_bars, text, scale))
    for layer in layers(text, scale):
        yield layer.ink, *_mask(text, scale, textures, partial(_set_letters, case, inks, layer))


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


def _seen(text: SetText) -> list[SetRun]:
    return [run for line in text.lines for run in line.runs if not run.text.isspace()]


def _inks(case: TypeCase, text: SetText, scale: float) -> list[Ink]:
    return [ink for run in _seen(text) if run.face != EMOJI for ink in case.inks(run, scale)]


def _set_letters(
    case: TypeCase, inks: list[Ink], layer: Layer, image: Image.Image, origin: tuple[int, int], ink: Colour | int
) -> None:
    for unit in inks:
        moved = unit._replace(x=unit.x + layer.dx, y=unit.y + layer.dy) if layer.dx or layer.dy else unit
        mask, x, y = case.mask(moved, layer.stroke)
        image.paste(ink, (x + mask.left - origin[0], y + mask.top - origin[1]), mask.image)


def _draw_bars(text: SetText, scale: float, image: Image.Image, origin: tuple[int, int], ink: Colour | int) -> None:
    canvas = ImageDraw.Draw(image)
    for left, top, right, bottom in text.bars:
        corners = (round(left * scale), round(top * scale)), (round(right * scale) - 1, round(bottom * scale) - 1)
        canvas.rectangle([(x - origin[0], y - origin[1]) for x, y in corners], fill=ink)


def _pour(easel: Easel, text: SetText, ink: str, draw: Draw, art: Image.Image | None) -> None:
    """Draw on a mask, do with it what the slot says, and pour ink through it, lit by the `art` there was."""
    slot = text.slot
    mask, corner = _mask(text, easel.scale, easel.textures, draw)
    place = (corner[0] - easel.origin[0], corner[1] - easel.origin[1])
    if art is None:
        easel.image.paste(easel.inks[ink], place, mask)
        return
    paper = easel.inks[slot.paper] if slot.paper else None
    easel.image.paste(effects.soaked(art, easel.inks[ink], paper), place, mask)


def _mask(text: SetText, scale: float, textures: Path, draw: Draw) -> tuple[Image.Image, Point]:
    slot = text.slot
    left, top, right, bottom = _canvas(text, scale)
    mask = Image.new("L", (right - left, bottom - top))
    draw(mask, (left, top), 255)
    if text.arc:
        mask = effects.bent(mask, text.arc, scale, (left, top), mask.size)
    if slot.rotation:
        middle = _middle(slot)
        centre = (middle[0] * scale - left, middle[1] * scale - top)
        mask = mask.rotate(slot.rotation, Image.Resampling.BICUBIC, center=centre)
    if slot.soft:
        mask = effects.softened(mask, slot.soft * text.size * scale)
    if slot.texture:
        mask = effects.knocked_out(mask, slot.texture, textures, scale, (left, top))
    return mask, (left, top)


def _beneath(easel: Easel, text: SetText) -> Image.Image:
    """The poster where a text is to be poured, before it is."""
    left, top, right, bottom = _canvas(text, easel.scale)
    x, y = easel.origin
    return easel.image.crop((left - x, top - y, right - x, bottom - y))


def _canvas(text: SetText, scale: float) -> Pixels:
    """Room for the text as it is drawn and as it comes to lie."""
    there = touched(text, scale)
    left, top, right, bottom = text.arc.flat if text.arc else text.ink
    return (
        min(there[0], math.floor(left * scale) - ROOM),
        min(there[1], math.floor(top * scale) - ROOM),
        max(there[2], math.ceil(right * scale) + ROOM),
        max(there[3], math.ceil(bottom * scale) + ROOM),
    )


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


def turn(slot: Slot, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie when its slot is turned about its middle, art px."""
    cos, sin = math.cos(math.radians(slot.rotation)), math.sin(math.radians(slot.rotation))
    middle = _middle(slot)
    dx, dy = x - middle[0], y - middle[1]
    return middle[0] + dx * cos + dy * sin, middle[1] - dx * sin + dy * cos


def _paste_emoji(easel: Easel, text: SetText, run: SetRun) -> None:
    em = run.size * easel.scale
    tile = easel.case.book.emoji(run.text, max(1, round((EMOJI_TOP + EMOJI_BOTTOM) * em)))
    if run.stretch != 1:
        tile = tile.resize((max(1, round(tile.width * run.stretch)), tile.height), Image.Resampling.BICUBIC)
    # The middle of the picture, flat, bent and turned; the picture itself turns by as much.
    x, y = run.x + tile.width / easel.scale / 2, run.y + (EMOJI_BOTTOM - EMOJI_TOP) / 2 * run.size
    angle = text.slot.rotation
    if text.arc:
        angle -= math.degrees((x - text.arc.middle) / text.arc.radius)
        x, y = bend(text.arc, x, y)
    if text.slot.rotation:
        x, y = turn(text.slot, x, y)
    if angle:
        tile = tile.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    left, top = round(x * easel.scale - tile.width / 2), round(y * easel.scale - tile.height / 2)
    easel.image.paste(tile, (left - easel.origin[0], top - easel.origin[1]), tile)
