"""One shaper for layout, picture and print: what it is told, what it tells, and that Raqm finds the same."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]  # published without types
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib.tables.TupleVariation import TupleVariation  # type: ignore[import-untyped]

from billboard.core.type.fallbacks import FontFile
from billboard.core.type.fonts import FontBook
from billboard.core.type.shaping import REFERENCE, FontSettings, Shaper
from tests.core.corpus import named_faces, runs_set_in


def width(shaper: Shaper, stem: str, text: str, settings: FontSettings) -> float:
    """The advance, which its glyphs agree with."""
    found = shaper.advance(stem, text, "ltr", settings)
    assert sum(glyph.advance for glyph in shaper.shape(stem, text, "ltr", settings)) == pytest.approx(found, abs=1e-4)
    return found


@pytest.mark.parametrize("face", named_faces())
def test_it_finds_the_advances_that_raqm_finds(face: str, book: FontBook) -> None:
    """By which Pillow places the ink that is measured."""
    opened = book.measures.face(face, REFERENCE)
    for run in runs_set_in(book, face):
        raqm = opened.getlength(run.text, direction=run.direction) / REFERENCE
        assert book.shaper.advance(face, run.text, run.direction) == pytest.approx(raqm, abs=1e-4), run.text


def test_a_line_of_several_scripts_is_kerned_run_by_run(book: FontBook) -> None:
    words = ("Новый ", "AVATAR To Ye")
    apart = sum(book.shaper.advance("LibreFranklin-Bold", word, "ltr") for word in words)
    assert book.shaper.advance("LibreFranklin-Bold", "".join(words), "ltr") == pytest.approx(apart)
    assert apart == pytest.approx(10.378)


@pytest.mark.parametrize(
    ("face", "text", "direction", "spelt"),
    [
        ("LibreFranklin-Bold", "To Ye", "ltr", ["T", "o", " ", "Y", "e"]),
        ("NotoSansArabic-Bold", "لا(ب", "rtl", ["ب", ")", "ا", "ل"]),
        ("Anton-Regular", "fix", "ltr", ["fi", "x"]),
        ("NotoSansHebrew-Bold", "בּ׳", "rtl", ["׳", "בּ"]),
        ("NotoSans-Bold", "𝒜x", "ltr", ["𝒜", "x"]),
    ],
)
def test_glyphs_tell_what_they_spell(face: str, text: str, direction: str, spelt: list[str], book: FontBook) -> None:
    assert [glyph.text for glyph in book.shaper.shape(face, text, direction) if glyph.text] == spelt


def test_glyphs_stand_where_those_before_them_end(book: FontBook) -> None:
    glyphs = book.shaper.shape("Anton-Regular", "AVA", "ltr")
    ends = [0.0]
    for glyph in glyphs:
        assert glyph.x == pytest.approx(ends[-1])
        ends.append(ends[-1] + glyph.advance)
    assert ends[-1] == pytest.approx(book.shaper.advance("Anton-Regular", "AVA", "ltr"), abs=1e-4)


def test_features_are_heeded(book: FontBook) -> None:
    unkerned = FontSettings(features=(("kern", 0),))
    apart = sum(book.shaper.advance("LibreFranklin-Bold", letter, "ltr") for letter in "AVATAR")
    assert width(book.shaper, "LibreFranklin-Bold", "AVATAR", unkerned) == pytest.approx(apart)
    assert width(book.shaper, "LibreFranklin-Bold", "AVATAR", FontSettings()) < apart - 0.1


def test_language_is_heeded(book: FontBook) -> None:
    """A ligature of f and i would take the dot that tells Turkish letters apart."""
    plain, turkish = (
        book.shaper.shape("Anton-Regular", "fi", "ltr", FontSettings(language=language)) for language in ("und", "tr")
    )
    assert (len(plain), len(turkish)) == (1, 2)


def test_axes_are_heeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: FontBook) -> None:
    path = tmp_path / "Variable.ttf"
    grows_by_half(path)
    monkeypatch.setattr(book.files, "file", lambda stem: FontFile(path))
    shaper = Shaper(book.files)
    assert width(shaper, "Variable", "II", FontSettings()) == pytest.approx(1.0)
    assert width(shaper, "Variable", "II", FontSettings(axes=(("wght", 900.0),))) == pytest.approx(1.5)


def grows_by_half(path: Path) -> None:
    """A face of one letter, half an em wide and at its heaviest three quarters."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (400, 700), (400, 0)):
        pen.lineTo(corner)
    pen.closePath()
    letter = pen.glyph()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef", "I"])
    made.setupCharacterMap({ord("I"): "I"})
    made.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "I": letter})
    made.setupHorizontalMetrics({".notdef": (500, 0), "I": (500, 100)})
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Variable", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    made.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    deltas = [(0, 0)] * 2 + [(250, 0)] * 2 + [(0, 0), (250, 0), (0, 0), (0, 0)]  # corners, then where the letter ends
    made.setupGvar({"I": [TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)]})
    made.save(path)
