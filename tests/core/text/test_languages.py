"""Slogans of fifty languages: every letter drawn, capitals and line breaks as their readers expect them.

Chinese, Japanese and Korean faces are the system's; tools/setup.sh brings them for the tests.
"""

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import regex
from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped]  # published without types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import Image

from billboard.core.catalogue.template_reading import load_templates
from billboard.core.errors import UndrawableCharacter
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.text.capitals import upper
from billboard.core.text.language import guess_language
from billboard.core.text.phrases import parts, phrases
from billboard.core.text.wording import check, normalise
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import SetRun, SetText, set_slot
from tests.paths import ARTWORK, FONTS, ROOT

LANGUAGES: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/data/languages.toml").read_text())["language"]
BY_NAME = [pytest.param(each, id=each["name"]) for each in LANGUAGES]
TEMPLATES = ("tabloid", "former-voter", "the-candidate", "tombstone", "spray")
WIDE = Slot("headline", "Headline", (0, 0, 1500, 900), "LibreFranklin-Bold", (40, 300), "ink", lines=9, limit=200)

# From the standards' own lists, in no words of the code: JIS X 4051, and Thai's dependent vowels and leading vowels.
NEVER_FIRST = "、。，．！？：；・ー々）」』】〉》…’”ぁぃぅぇぉっゃゅょァィゥェォッャュョะาำิีึืุู็่้๊๋์ๆฯ"
NEVER_LAST = "（「『【〈《‘“เแโใไ"
ACCENTS = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķ"
    "ĹĺĻļĽľĿŀŁłŃńŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžȘșȚțẀẁẂẃẄẅẞỲỳǅǈǋǍǎǧǪǫǯǺǻǼǽǾǿƏəƷʒ"
)


@cache
def slots() -> tuple[Slot, ...]:
    templates = load_templates(ARTWORK, FONTS)
    mains = [next(slot for slot in templates[slug].slots if slot.required) for slug in TEMPLATES]
    return tuple(replace(slot, limit=200, size=(24, slot.size[1]), lines=8) for slot in mains)


def lines(text: SetText) -> list[str]:
    return [line.text for line in text.lines]


def at_many_widths(book: FontBook, text: str) -> Iterator[list[str]]:
    for width in (340, 620, 1500):
        yield lines(set_slot(book, replace(WIDE, box=(0, 0, width, 1100)), text))


def picture(outlines: GlyphOutlines, face: str, size: float, text: str, direction: str) -> Image.Image | None:
    flat, run = SetText(WIDE, size, (), (0, 0, 0, 0)), SetRun(text, face, size, 0.0, 0.0, direction)
    return next((piece.mask for piece in outlines.line(flat, [run], 1.0, 0.0, 0.0, 0.0)), None)


def test_there_are_two_dozen_languages_and_ten_scripts_at_least() -> None:
    assert len({each["name"] for each in LANGUAGES}) >= 24
    assert len({each["script"] for each in LANGUAGES}) >= 10


@pytest.mark.parametrize("language", BY_NAME)
def test_every_letter_is_drawn_by_a_face_that_has_it(book: FontBook, language: dict[str, Any]) -> None:
    outlines = GlyphOutlines(book)
    text = normalise(language["text"])
    check(text)
    for slot in slots():
        for line in set_slot(book, slot, text).lines:
            for run in line.runs:
                nothing = picture(outlines, run.face, 40.0, "\U000effff", "ltr")  # what a face draws for what it lacks
                for letter in regex.findall(r"[\p{L}\p{N}\p{P}]\p{M}*", run.text):
                    drawn = picture(outlines, run.face, 40.0, letter, run.direction)
                    assert drawn is not None, f"“{letter}” is not drawn in {run.face} ({slot.font})"
                    assert nothing is None or drawn.tobytes() != nothing.tobytes(), f"tofu for “{letter}”, {run.face}"


@pytest.mark.parametrize("language", BY_NAME)
def test_a_script_is_set_in_one_face_within_a_slot(book: FontBook, language: dict[str, Any]) -> None:
    for slot in slots():
        faces: dict[str, set[str]] = {}
        for line in set_slot(book, slot, normalise(language["text"])).lines:
            for run in line.runs:
                for script in ("Latin", "Greek", "Cyrillic", "Arabic", "Hebrew", "Devanagari", "Thai", "Han", "Hangul"):
                    if regex.search(rf"\p{{{script}}}", run.text):
                        faces.setdefault(script, set()).add(run.face)
        assert all(len(found) == 1 for found in faces.values()), (slot.font, faces)


@pytest.mark.parametrize("slug", range(len(TEMPLATES)))
def test_every_european_accent_is_drawn_in_every_face(book: FontBook, slug: int) -> None:
    outlines, stem = GlyphOutlines(book), slots()[slug].font
    for letter in ACCENTS:
        face = book.faces().face_for(stem, letter)
        assert picture(outlines, face, 40.0, letter, "ltr"), f"{letter} in {face}"
        base = unicodedata.normalize("NFD", letter)[0]
        if base != letter and face == stem:
            assert picture(outlines, face, 80.0, letter, "ltr") != picture(outlines, face, 80.0, base, "ltr"), letter


