"""What the typefaces look like, in somebody's own words: cards to choose from."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image

from billboard.core.errors import NotFound, SloganRefused
from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.text import wording
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import set_slot
from billboard.studio.specimens import beginning

SIZE = (480, 150)  # px
LONGEST = 40  # letters that a card sets
PLAIN = "Nothing to see here"
INKS = {"ink": (21, 22, 26)}
PAPER = (251, 250, 246)


def faces(book: FontBook) -> dict[str, str]:
    """The titles of all faces that boxes may be set in, by their stems, in the order of their titles."""
    own = [stem for stem in book.files.stems if book.files.is_slots_own(stem) and "Emoji" not in stem]
    return {stem: _title(stem) for stem in sorted(own, key=_title)}


def _title(stem: str) -> str:
    """ExtraBold is two words, and so is Sans3."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=\d)", " ", stem.replace("-Regular", "").replace("-", " "))


def card(book: FontBook, stem: str, words: str, *, upper: bool) -> bytes:
    """A JPEG of words in a face; of plain ones where those cannot be set. Raises NotFound."""
    if stem not in faces(book):
        raise NotFound("There is no typeface of that name here.")
    text = beginning(wording.normalise(words[: LONGEST * 16]), LONGEST)
    return _card(book, stem, text or PLAIN, upper)


@lru_cache(512)
def _card(book: FontBook, stem: str, text: str, upper: bool) -> bytes:
    box = (16, 12, SIZE[0] - 32, SIZE[1] - 24)
    case: Literal["typed", "upper"] = "upper" if upper else "typed"
    slot = Slot("words", "Words", box, stem, (24, 96), "ink", lines=3, limit=LONGEST, case=case)
    try:
        wording.check(text)
        setting = set_slot(book, slot, text)
    except SloganRefused:
        setting = set_slot(book, slot, PLAIN)
    picture = Image.new("RGB", SIZE, PAPER)
    draw_set_text(Canvas(picture, (0, 0), 1.0, _outlines(book), INKS, Path()), setting)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


@lru_cache(1)
def _outlines(book: FontBook) -> GlyphOutlines:
    return GlyphOutlines(book)
