"""How many letters of a slogan fit a box legibly: worked out by setting type at its smallest size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from billboard.core.text.graphemes import length
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import fits
from billboard.studio.slots import MOST_LETTERS

LEAST, ROUND = 3, 30  # letters; above the second a limit is a round number
# Words as long as people's own are, none of them hyphenated with profit.
WORDS = (
    "Nobody asked for this queue and yet here we are, all of us, waiting our turn beside a printer that is out of "
    "paper, under a clock that stopped on Tuesday, with a form that wants to know our other form, and a man called "
    "Keith who was told to come back later and did. Some say there is a counter at the far end of it. Nobody has seen "
    "that for years, but there was cake once, and it is said to have been good."
)
TEXT = " ".join([WORDS] * 3)


def letters_that_fit(book: FontBook, slots: Iterable[Slot]) -> int:
    """Into the same slot in each of its formats, at most; 0 where not even the shortest word fits."""
    return min(_in_one(book, _shape(slot)) for slot in slots)


def _shape(slot: Slot) -> Slot:
    """What decides it: the same whatever the box is called and however it is coloured."""
    plain = Slot(name="", label="", box=(0, 0, *slot.box[2:]), font=slot.font, size=slot.size, ink="")
    return replace(
        plain,
        align=slot.align,
        leading=slot.leading,
        tracking=slot.tracking,
        case=slot.case,
        lines=slot.lines,
        limit=MOST_LETTERS,
        drop_cap=slot.drop_cap,
        stretch=slot.stretch,
        curve=slot.curve,
        stroke=replace(slot.stroke, ink="") if slot.stroke else None,
        highlight=replace(slot.highlight, ink="") if slot.highlight else None,
    )


@lru_cache(2000)
def _in_one(book: FontBook, slot: Slot) -> int:
    if not fits(book, slot, first_letters(LEAST)):
        return 0
    good, bad = LEAST, MOST_LETTERS + 1
    # About what its area holds is tried first: to find that far too much does not fit takes longest.
    guess = int(slot.lines * slot.box[2] / slot.size[0] * 2)
    while bad - good > max(1, good // 50):
        middle = min(max(good + 1, guess), bad - 1) if guess else (good + bad) // 2
        if fits(book, slot, first_letters(middle)):
            good, guess = middle, (int(middle * 1.15) if guess else 0)
        else:
            bad, guess = middle, 0
    return good if good < ROUND else good // 5 * 5


def first_letters(count: int, text: str = TEXT) -> str:
    """The beginning of a text, of at most so many letters, without white at its end."""
    assert length(text) == len(text)
    return text[:count].rstrip(" ,")