def outline(glyphs: Any, name: str) -> list[Any]:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return list(pen.value)


def test_faces_that_draw_a_character_bare_or_not_at_all_are_found_out() -> None:
    wrong = tomllib.loads((ROOT / "fonts/fallback/faces.toml").read_text())["wrong"]
    for path in sorted(FONTS.glob("*/*.ttf")):
        if path.parent.name == "fallback":
            continue
        with TTFont(path, lazy=True) as font:
            names, glyphs = font.getBestCmap(), font.getGlyphSet()
            # As they lie in the file: outlines are long in reading, and few have their base’s bounds (bytes 2 to 9).
            raw = {chr(code): getattr(font["glyf"].glyphs[name], "data", b"") for code, name in names.items()}
            bases = {char: apart[0] for char in raw if len(apart := unicodedata.normalize("NFD", char)) > 1}
            bases |= {char: str(int(char)) for char in raw if char.isdecimal() and not char.isascii()}
            bare = {
                char
                for char, base in bases.items()
                if base in raw and raw[char][2:10] == raw[base][2:10]
                if outline(glyphs, names[ord(char)]) == outline(glyphs, names[ord(base)])
            }
            bare |= {char for char, data in raw.items() if not data and regex.match(r"[\p{L}\p{N}\p{P}\p{S}]", char)}
        assert bare <= set(wrong.get(path.stem, "")), f"{path.stem}: name {''.join(sorted(bare))} in faces.toml"


def test_the_folders_of_serifs_are_folders() -> None:
    named = tomllib.loads((ROOT / "fonts/fallback/faces.toml").read_text())["serif"]
    assert [folder for folder in named if not (FONTS / folder).is_dir()] == []


@pytest.mark.parametrize("language", BY_NAME)
def test_no_line_begins_or_ends_with_what_must_not(book: FontBook, language: dict[str, Any]) -> None:
    for found in at_many_widths(book, normalise(language["text"])):
        assert not [line for line in found[1:] if line[0] in NEVER_FIRST], found
        assert not [line for line in found[:-1] if line[-1] in NEVER_LAST], found


@pytest.mark.parametrize("language", [pytest.param(each, id=each["name"]) for each in LANGUAGES if "keep" in each])
def test_words_and_phrases_stay_whole_at_a_poster_s_width(book: FontBook, language: dict[str, Any]) -> None:
    for width in (1000, 1500, 2200):
        found = lines(set_slot(book, replace(WIDE, box=(0, 0, width, 700), lines=4), normalise(language["text"])))
        for kept in language["keep"]:
            assert any(kept.replace(" ", "\u00a0") in line.replace(" ", "\u00a0") for line in found), (kept, found)


@pytest.mark.parametrize("language", BY_NAME)
def test_capitals_are_those_of_the_language(language: dict[str, Any]) -> None:
    text = normalise(language["text"])
    assert upper(text, guess_language([text]).turkic) == language.get("upper", text.upper())


@pytest.mark.parametrize(
    ("typed", "capitals"),
    [("Μάιος", "ΜΑΪΟΣ"), ("προϊόν", "ΠΡΟΪΟΝ"), ("ο ένας ή ο άλλος", "Ο ΕΝΑΣ Ή Ο ΑΛΛΟΣ"), ("ἄνθρωπος", "ΑΝΘΡΩΠΟΣ")],
)
def test_greek_capitals_lose_their_accents_and_keep_their_sense(typed: str, capitals: str) -> None:
    assert upper(typed) == capitals


def test_an_i_keeps_its_dot_only_where_the_text_shows_that_it_is_turkish() -> None:
    assert not guess_language(["finish in İzmit".replace("İ", "I")]).turkic
    assert upper("diğer iş", guess_language(["diğer iş"]).turkic) == "DİĞER İŞ"
    assert upper("iki", guess_language(["iki"]).turkic) == "IKI"


@pytest.mark.parametrize(
    ("text", "han"),
    [("会議の骨", "jp"), ("한글 漢字", "kr"), ("门关着", "sc"), ("門關著", "tc"), ("営業中", "jp"), ("天天", "sc")],
)
def test_han_characters_take_the_forms_of_the_text_s_language(book: FontBook, text: str, han: str) -> None:
    assert guess_language([text]).han == han
    faces = {run.face for line in set_slot(book, WIDE, text).lines for run in line.runs}
    assert f"NotoSansCJK{han}-Bold" in faces


def test_hindi_figures_are_not_drawn_as_european_ones(book: FontBook) -> None:
    assert {book.faces().face_for("Hind-Bold", figure) for figure in "०१२३४५६७८९"} == {"NotoSans-Bold"}


