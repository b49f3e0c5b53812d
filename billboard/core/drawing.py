"""Draw a set text on a poster: shadow, stroke, letters, through masks no larger than the slot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from PIL import Image, ImageDraw

from billboard.core.fonts import EMOJI, EMOJI_BOTTOM, EMOJI_TOP, FontBook
from billboard.core.slots import Colour
from billboard.core.typesetting import SetRun, SetText

ROOM = 4  # px round a mask, so that turned edges are antialiased and hinted ones not cut
# Pillow puts glyphs on whole pixels. In type smaller than this (px per em) half a pixel is seen between letters, so it
# is drawn at twice or four times the size and reduced; the cost is small because the text is.
FINE, FINER = 32, 18


def draw_set_text(poster: Image.Image, book: FontBook, text: SetText, inks: Mapping[str, Colour], scale: float) -> None:
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
    fineness = 1 if text.size * scale >= FINE else 2 if text.size * scale >= FINER else 4
    if slot.rotation or fineness > 1:
        for ink, width, dx, dy in layers:
            _pour(poster, book, text, letters, ink, width, (dx, dy), scale, fineness)
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
        # Letterspaced type comes letter by letter, and a letter on its own has nothing to be shaped.
        alone = len(run.text) == 1 and run.direction == "ltr"
        canvas.text(
            (run.x * scale + offset[0], run.y * scale + offset[1]),
            run.text,
            fill=ink,
            font=book.face(run.face, run.size * scale, not alone),
            anchor="ls",
            direction=None if alone else run.direction,
            stroke_width=stroke,
        )


def _pour(
    poster: Image.Image,
    book: FontBook,
    text: SetText,
    runs: Iterable[SetRun],
    ink: Colour,
    stroke: float,
    offset: tuple[float, float],
    scale: float,
    fineness: int,
) -> None:
    """Draw one layer on a mask `fineness` times as fine as the poster, turn it with its slot, pour ink through it."""
    x, y, width, height = text.slot.box
    middle = (x + width / 2, y + height / 2)
    box = text.ink
    if text.slot.rotation:
        # Room for the slot as it is drawn and as it lies when turned.
        cos, sin = abs(math.cos(math.radians(text.slot.rotation))), abs(math.sin(math.radians(text.slot.rotation)))
        across, down = max(width, width * cos + height * sin) / 2, max(height, width * sin + height * cos) / 2
        box = (middle[0] - across, middle[1] - down, middle[0] + across, middle[1] + down)
    left, top = (math.floor(edge * scale) - ROOM for edge in box[:2])
    right, bottom = (math.ceil(edge * scale) + ROOM for edge in box[2:])
    mask = Image.new("L", ((right - left) * fineness, (bottom - top) * fineness))
    shift = ((offset[0] - left) * fineness, (offset[1] - top) * fineness)
    _draw_runs(ImageDraw.Draw(mask), book, runs, 255, stroke * fineness, shift, scale * fineness)
    if text.slot.rotation:
        centre = ((middle[0] * scale - left) * fineness, (middle[1] * scale - top) * fineness)
        mask = mask.rotate(text.slot.rotation, Image.Resampling.BICUBIC, center=centre)
    if fineness > 1:
        mask = mask.reduce(fineness)
    poster.paste(ink, (left, top), mask)


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
