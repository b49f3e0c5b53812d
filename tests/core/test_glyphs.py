"""Letters that are kept are the letters that Pillow draws."""

import pytest
from PIL import Image, ImageChops, ImageDraw

from billboard.core.fonts import FontBook
from billboard.core.glyphs import FINE, FINER, Ink, TypeCase
from billboard.core.layout import SetRun


def run(face: str, size: float, text: str, direction: str = "ltr") -> SetRun:
    return SetRun(text, face, size, 30.0, 200.0, direction)


def pasted(case: TypeCase, inks: list[Ink]) -> Image.Image:
    sheet = Image.new("L", (1600, 320))
    for ink in inks:
        mask, x, y = case.mask(ink, 0.0)
        sheet.paste(255, (x + mask.left, y + mask.top), mask.image)
    return sheet


@pytest.mark.parametrize(
    ("face", "text", "direction"),
    [
        ("Anton-Regular", "W", "ltr"),
        ("Anton-Regular", "g", "ltr"),
        ("NotoSansArabic-Bold", "مرحبا", "rtl"),
        ("NotoSansDevanagari-Bold", "क्षत्रिय", "ltr"),
    ],
)
def test_a_unit_is_to_the_pixel_what_pillow_draws(book: FontBook, face: str, text: str, direction: str) -> None:
    case = TypeCase(book)
    (ink,) = case.inks(run(face, 120.0, text, direction), 1.0)
    plain = Image.new("L", (1600, 320))
    ImageDraw.Draw(plain).text((30, 200), text, fill=255, font=book.face(face, 120.0), anchor="ls", direction=direction)
    assert pasted(case, [ink]).tobytes() == plain.tobytes()


def test_a_line_of_letters_stands_where_pillow_sets_it(book: FontBook) -> None:
    text, case = "AVATAR To Wave, 1234", TypeCase(book)
    plain = Image.new("L", (1600, 320))
    ImageDraw.Draw(plain).text((30, 200), text, fill=255, font=book.face("Archivo-Black", 120.0), anchor="ls")
    drawn = pasted(case, case.inks(run("Archivo-Black", 120.0, text), 1.0))
    # Each letter stands on a whole pixel of its own; Pillow rounds as it goes along.
    assert sum(ImageChops.difference(plain.reduce(8), drawn.reduce(8)).histogram()[40:]) == 0


def test_letters_that_join_are_drawn_together(book: FontBook) -> None:
    case = TypeCase(book)
    assert [ink.text for ink in case.inks(run("Newsreader-Medium", 80.0, "office"), 1.0)] != list("office")
    assert len(case.inks(run("NotoSansArabic-Bold", 80.0, "سلام", "rtl"), 1.0)) == 1


def test_a_letter_is_drawn_once(book: FontBook) -> None:
    case = TypeCase(book)
    first, second = case.inks(run("Anton-Regular", 200.0, "NN"), 1.0)
    assert case.mask(first, 0.0)[0] is case.mask(second, 0.0)[0]


@pytest.mark.parametrize("size", [FINER - 4.0, FINE - 4.0])
def test_small_letters_may_begin_within_a_pixel(book: FontBook, size: float) -> None:
    case = TypeCase(book)
    (ink,) = case.inks(run("Anton-Regular", size, "N"), 1.0)
    between = case.mask(ink._replace(x=ink.x + 0.5), 0.0)[0]
    assert between.image.tobytes() != case.mask(ink, 0.0)[0].image.tobytes()


def test_a_preview_takes_all_sizes_from_one_drawing(book: FontBook, monkeypatch: pytest.MonkeyPatch) -> None:
    case, inks = TypeCase(book), []
    for size in (60.0, 120.0):
        inks += case.inks(run("Anton-Regular", size, "N"), 1 / 3)
    first = case.mask(inks[0], 0.0)[0].image
    monkeypatch.setattr(TypeCase, "_drawn", lambda *_: pytest.fail("it was drawn again"))
    assert case.mask(inks[1], 0.0)[0].image.height > 1.8 * first.height


def test_kept_letters_stay_within_their_bound(book: FontBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("billboard.core.glyphs.ROOM", 100_000)
    case = TypeCase(book)
    for size in range(80, 240, 8):
        for ink in case.inks(run("Anton-Regular", float(size), "Mind the gap"), 1.0):
            case.mask(ink, 0.0)
    assert 50_000 < case._masks.weight <= 100_000
