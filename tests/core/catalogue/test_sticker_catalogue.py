from pathlib import Path

import pytest
from PIL import Image

from billboard.core.catalogue.sticker_catalogue import WIDTHS, StickerCatalogue, load_sticker_catalogue
from billboard.core.errors import TemplateError
from billboard.core.type.fonts import FontBook

HEAVY = 120_000  # bytes
ONE = """[[sticker]]
slug = "hat"
title = "Hat"
alt = "a hat"
width = 300
licence = "CC BY 4.0"
credit = "Drawn for Billboard"
"""
WORDS = """[sticker.words]
box = [20, 20, 300, 200]
font = "Anton-Regular"
size = [40, 120]
ink = "#101010"
default = "Boo"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of one sticker that is as it should be."""
    Image.new("RGBA", (400, 300)).save(tmp_path / "hat.png")
    (tmp_path / "stickers.toml").write_text(ONE)
    return tmp_path


def test_every_sticker_has_light_art_that_is_clear_about_it(catalogue: StickerCatalogue) -> None:
    for slug, kind in catalogue.kinds.items():
        art = catalogue.art(slug)
        assert kind.art.stat().st_size <= HEAVY, slug
        assert art.size == kind.size
        alpha = art.getchannel("A")
        ink = alpha.point([0] * 17 + [255] * 239).getbbox()
        assert ink, slug
        assert min(ink[:2]) > 0, f"{slug} is cut by its edge"
        assert ink[2] < art.width, f"{slug} is cut by its edge"
        assert ink[3] < art.height, f"{slug} is cut by its edge"
        assert sum(alpha.histogram()[250:]) > 2_000, f"{slug} is a ghost"


def test_every_sticker_can_be_put_on_as_it_comes(catalogue: StickerCatalogue) -> None:
    for kind in catalogue.kinds.values():
        assert WIDTHS[0] <= kind.least <= kind.width <= WIDTHS[1]
        if kind.slot:
            assert catalogue.words(kind.slug, kind.slot.default).lines


def test_a_tray_is_read(folder: Path, book: FontBook) -> None:
    (folder / "stickers.toml").write_text(ONE + WORDS)
    kind = load_sticker_catalogue(folder, book).kinds["hat"]
    assert (kind.width, kind.least, kind.size) == (300, WIDTHS[0], (400, 300))
    assert kind.slot
    assert (kind.slot.lines, kind.slot.default, kind.ink) == (4, "Boo", (16, 16, 16))


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ("", "at least 1"),
        ("[[sticker", "cannot be read as TOML"),
        (ONE + ONE, "two are called 'hat'"),
        (ONE.replace('"hat"', '"Hat"'), "small letters"),
        (ONE.replace('"hat"', '"cap"'), "no picture 'cap.png'"),
        (ONE.replace("300", "30"), "width: should lie between 60 and 1200"),
        (ONE + "least = 400\n", "width: should lie between 400 and 1200"),
        (ONE + "hue = 3\n", "hue: is not a field"),
        (ONE + WORDS.replace("300, 200", "500, 200"), "leaves the art, which is 400x300"),
        (ONE + WORDS.replace("Anton-Regular", "Comic"), "words.font: 'Comic' is not among"),
        (ONE + WORDS.replace("Boo", "x" * 61), "the slot's limit is 60"),
        (ONE + WORDS + "colour = 3\n", "words.colour: is not a field"),
    ],
)
def test_a_mistake_names_the_file_and_the_field(folder: Path, book: FontBook, toml: str, fault: str) -> None:
    (folder / "stickers.toml").write_text(toml)
    with pytest.raises(TemplateError, match=fault) as error:
        load_sticker_catalogue(folder, book)
    assert "stickers.toml" in str(error.value)


def test_a_tray_that_is_not_there_is_named(tmp_path: Path, book: FontBook) -> None:
    with pytest.raises(TemplateError, match=r"stickers\.toml"):
        load_sticker_catalogue(tmp_path, book)


@pytest.mark.parametrize(
    ("size", "mode", "fault"),
    [((400, 300), "RGB", "cut-out"), ((100, 90), "RGBA", "300 to 900 px"), ((1000, 90), "RGBA", "300 to 900 px")],
)
def test_a_picture_of_the_wrong_kind_is_refused(
    folder: Path, book: FontBook, size: tuple[int, int], mode: str, fault: str
) -> None:
    Image.new(mode, size).save(folder / "hat.png")
    with pytest.raises(TemplateError, match=fault):
        load_sticker_catalogue(folder, book)


def test_a_picture_that_is_no_png_is_refused(folder: Path, book: FontBook) -> None:
    (folder / "hat.png").write_text("a hat")
    with pytest.raises(TemplateError, match="is not a PNG"):
        load_sticker_catalogue(folder, book)