def test_accents_that_a_face_would_draw_one_over_the_other_are_another_face_s(book: FontBook) -> None:
    for stem in ("Figtree-Bold", "ComicNeue-Bold", "Cinzel-Black", "BodoniModa-Bold", "ManufacturingConsent-Regular"):
        assert all(book.faces().face_for(stem, letter).startswith("Noto") for letter in "ẤỀỖ"), stem
    assert {book.faces().face_for("Anton-Regular", letter) for letter in "ẤỀỖ"} == {"Anton-Regular"}
    assert {book.faces().face_for("Figtree-Bold", letter) for letter in "ÂÉõỹ"} == {"Figtree-Bold"}


def test_an_accent_that_a_face_has_no_place_for_on_its_letter_is_another_face_s(book: FontBook) -> None:
    for stem, letters in (("Barlow-Medium", "ḂḋḣṁḤ"), ("LibreFranklin-Bold", "Ḃḋ"), ("Cabin-Bold", "Ḃ")):
        assert all(book.faces().face_for(stem, letter).startswith("NotoSans-") for letter in letters), stem
    assert {book.faces().face_for("Barlow-Medium", letter) for letter in "ȯȳṣ"} == {"Barlow-Medium"}
    assert book.faces().face_for("NotoSans-Bold", "j̃") == "NotoSans-Bold"  # on a j without its dot


def test_accents_without_a_character_of_their_own_stand_on_their_letter(book: FontBook) -> None:
    for letter in ("m̃", "ọ̀", "ɔ̃́", "а́"):
        face = book.faces().face_for("Caprasimo-Regular", letter)
        assert face == "NotoSerif-Bold", letter
        bare = unicodedata.normalize("NFD", letter)[0]
        assert book.measures.extents(face, letter, "ltr").top > book.measures.extents(face, bare, "ltr").top + 0.1


def test_fallback_faces_match_the_slot_in_weight_width_and_serifs(book: FontBook) -> None:
    assert book.faces().face_for("Anton-Regular", "Ж") == "NotoSans-CondensedBlack"
    assert book.faces().face_for("Archivo-Black", "ไ") == "NotoSansThai-Black"
    assert book.faces().face_for("Newsreader-Bold", "ไ") == "NotoSerifThai-Bold"
    assert book.faces().face_for("Newsreader-Medium", "ع") == "NotoNaskhArabic-Regular"
    assert book.faces().face_for("LibreFranklin-Light", "ব") == "NotoSansBengali-Regular"
    assert book.faces().face_for("ZillaSlab-Bold", "語") == "NotoSerifCJKsc-Bold"


def test_without_their_faces_chinese_japanese_and_korean_are_refused_in_words() -> None:
    bare = FontBook(FONTS, system=())
    for text in ("茶", "お茶", "차", "ㄅ", "Tea。"):
        with pytest.raises(UndrawableCharacter, match="Chinese, Japanese and Korean type is not installed here"):
            set_slot(bare, WIDE, text)
    assert set_slot(bare, WIDE, "ชา чай τσάι").lines


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ភាសា", "no type for Khmer letters"),
        ("తెలుగు", "no type for Telugu letters"),
        ("አማርኛ", "no type for Ethiopic letters"),
        ("\U0001fae9", "No type here can draw “\U0001fae9”"),
    ],
)
def test_a_script_that_is_not_set_is_refused_by_its_name(book: FontBook, text: str, told: str) -> None:
    with pytest.raises(UndrawableCharacter, match=told):
        set_slot(book, WIDE, text)


def test_thai_breaks_between_words_and_never_before_a_repeater() -> None:
    assert phrases("ไปเร็ว ๆ กรุงเทพฯ") == ["ไป", "เร็ว ๆ ", "กรุงเทพฯ"]
    assert phrases("วันนี้ไม่อยากไปทำงาน") == ["วันนี้", "ไม่", "อยาก", "ไป", "ทำงาน"]
    assert parts("เครื่องถ่ายเอกสาร") == ["เครื่อง", "ถ่ายเอกสาร"]


def test_korean_breaks_at_its_spaces_and_within_a_word_only_in_need() -> None:
    assert phrases("회의는 이메일로 충분했습니다") == ["회의는 ", "이메일로 ", "충분했습니다"]
    assert len(parts("충분했습니다")) == 6


@pytest.mark.parametrize("line", ["会议开了三个小时", "會議開了兩個小時", "这次排队排了十二年", "我等了3天"])
def test_a_chinese_number_keeps_what_it_counts_by(line: str) -> None:
    assert not [piece for piece in phrases(line) if piece[0] in "个個次年天"], phrases(line)


def test_chinese_particles_and_points_stay_with_the_word_before() -> None:
    for line in ("我的茶凉了。", "茶呢？走了。", "你们的会议开了三个小时"):
        assert not [piece for piece in phrases(line) if piece[0] in "的了呢们。？"], line
