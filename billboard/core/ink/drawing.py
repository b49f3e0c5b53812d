"""Draw a set text on a poster: its masks of ink, and its emoji."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from billboard.core.boxes import meet
from billboard.core.colour import Colour
from billboard.core.ink import effects
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.ink.masks import ink_masks, seen
from billboard.core.type.emoji import EMOJI, EMOJI_BOTTOM, EMOJI_TOP
from billboard.core.type.layout import SetRun, SetText
from billboard.core.type.placement import lie


class Canvas(NamedTuple):
    """Part of a poster, to be drawn on."""

    image: Image.Image
    origin: tuple[int, int]  # px of its upper left corner on the whole poster
    scale: float  # px per art px
    outlines: GlyphOutlines
    inks: Mapping[str, Colour]
    textures: Path


def draw_set_text(canvas: Canvas, text: SetText) -> None:
    slot, (left, top) = text.slot, canvas.origin
    paper = canvas.inks[slot.paper] if slot.paper else None
    # All are mixed before any is pasted: a bar, a shadow and a letter over them lie on the same paper, and each is lit
    # by the art, none by what it covers.
    mixed: list[tuple[Image.Image, tuple[int, int], Image.Image]] = []
    for ink, pieces in ink_masks(canvas.outlines, text, canvas.scale, canvas.textures):
        colour = canvas.inks[ink]
        for mask, x, y in pieces:
            at = x - left, y - top
            if not meet((*at, at[0] + mask.width, at[1] + mask.height), (0, 0, *canvas.image.size)):
                continue
            if slot.multiply:
                art = canvas.image.crop((*at, at[0] + mask.width, at[1] + mask.height))
                mixed.append((effects.soaked(art, colour, paper), at, mask))
            else:
                # Pillow pastes a picture twice as fast as a colour.
                mixed.append((Image.new("RGB", mask.size, colour), at, mask))
    for fill, at, mask in mixed:
        canvas.image.paste(fill, at, mask)
    for line in seen(text):
        for run in line:
            if run.face == EMOJI:
                _paste_emoji(canvas, text, run)


def _paste_emoji(canvas: Canvas, text: SetText, run: SetRun) -> None:
    em = run.size * canvas.scale
    tile = canvas.outlines.book.emoji.picture(run.text, max(1, round((EMOJI_TOP + EMOJI_BOTTOM) * em)))
    if run.stretch != 1:
        tile = tile.resize((max(1, round(tile.width * run.stretch)), tile.height), Image.Resampling.BICUBIC)
    # The middle of the picture, flat, bent and turned; the picture itself turns by as much.
    x, y = run.x + tile.width / canvas.scale / 2, run.y + (EMOJI_BOTTOM - EMOJI_TOP) / 2 * run.size
    at = lie(text, x)
    x, y = at.apply(x, y)
    if at.angle:
        tile = tile.rotate(at.angle, Image.Resampling.BICUBIC, expand=True)
    left, top = round(x * canvas.scale - tile.width / 2), round(y * canvas.scale - tile.height / 2)
    canvas.image.paste(tile, (left - canvas.origin[0], top - canvas.origin[1]), tile)
