"""The imprint: the line along the foot of a poster that says who answers for it.

Some posters must carry one by law. It stands on a plain strip below art and text, which move up by its height, and
no sticker covers it, in any format or size.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from billboard.core.colour import Colour
from billboard.core.errors import SloganTooLong
from billboard.core.formats import FORMATS, Format
from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetText
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import set_slot

LENGTH = 120  # letters as a reader counts them
STRIP = 48  # art px high: 32 px of the full picture, 16 of the half
EDGE = 28  # art px left free at either end
SIZES = (24, 34)  # art px
PAPER: Colour = (250, 249, 244)
INKS: Mapping[str, Colour] = MappingProxyType({"imprint": (21, 22, 26)})
FONT = "BarlowCondensed-SemiBold"


def slot_of(format_: Format) -> Slot:
    width, height = format_.art
    return Slot(
        name="imprint",
        label="Imprint",
        box=(EDGE, height - STRIP, width - 2 * EDGE, STRIP),
        font=FONT,
        size=SIZES,
        ink="imprint",
        lines=1,
        limit=LENGTH,
        stretch=0.8,
    )


def check_imprint(book: FontBook, text: str) -> None:
    """Raises SloganRefused where a normalised text cannot be set on every format."""
    for format_ in FORMATS.values():
        try:
            set_slot(book, slot_of(format_), text)
        except SloganTooLong:
            raise SloganTooLong(
                f"The imprint does not fit on a {format_.name} at a legible size. Shorten it."
            ) from None


def raised(scale: float) -> int:
    """How far the poster above the strip moves up, px: what stands at the foot of its art is not lost."""
    return round(STRIP * scale)


def on_strip(poster: Image.Image, outlines: GlyphOutlines, setting: SetText, scale: float) -> Image.Image:
    """What is left of a poster above its strip, put upon it."""
    whole = Image.new("RGB", (poster.width, poster.height + raised(scale)), PAPER)
    whole.paste(poster)
    draw_set_text(Canvas(whole, (0, 0), scale, outlines, INKS, Path()), setting)
    return whole
