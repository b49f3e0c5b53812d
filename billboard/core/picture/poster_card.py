"""A poster's card, which networks show beside its link: the poster, smaller, and the site's name below it.

It is made of the full picture's pixels, and part of it by itself comes out as in the whole.
"""

from __future__ import annotations

from functools import cache
from math import ceil, floor
from pathlib import Path

from PIL import Image

from billboard.core.boxes import Pixels
from billboard.core.formats import FORTY_EIGHT

CARD_SIZE = (1200, 630)  # px, as networks want it (og:image)
REACH = 4  # px of a card beyond a change of the full picture: what bicubic reduction by 4/3 may mix it into
DATA = Path(__file__).parent / "data"  # pictures that tools draw


def on_card(box: Pixels) -> Pixels:
    """The px of a card that a box of the full picture has a say in."""
    left, top, right, bottom = (edge * CARD_SIZE[0] / FORTY_EIGHT.full[0] for edge in box)
    return floor(left) - REACH, floor(top) - REACH, ceil(right) + REACH, ceil(bottom) + REACH


def card_part(poster: Image.Image, box: Pixels) -> Image.Image:
    """A part of a poster's card: the poster, smaller, and the footer below it."""
    left, top, right, bottom = box
    part = Image.new("RGB", (right - left, bottom - top))
    down = CARD_SIZE[0] // 2
    if top < down:
        # From whole pixels to whole pixels, three for four, so that it comes out as it does of the whole poster.
        first, last = top // 3 * 3, -(-min(bottom, down) // 3) * 3
        source = (left // 3 * 4, first // 3 * 4, right // 3 * 4, last // 3 * 4)
        smaller = poster.resize((part.width, last - first), Image.Resampling.BICUBIC, source)
        part.paste(smaller, (0, first - top))
    if bottom > down:
        part.paste(footer(), (-left, down - top))
    return part


def carded(art: Image.Image) -> Image.Image:
    """A card's blank: the art at the card's width, and the footer below it."""
    card = Image.new("RGB", CARD_SIZE)
    card.paste(art, (0, 0))
    card.paste(footer(), (0, art.height))
    return card


@cache
def footer() -> Image.Image:
    """The strip under a card's poster, 1200 x 30, which bears the site's name."""
    with Image.open(DATA / "card-footer.png", formats=["PNG"]) as image:
        return image.convert("RGB")
