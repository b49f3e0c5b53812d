"""What happens to ink on its way to the paper."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.colour import Colour
from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.effects import FINEST, knocked_out, soaked
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Highlight, Shadow, Slot, Texture
from billboard.core.type.typesetting import set_slot
from tests.paths import TEXTURES

BLUE, WHITE, GREEN, BLACK = (12, 80, 166), (248, 248, 244), (0, 110, 70), (0, 0, 0)
INKS = {"headline": WHITE, "accent": GREEN, "plate": BLUE, "shadow": BLACK}


@pytest.fixture
def lit(plain: PosterTemplate) -> Slot:
    """A slot whose ink lies on plain blue enamel."""
    return replace(plain.slot("headline"), ink="headline", multiply=True, paper="plate")


def on_enamel(book: FontBook, slot: Slot, enamel: Colour = BLUE) -> Image.Image:
    image = Image.new("RGB", (600, 300), enamel)
    draw_set_text(Canvas(image, (0, 0), 0.25, GlyphOutlines(book), INKS, Path()), set_slot(book, slot, "HHH"))
    return image


def share(image: Image.Image, colour: Colour) -> int:
    """How many pixels are of this colour, to a few levels."""
    difference = ImageChops.difference(image, Image.new("RGB", image.size, colour))
    red, green, blue = difference.split()
    return sum(ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()[:6])


def test_light_ink_on_dark_paper_keeps_its_colour_where_the_paper_is_plain() -> None:
    assert soaked(Image.new("RGB", (4, 4), BLUE), WHITE, BLUE).getpixel((0, 0)) == WHITE


def test_light_ink_takes_on_the_shade_of_a_dark_paper_and_not_its_tint() -> None:
    shaded = soaked(Image.new("RGB", (4, 4), (6, 40, 83)), WHITE, BLUE)
    red, green, blue = ImageStat.Stat(shaded).mean
    assert red == pytest.approx(124, abs=4)
    assert red == pytest.approx(green, abs=3)
    assert green == pytest.approx(blue, abs=5)


def test_a_speck_of_colour_in_a_dark_paper_does_not_colour_the_ink() -> None:
    """Blue enamel has next to no red: four levels more or less of it are noise."""
    red, green, _ = ImageStat.Stat(soaked(Image.new("RGB", (4, 4), (8, 80, 166)), WHITE, BLUE)).mean
    assert abs(red - green) < 6


def test_ink_without_a_paper_is_multiplied_with_the_art() -> None:
    assert soaked(Image.new("RGB", (1, 1), (128, 255, 0)), (200, 100, 50), None).getpixel((0, 0)) == (100, 100, 0)


def test_letters_on_a_bar_are_lit_by_the_paper_beneath_the_bar(book: FontBook, lit: Slot) -> None:
    alone = share(on_enamel(book, lit), WHITE)
    barred = share(on_enamel(book, replace(lit, highlight=Highlight("accent", 0.0, 0.0))), WHITE)
    assert alone > 400
    assert barred == pytest.approx(alone, rel=0.05)


def test_letters_are_not_darkened_by_their_own_shadow(book: FontBook, lit: Slot) -> None:
    alone = share(on_enamel(book, lit), WHITE)
    assert share(on_enamel(book, replace(lit, shadow=Shadow(0.02, 0.02, "shadow"))), WHITE) > 0.85 * alone


def test_a_texture_lies_where_it_lay_when_it_is_printed_finer() -> None:
    worn = Texture("stamp", 0.8)
    coarse = knocked_out(Image.new("L", (300, 200), 255), worn, TEXTURES, FINEST, (1140, -40))
    fine = knocked_out(Image.new("L", (900, 600), 255), worn, TEXTURES, 3 * FINEST, (3420, -120))
    assert ImageStat.Stat(ImageChops.difference(coarse, fine.reduce(3))).mean[0] < 6 < ImageStat.Stat(coarse).stddev[0]
