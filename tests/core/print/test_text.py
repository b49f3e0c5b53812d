"""What a print says to whoever searches it, copies from it or has it read aloud."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pytest
from pypdf import PdfReader

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.picture.rendering import Renderer
from billboard.core.print.spelling import language_of
from tests.core.print.prints import SLOGANS, printed, text_of


def test_fonts_are_embedded_and_cut_down_to_what_is_used(plain: PosterTemplate, shipped: Renderer) -> None:
    reader = PdfReader(BytesIO(printed(shipped, Design(plain, plain.variants[1], SLOGANS["arabic"]))))
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = set()
    for each in fonts.values():
        descendant = each.get_object()["/DescendantFonts"][0].get_object()
        stream = descendant["/FontDescriptor"].get_object()["/FontFile2"].get_object()
        names.add(each.get_object()["/BaseFont"])
        assert len(stream.get_data()) < 60_000
        assert "/ToUnicode" in each.get_object()
    assert {"/MPDFAA+NotoSansArabicBold", "/MPDFAA+NotoSansBold"} <= names


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("arabic", ["مرفوض", "BBQ"]),
        ("devanagari", ["हम इस पर", "क्षत्रिय विद्यालय", "বাংলা ভাষা"]),
        ("hebrew", ["אנחנו כאן", "אושר"]),
        ("european", ["ÇA, C’EST L’ÉTÉ", "Ærø — ἀρχή, Київ", "fjord’s office"]),
    ],
)
def test_a_slogan_can_be_found_and_copied(
    name: str, lines: list[str], plain: PosterTemplate, shipped: Renderer
) -> None:
    text = text_of(printed(shipped, Design(plain, plain.variants[1], SLOGANS[name])))
    for line in lines:
        assert line in " ".join(text.split()), text


def test_arabic_is_copied_in_the_order_of_reading(plain: PosterTemplate, shipped: Renderer) -> None:
    design = Design(plain, plain.variants[1], {"headline": "لن ننظر في الأمر"})
    (setting,) = shipped.set(design).texts
    assert text_of(printed(shipped, design)).split("\n")[: len(setting.lines)] == [line.text for line in setting.lines]


@pytest.mark.parametrize("typed", ["مُحَمَّدٌ", "بِسْمِ اللَّهِ الرَّحْمَٰنِ", "هنا (فقط!) «حتى»", "בְּרֵאשִׁית בָּרָא", "שׂמחה [גדולה]"])
def test_points_and_brackets_are_copied_where_they_stand(typed: str, plain: PosterTemplate, shipped: Renderer) -> None:
    found = text_of(printed(shipped, Design(plain, plain.variants[1], {"headline": typed})))
    lines = unicodedata.normalize("NFC", found).split("\n")
    assert " ".join(lines[: len(lines) - 3]) == unicodedata.normalize("NFC", typed)


def test_lines_come_as_they_are_broken_in_the_picture(shipped: Renderer) -> None:
    for template in shipped.templates.values():
        design = Design(template, template.variants[0], template.defaults)
        found = [" ".join(line.split()) for line in text_of(printed(shipped, design)).split("\n")]
        for setting in shipped.set(design).texts:
            for line in setting.lines:
                told = " ".join(line.text.split())
                assert any(told in each for each in found), f"{template.slug}: {told} is not among {found}"


def test_every_script_is_named_to_whoever_reads_aloud() -> None:
    spoken = {
        "ગુજરાતી": "und-Gujr",
        "தமிழ்": "und-Taml",
        "ქართული": "und-Geor",
        "ਪੰਜਾਬੀ": "und-Guru",
        "Հայերեն": "und-Armn",
    }
    assert {text: language_of(text) for text in spoken} == spoken
    assert language_of("Łódź") == ""


def test_a_file_says_what_it_is_to_whoever_cannot_see_it(plain: PosterTemplate, shipped: Renderer) -> None:
    reader = PdfReader(BytesIO(printed(shipped, Design(plain, plain.variants[0], plain.defaults))))
    root = reader.trailer["/Root"]
    assert reader.metadata
    assert reader.metadata.title == "A slogan"
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert str(root["/MarkInfo"]["/Marked"]) == "True"  # type: ignore[index]
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"  # type: ignore[index]
    elements = root["/StructTreeRoot"]["/K"][0].get_object()["/K"]  # type: ignore[index]
    figure = elements[0].get_object()
    assert (figure["/S"], figure["/Alt"]) == ("/Figure", "A slogan on a poster")
