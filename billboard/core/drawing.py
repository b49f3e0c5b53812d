"""Draw a set text on a poster: shadow, stroke, letters, through masks no larger than the slot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from PIL import Image, ImageDraw

from billboard.core.fonts import EMOJI, EMOJI_BOTTOM, EMOJI_TOP, FontBook
from billboard.core.templates import Colour
from billboard.core.typesetting import SetRun, SetText

ROOM = 4  # px round a rotated slot's mask, so that its turned edges are antialiased


def draw_set_text(
    poster: Image.Image, book: FontBook, text: SetText, inks: Mapping[str, Colour], scale: float
) -> None:
    """Draw on `poster`, whose pixels are `scale` art px each."""
    slot = text.slot
    stroke = slot.stroke.width * text.size * scale if slot.stroke else 0.0
    runs = [run for line in text.lines for run in line.runs if not run.text.isspace()]
    # Shadows first, all of them, then strokes: no letter is crossed by its neighbour's stroke.
    layers: list[tuple[Colour, float, float, float]] = []
    if slot.shadow:
        dx, dy = slot.shadow.dx * text.size * scale, slot.shadow.dy * text.size * scale
        layers.append((inks[slot.shadow.ink], stroke, dx, dy))
    if slot.stroke:
        layers.append((inks[slot.stroke.ink], stroke, 0.0, 0.0))
    layers.append((inks[slot.ink], 0.0, 0.0, 0.0))
    letters = [run for run in runs if run.face != EMOJI]
    if slot.rotation:
        for ink, width, dx, dy in layers:
            _draw_turned(poster, book, text, letters, ink, width, (dx, dy), scale)
    elif letters:
        canvas = ImageDraw.Draw(poster)
        for ink, width, dx, dy in layers:
            _draw_runs(canvas, book, letters, ink, width, (dx, dy), scale)
    for run in runs:
        if run.face == EMOJI:
            _paste_emoji(poster, book, text, run, scale)


def _draw_runs(
    canvas: ImageDraw.ImageDraw,
    book: FontBook,
    runs: Iterable[SetRun],
    ink: Colour | int,
    stroke: float,
    offset: tuple[float, float],
    scale: float,
) -> None:
    for run in runs:
        canvas.text(
            (run.x * scale + offset[0], run.y * scale + offset[1]),
            run.text,
            fill=ink,
            font=book.face(run.face, run.size * scale),
            anchor="ls",
            direction=run.direction,
            stroke_width=stroke,
        )


def _draw_turned(
    poster: Image.Image,
    book: FontBook,
    text: SetText,
    runs: Iterable[SetRun],
    ink: Colour,
    stroke: float,
    offset: tuple[float, float],
    scale: float,
) -> None:
    """Draw one layer on a mask the size of the slot, turn the mask and pour the ink through it."""
    x, y, width, height = text.slot.box
    middle_x, middle_y = (x + width / 2) * scale, (y + height / 2) * scale
    half_width, half_height = math.ceil(width * scale / 2) + ROOM, math.ceil(height * scale / 2) + ROOM
    mask = Image.new("L", (2 * half_width, 2 * half_height))
    # Whole pixels of the middle go to where the mask is pasted, the rest into the drawing: no position is rounded.
    left, top = math.floor(middle_x) - half_width, math.floor(middle_y) - half_height
    _draw_runs(ImageDraw.Draw(mask), book, runs, 255, stroke, (offset[0] - left, offset[1] - top), scale)
    centre = (middle_x - left, middle_y - top)
    turned = mask.rotate(text.slot.rotation, Image.Resampling.BICUBIC, expand=False, center=centre)
    poster.paste(ink, (left, top), turned)


def _paste_emoji(poster: Image.Image, book: FontBook, text: SetText, run: SetRun, scale: float) -> None:
    slot = text.slot
    em = run.size * scale
    tile = book.emoji(run.text, max(1, round((EMOJI_TOP + EMOJI_BOTTOM) * em)))
    x, y = run.x * scale, run.y * scale - EMOJI_TOP * em
    if slot.rotation:
        box_x, box_y, width, height = slot.box
        angle = math.radians(slot.rotation)
        pivot_x, pivot_y = (box_x + width / 2) * scale, (box_y + height / 2) * scale
        from_x, from_y = x + tile.width / 2 - pivot_x, y + tile.height / 2 - pivot_y
        middle_x = pivot_x + from_x * math.cos(angle) + from_y * math.sin(angle)
        middle_y = pivot_y - from_x * math.sin(angle) + from_y * math.cos(angle)
        tile = tile.rotate(slot.rotation, Image.Resampling.BICUBIC, expand=True)
        x, y = middle_x - tile.width / 2, middle_y - tile.height / 2
    poster.paste(tile, (round(x), round(y)), tile)
