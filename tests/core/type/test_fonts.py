import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from billboard.core.errors import FontError
from billboard.core.type.emoji import EMOJI
from billboard.core.type.face_choice import FaceChoice
from billboard.core.type.fallbacks import read_fallbacks
from billboard.core.type.fonts import FontBook
from billboard.core.type.overlap_marks import readable, without_overlap_marks
from tests.paths import FONTS


def test_a_missing_raqm_stops_the_start_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda feature: False)
    with pytest.raises(FontError, match="apt-get install -y libfribidi0"):
        FontBook(FONTS)


def test_missing_fallback_faces_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="fallback faces"):
        FontBook(tmp_path)


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("serif = [", "serif = [1, ", "serif: should be a list"),
        ('"jp", "kr"', '"jp", "th"', "cjk.languages: 'th' is not among"),
        ("families = ", "family = ", "cjk.families: is missing"),
        ("[wrong]", "[wrong", "cannot be read as TOML"),
        ("[wrong]\n", "[wrong]\nHind-Black = 1\n", "wrong.Hind-Black: should be a text"),
        ("[cjk]\n", '[cjk]\ncountries = ["jp"]\n', "cjk.countries: is not a field"),
    ],
)
def test_a_fault_in_the_list_of_stand_in_faces_names_its_field(
    tmp_path: Path, written: str, instead: str, told: str
) -> None:
    listed = (FONTS / "fallback" / "faces.toml").read_text()
    assert written in listed
    (tmp_path / "faces.toml").write_text(listed.replace(written, instead))
    with pytest.raises(FontError, match=rf"faces\.toml: {re.escape(told)}"):
        read_fallbacks(tmp_path, ["NotoSans-Bold"])


def test_advances_scale_with_size(book: FontBook) -> None:
    text = "We will look into it"
    for size in (20.0, 77.0, 200.0):
        drawn = book.measures.face("LibreFranklin-Bold", size).getlength(text)
        assert drawn == pytest.approx(book.measures.advance("LibreFranklin-Bold", text) * size, rel=0.005)


def test_weight_is_judged_by_the_stem_and_not_by_the_name(book: FontBook) -> None:
    assert book.measures.look("Anton-Regular") == (False, True, "Black")
    assert book.measures.look("NotoSans-Bold") == (False, False, "Bold")
    assert book.measures.look("NotoSans-Regular") == (False, False, "Regular")
    assert book.measures.look("BodoniModa-Bold") == (True, False, "Bold")


def test_a_symbol_without_a_text_glyph_falls_to_the_emoji_face(book: FontBook) -> None:
    assert book.faces().face_for("Anton-Regular", "😀") == EMOJI
    assert book.faces().face_for("Anton-Regular", "A") == "Anton-Regular"
    assert book.faces().face_for("Anton-Regular", "ש") == "NotoSansHebrew-CondensedBlack"


def test_an_emoji_is_measured_by_its_ink(book: FontBook) -> None:
    tile = book.emoji.picture("🎉", 128)
    left, _, right, _ = tile.getchannel("A").point([0] * 64 + [255] * 192).getbbox() or (0, 0, 0, 0)
    before, after = book.measures.bearings(EMOJI, "🎉")
    assert (before, after) == pytest.approx((left / 109, (tile.width - right) / 109))
    assert before > 0


def test_letters_look_the_same_without_overlap_marks() -> None:
    path = FONTS / "fallback" / "NotoSans-Bold.ttf"
    assert without_overlap_marks(path.read_bytes()) != path.read_bytes()
    images = []
    for source in (str(path), readable(path)):
        image = Image.new("L", (700, 120))
        face = ImageFont.truetype(source, 90)
        ImageDraw.Draw(image).text((5, 90), "Rg&8 quick", fill=255, font=face, anchor="ls")
        images.append(image)
    assert sum(ImageChops.difference(*images).histogram()[40:]) == 0


def test_a_font_that_is_not_truetype_is_left_alone() -> None:
    emoji = (FONTS / "fallback" / f"{EMOJI}.ttf").read_bytes()
    assert without_overlap_marks(emoji) == emoji


def test_what_a_text_is_set_in_is_a_value(book: FontBook) -> None:
    russian = book.faces(foreign=frozenset({"Cyrillic"}))
    assert russian == FaceChoice(book.measures, "sc", frozenset({"Cyrillic"})) != book.faces()
    assert book.faces().face_for("LibreFranklin-Bold", "Я") == "LibreFranklin-Bold"
    assert russian.face_for("LibreFranklin-Bold", "Я") == "NotoSans-Black"
    assert russian.face_for("LibreFranklin-Bold", "R") == "LibreFranklin-Bold"


def test_a_foreign_script_is_still_drawn_by_the_faces_that_stand_in(book: FontBook) -> None:
    assert "Я" in book.faces(foreign=frozenset({"Cyrillic"})).covered("NotoSans-Black")
