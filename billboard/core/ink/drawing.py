"""Draw a set text on a poster: its coats of ink, and its emoji."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from billboard.core.boxes import meet
from billboard.core.ink import effects
from billboard.core.ink.glyphs import TypeCase
from billboard.core.ink.masks import coats, seen
from billboard.core.type.composition import lie
from billboard.core.type.fonts import EMOJI, EMOJI_BOTTOM, EMOJI_TOP
from billboard.core.type.layout import SetRun, SetText
from billboard.core.type.slots import Colour


class Easel(NamedTuple):
    """Part of a poster, to be drawn on."""

    image: Image.Image
    origin: tuple[int, int]  # px of its upper left corner on the whole poster
    scale: float  # px per art px
    case: TypeCase
    inks: Mapping[str, Colour]
    textures: Path


def draw_set_text(easel: Easel, text: SetText) -> None:
    slot, (left, top) = text.slot, easel.origin
    paper = easel.inks[slot.paper] if slot.paper else None
    # All are mixed before any is poured: a bar, a shadow and a letter over them lie on the same paper, and each is lit
    # by the art, none by what it covers.
    poured: list[tuple[Image.Image, tuple[int, int], Image.Image]] = []
    for ink, pieces in coats(easel.case, text, easel.scale, easel.textures):
        colour = easel.inks[ink]
        for mask, x, y in pieces:
            at = x - left, y - top
            if not meet((*at, at[0] + mask.width, at[1] + mask.height), (0, 0, *easel.image.size)):
                continue
            if slot.multiply:
                art = easel.image.crop((*at, at[0] + mask.width, at[1] + mask.height))
                poured.append((effects.soaked(art, colour, paper), at, mask))
            else:
                # Pillow pastes a picture twice as fast as a colour.
                poured.append((Image.new("RGB", mask.size, colour), at, mask))
    for fill, at, mask in poured:
        easel.image.paste(fill, at, mask)
    for line in seen(text):
        for run in line:
            if run.face == EMOJI:
                _paste_emoji(easel, text, run)


def _paste_emoji(easel: Easel, text: SetText, run: SetRun) -> None:
    em = run.size * easel.scale
    tile = easel.case.book.emoji(run.text, max(1, round((EMOJI_TOP + EMOJI_BOTTOM) * em)))
    if run.stretch != 1:
        tile = tile.resize((max(1, round(tile.width * run.stretch)), tile.height), Image.Resampling.BICUBIC)
    # The middle of the picture, flat, bent and turned; the picture itself turns by as much.
    x, y = run.x + tile.width / easel.scale / 2, run.y + (EMOJI_BOTTOM - EMOJI_TOP) / 2 * run.size
    x, y, angle = lie(text, x, y)
    if angle:
        tile = tile.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    left, top = round(x * easel.scale - tile.width / 2), round(y * easel.scale - tile.height / 2)
    easel.image.paste(tile, (left - easel.origin[0], top - easel.origin[1]), tile)
