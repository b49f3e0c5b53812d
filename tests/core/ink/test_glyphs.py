"""Type that is filled from its outlines lies where Pillow sets it, at any angle and weight."""

from dataclasses import replace
from math import cos, radians, sin

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from billboard.core.ink.glyphs import PIECE, GlyphOutlines
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetText
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import set_slot

SLOT = Slot("headline", "Headline", (100, 100, 1400, 300), "Anton-Regular", (40, 200), "ink", lines=1)


def plotted(book: FontBook, text: SetText, stroke: float = 0.0) -> Image.Image:
    image = Image.new("L", (1600, 500))
    for line in text.lines:
        for mask, x, y in GlyphOutlines(book).line(text, line.runs, 1.0, stroke, 0.0, 0.0):
            image.paste(255, (x, y), mask)
    return image


@pytest.mark.parametrize("text", ["Wait, To AVATAR", "مرحبا بكم", "क्षत्रिय की", "कÅ"])
@pytest.mark.parametrize("stroke", [0.0, 2.0, 11.0])
def test_upright_it_is_what_pillow_draws_but_for_hints(book: FontBook, text: str, stroke: float) -> None:
    setting = set_slot(book, SLOT, text)
    plain = Image.new("L", (1600, 500))
    for run in setting.lines[0].runs:
        ImageDraw.Draw(plain).text(
            (run.x, run.y),
            run.text,
            fill=255,
            font=book.measures.face(run.face, run.size),
            anchor="ls",
            direction=run.direction,
            stroke_width=stroke,
        )
    astray = ImageStat.Stat(ImageChops.difference(plotted(book, setting, stroke).reduce(4), plain.reduce(4))).sum[0]
    assert astray < 0.04 * ImageStat.Stat(plain.reduce(4)).sum[0]


def test_each_word_of_a_turned_line_is_a_piece_where_words_are_long(book: FontBook) -> None:
    setting = set_slot(book, replace(SLOT, rotation=30.0), "Waiting is not working")
    pieces = GlyphOutlines(book).line(setting, setting.lines[0].runs, 1.0, 0.0, 0.0, 0.0)
    assert 2 <= len(pieces) <= 4
    assert all(piece.mask.width > PIECE / 2 for piece in pieces[:-1])


def test_a_turned_line_rises_by_its_angle(book: FontBook) -> None:
    setting = set_slot(book, replace(SLOT, rotation=8.0, align="centre"), "HHHHHHHH")
    ((mask, x, y),) = GlyphOutlines(book).line(setting, setting.lines[0].runs, 1.0, 0.0, 0.0, 0.0)
    assert (x + mask.width / 2, y + mask.height / 2) == pytest.approx((800, 250), abs=2)
    across, down = setting.ink[2] - setting.ink[0], setting.ink[3] - setting.ink[1]
    assert mask.width == pytest.approx(across * cos(radians(8)) + down * sin(radians(8)), abs=4)
    assert mask.height == pytest.approx(across * sin(radians(8)) + down * cos(radians(8)), abs=4)


@pytest.mark.parametrize("turn", [0.0, 3.0])
def test_a_line_wider_than_can_be_drawn_at_once_is_whole(turn: float, book: FontBook) -> None:
    setting = set_slot(book, replace(SLOT, rotation=turn), "Donaudampfschifffahrt")
    finer = 6
    large = Image.new("L", (1600 * finer, 500 * finer))
    for line in setting.lines:
        for mask, x, y in GlyphOutlines(book).line(setting, line.runs, finer, 0.0, 0.0, 0.0):
            large.paste(255, (x, y), mask)
    left, _, right, _ = large.getbbox() or (0, 0, 0, 0)
    assert right - left > 4096
    plain = plotted(book, setting)
    assert ImageStat.Stat(ImageChops.difference(large.reduce(finer), plain), plain).mean[0] < 12
