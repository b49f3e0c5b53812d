"""How well a poster can be read by those who pass it: seconds, letters' heights, contrast.

The poster is a 48-sheet: 6.096 m wide and 3.048 m high (20 by 10 feet). Heights of letters are those of capitals;
where a text has small letters of Latin, Greek or Cyrillic, what is called its smallest letter is their x-height.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import regex
from PIL import Image

from billboard.core.boxes import Pixel, Point
from billboard.core.colour import Colour, contrast
from billboard.core.ink import effects
from billboard.core.reading import passers_by
from billboard.core.reading.passers_by import Passing
from billboard.core.text.scripts import EUROPEAN
from billboard.core.type.emoji import EMOJI
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetLine, SetText
from billboard.core.type.placement import lie
from billboard.core.type.slots import Slot

WIDTH = 6.096  # m, of a 48-sheet
AWAY = 30.0  # m
FORUM = 500  # px wide
NARROW_STROKE, NARROW_SHADOW = 0.02, 0.03  # em; what is thinner carries no contrast
_ACROSS, _DOWN = 48, 6  # points of a line at which the art is looked at
WORST = 0.1  # of those points make a line's contrast: its lowest tenth

_SMALL = regex.compile(rf"[\p{{Ll}}&&[{EUROPEAN}]]", regex.V1)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a sticker says: set in px of its picture, each of which is `scale` art px wide on the poster."""

    text: SetText
    scale: float
    inks: Mapping[str, Colour]
    picture: Image.Image  # RGB


@dataclass(frozen=True, slots=True)
class Readability:
    headline_words: float  # of the largest text
    words: float  # of all
    driving: Passing  # the largest text
    walking: Passing  # all of it
    smallest: float  # m, height of the smallest letter
    arc_minutes: float  # that it subtends from AWAY
    pixels: float  # that it is high in a picture FORUM px wide
    contrast: float  # of the weakest slot
    weakest: str  # that slot's label, or the sticker's title
    covered: tuple[str, float] | None = None  # the slot most hidden by stickers, and how much of its letters, 0 to 1


def measure(
    book: FontBook,
    texts: Sequence[SetText],
    width: int,
    inks: Mapping[str, Colour],
    art: Image.Image,
    spoken: Sequence[Spoken] = (),
    covered: tuple[str, float] | None = None,
) -> Readability | None:
    """Measure texts set on art `width` art px wide, of which `art` is a picture of any size, and what stickers say and
    cover. None without words."""
    told = [Spoken(text, 1.0, inks, art) for text in texts] + list(spoken)
    told = [each for each in told if any(_letters(line) for line in each.text.lines)]
    if not told:
        return None
    metre = WIDTH / width  # to the art px
    largest = max(told, key=lambda each: _capital(book, each.text) * each.scale)
    capital = _capital(book, largest.text) * largest.scale
    smallest = min(_smallest(book, each.text) * each.scale for each in told)
    headline = _count(largest.text)
    total = sum(_count(each.text) for each in told if each.text.copied is None)
    contrasts = {
        each.text.slot.label: slot_contrast(
            book, each.text, each.inks, each.picture, each.picture.width / width if each.picture is art else 1.0
        )
        for each in told
    }
    weakest = min(contrasts, key=lambda label: contrasts[label])
    return Readability(
        headline_words=headline,
        words=total,
        driving=Passing(passers_by.reading_at_the_wheel(headline), passers_by.in_view_at_the_wheel(capital * metre)),
        walking=Passing(passers_by.reading_on_foot(total), passers_by.in_view_on_foot(smallest * metre)),
        smallest=smallest * metre,
        arc_minutes=passers_by.arc_minutes(smallest * metre, AWAY),
        pixels=smallest * FORUM / width,
        contrast=contrasts[weakest],
        weakest=weakest,
        covered=covered,
    )


def _count(text: SetText) -> float:
    return passers_by.words(" ".join(line.text for line in text.lines))


def _letters(line: SetLine) -> bool:
    return any(run.face != EMOJI and not run.text.isspace() for run in line.runs)


def _heights(book: FontBook, text: SetText) -> Iterator[tuple[float, float]]:
    """Of each run, the height of its capitals and of the smallest letters it has, art px."""
    small = any(_SMALL.search(line.text) for line in text.lines)
    for line in text.lines:
        for run in line.runs:
            if run.face != EMOJI and not run.text.isspace():
                capital = book.measures.cap_height(run.face) * run.size
                lower = small and _SMALL.search(run.text) and book.faces().has(run.face, "x")
                yield capital, book.measures.extents(run.face, "x", "ltr").top * run.size if lower else capital


def _capital(book: FontBook, text: SetText) -> float:
    return max(capital for capital, _ in _heights(book, text))


def _smallest(book: FontBook, text: SetText) -> float:
    return min(small for _, small in _heights(book, text))


def slot_contrast(book: FontBook, text: SetText, inks: Mapping[str, Colour], art: Image.Image, scale: float) -> float:
    """Contrast of a text's ink with what it stands on, where that is worst."""
    slot, ink = text.slot, inks[text.slot.ink]
    around = [contrast(ink, inks[name]) for name in _edges(slot)]
    if slot.highlight:
        return max(contrast(ink, inks[slot.highlight.ink]), *around, 0.0)
    paper = inks[slot.paper] if slot.paper else None
    soaked = effects.soaked(art, ink, paper) if slot.multiply else None
    found = []
    for x, y in points(book, text):
        place = min(max(0, int(x * scale)), art.width - 1), min(max(0, int(y * scale)), art.height - 1)
        found.append(contrast(_pixel(soaked, place) if soaked else ink, _pixel(art, place)))
    worst = sorted(found)[int(len(found) * WORST)] if found else 21.0
    return max(worst, *around, 0.0)


def _pixel(picture: Image.Image, place: Pixel) -> Colour:
    """Of an RGB picture."""
    return cast(Colour, picture.getpixel(place))


def _edges(slot: Slot) -> Iterator[str]:
    """The inks that are seen all along a slot's letters."""
    if slot.stroke and slot.stroke.width >= NARROW_STROKE:
        yield slot.stroke.ink
    if slot.shadow and min(abs(slot.shadow.dx), abs(slot.shadow.dy)) >= NARROW_SHADOW:
        yield slot.shadow.ink


def points(book: FontBook, text: SetText) -> Iterator[Point]:
    """Points over a text's lines as they come to lie, art px."""
    for line in text.lines:
        for run in line.runs:
            if run.face == EMOJI or run.text.isspace():
                continue
            long = book.measures.advance(run.face, run.text, run.direction) * run.size * run.stretch
            high = book.measures.cap_height(run.face) * run.size
            steps = max(1, min(_ACROSS, round(long / high * _DOWN)))
            for across in range(steps):
                x = run.x + long * (across + 0.5) / steps
                at = lie(text, x)
                yield from (at.apply(x, run.y - high * (down + 0.5) / _DOWN) for down in range(_DOWN))
