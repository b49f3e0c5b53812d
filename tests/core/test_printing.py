"""Posters as PDF: the pages are those of the trade, and what stands on them is what the picture shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # published without types
import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from billboard.core.designs import Design
from billboard.core.errors import BadRequest
from billboard.core.fonts import FontBook
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.imprint import PAPER
from billboard.core.print_sheets import BLEED, OVERLAP, PAPERS, Plan, paper_of, plan
from billboard.core.print_type import language_of
from billboard.core.printing import Imprint, original, print_poster
from billboard.core.rendering import Renderer
from billboard.core.slots import Highlight, LineStyle, Shadow, Stroke, Texture
from billboard.core.stickers import Sticker
from billboard.core.templates import PosterTemplate, load_templates
from billboard.core.tray import load_tray

ROOT = Path(__file__).resolve().parents[2]
MM = 72 / 25.4
WIDTH = 800  # px at which page and picture are compared
# Mean of 255 over what is inked. Whole px of the picture's own rounding make 3 to 9, a page one px off 14 and more.
TYPICAL = 12.0

SLOGANS: Mapping[str, Mapping[str, str]] = {
    "arabic": {
        "headline": "لن ننظر في الأمر قبل 2031 أبدًا",
        "strapline": "نحن نستمع (أحيانًا) إلى BBQ",
        "stamp": "مرفوض",
    },
    "devanagari": {"headline": "हम इस पर विचार करेंगे", "strapline": "क्षत्रिय विद्यालय", "small_print": "বাংলা ভাষা"},
    "hebrew": {"headline": "שלום Anton, אנחנו כאן!", "small_print": "שלום (hello) world", "stamp": "אושר"},
    "emoji": {"headline": "We ❤️ queues 👩‍👩‍👧 1️⃣", "strapline": "Flags 🇫🇷 ☎ ★ ✓", "stamp": "Yes 🎉"},
    "european": {
        "headline": "Ça, c’est l’été à Łódź",
        "strapline": "Straße,\nÆrø — ἀρχή, Київ",
        "small_print": "fjord’s office",
    },
}
# What a slot can do, each on the plain template's own slots.
EFFECTS: Mapping[str, Mapping[str, Any]] = {
    "stroke": {"stroke": Stroke(0.05, "accent")},
    "shadow": {"shadow": Shadow(0.05, 0.06, "accent")},
    "both": {"stroke": Stroke(0.04, "accent"), "shadow": Shadow(0.08, 0.08, "accent")},
    "rotation": {"rotation": 6.0},
    "tracking": {"tracking": 0.2},
    "highlight": {"highlight": Highlight("accent", 0.2, 0.15)},
    "squeezed": {"stretch": 0.5, "lines": 1, "stroke": Stroke(0.03, "accent")},
    "arc": {"curve": 60.0, "lines": 1},
    "hanging arc": {
        "curve": -50.0,
        "lines": 1,
        "stroke": Stroke(0.03, "accent"),
        "highlight": Highlight("accent", 0.2, 0.1),
    },
    "first and last": {"first": LineStyle(1.6, "Archivo-Black"), "last": LineStyle(0.5, "Archivo-Black")},
    "drop cap": {"drop_cap": 2, "align": "left", "lines": 4},
    "texture": {"texture": Texture("stamp", 1.0), "rotation": 4.0},
    "soft": {"soft": 0.04},
    "multiply": {"multiply": True},
    "multiply with a shadow": {"multiply": True, "shadow": Shadow(0.05, 0.06, "accent")},
    "multiply on paper": {"multiply": True, "paper": "accent"},
}


@pytest.fixture(scope="module")
def artwork(book: FontBook) -> Mapping[str, PosterTemplate]:
    return load_templates(ROOT / "artwork", book)


@pytest.fixture(scope="module")
def press(artwork: Mapping[str, PosterTemplate], book: FontBook) -> Renderer:
    return Renderer(artwork, book, load_tray(ROOT / "artwork" / "stickers", book))


def printed(renderer: Renderer, design: Design, paper: str = "a4", sheet: Format = FORTY_EIGHT) -> bytes:
    imprint = Imprint("A slogan", "A slogan on a poster", datetime(2026, 5, 7, tzinfo=UTC), ("Billboard", "By hand"))
    return print_poster(renderer.book, original(renderer, design, sheet), PAPERS[paper], imprint)


@contextmanager
def opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def trimmed(pdf: bytes) -> Image.Image:
    """The first page within its trim, as a picture WIDTH px across."""
    with opened(pdf) as document:
        page = document[0]
        left, bottom, right, top = page.get_trimbox()
        fine = 4 * WIDTH / (right - left)
        picture: Image.Image = page.render(scale=fine).to_pil().convert("RGB")
        x, y, across = left * fine, (page.get_height() - top) * fine, 4 * WIDTH
        size = across, round((top - bottom) * fine)
        return picture.transform(
            size, Image.Transform.EXTENT, (x, y, x + across, y + size[1]), Image.Resampling.BICUBIC
        ).reduce(4)


def text_of(pdf: bytes, page: int = 0) -> str:
    with opened(pdf) as document:
        text: str = document[page].get_textpage().get_text_range()
    return text.replace("\r\n", "\n")


def far_apart(renderer: Renderer, design: Design, sheet: Format = FORTY_EIGHT) -> float:
    """How much page and picture differ where there is ink, mean of 255, both a little out of focus."""
    page = trimmed(printed(renderer, design, sheet=sheet))
    picture, blank = (
        each.resize(page.size, Image.Resampling.BOX)
        for each in (renderer.render(design, sheet), renderer.art(design.variant, sheet.full[0], sheet))
    )
    ink = ImageChops.difference(picture, blank).convert("L").point([0] * 24 + [255] * 232)
    assert ink.getbbox(), "there is nothing to compare"
    focus = [each.reduce(4).convert("L") for each in (picture, page)]
    return ImageStat.Stat(ImageChops.difference(*focus), ink.reduce(4).point([0] + [255] * 255)).mean[0]


def altered(template: PosterTemplate, name: str, changes: Mapping[str, Any]) -> PosterTemplate:
    sheet = template.sheet(FORTY_EIGHT.slug)
    slots = tuple(replace(slot, **changes) if slot.name == name else slot for slot in sheet.slots)
    return replace(template, sheets={FORTY_EIGHT.slug: replace(sheet, slots=slots)})


@pytest.mark.parametrize("name", SLOGANS)
def test_the_page_shows_the_picture_in_any_script(name: str, plain: PosterTemplate, press: Renderer) -> None:
    assert far_apart(press, Design(plain, plain.variants[1], SLOGANS[name])) < TYPICAL


@pytest.mark.parametrize("name", EFFECTS)
def test_the_page_shows_whatever_a_slot_can_do(
    name: str, plain: PosterTemplate, press: Renderer, artwork: Mapping[str, PosterTemplate]
) -> None:
    template = altered(plain, "headline", EFFECTS[name])
    inks = plain.variants[0 if template.slot("headline").multiply else 1].inks  # light ink, multiplied, is no ink
    grainy = replace(plain.variants[1], inks=inks, art=artwork["home-front"].variants[0].art)
    assert far_apart(press, Design(template, grainy, {"headline": "Waiting (isn’t) working"})) < TYPICAL


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in (ROOT / "artwork").glob("*/template.toml")))
def test_the_page_shows_the_picture_of_every_template(slug: str, press: Renderer) -> None:
    template = press.templates[slug]
    assert far_apart(press, Design(template, template.variants[0], template.defaults)) < TYPICAL


@pytest.mark.parametrize("sheet", ["6-sheet", "square"])
@pytest.mark.parametrize("slug", ["film-poster", "missing-cat"])
def test_the_page_shows_the_picture_in_other_formats(slug: str, sheet: str, press: Renderer) -> None:
    template = press.templates[slug]
    stickers = (Sticker(next(iter(press.tray.kinds)), 1800, 900, 500, 10),)
    design = Design(template, template.variants[1], template.defaults, stickers, IMPRINT)
    assert far_apart(press, design, FORMATS[sheet]) < TYPICAL


def test_a_6_sheet_fills_an_upright_page(press: Renderer) -> None:
    template = press.templates["film-poster"]
    design = Design(template, template.variants[0], template.defaults)
    (page,) = PdfReader(BytesIO(printed(press, design, sheet=FORMATS["6-sheet"]))).pages
    assert [float(each) / MM for each in page.mediabox] == pytest.approx([0, 0, 210, 297], abs=0.01)
    left, bottom, right, top = (float(each) / MM for each in page.trimbox)
    assert (right - left) * 3 == pytest.approx((top - bottom) * 2, abs=0.01)
    assert top - bottom > 0.85 * 297


@pytest.mark.parametrize("sheet", ["6-sheet", "square"])
def test_what_stands_at_the_foot_of_a_sheet_stays_on_its_paper(sheet: str, press: Renderer) -> None:
    template = press.templates["the-queue"]
    design = Design(template, template.variants[0], template.defaults)
    with opened(printed(press, design, "hoarding-letter", FORMATS[sheet])) as document:
        picture = document[0].render(scale=2).to_pil().convert("L")
    margin = picture.crop((0, picture.height - round(5 * MM * 2), *picture.size))
    assert min(margin.tobytes()) == 255


IMPRINT = "Promoted by A. Pigeon for the Biscuit Alliance, both of 12 Crumb Street, Dunkton DN1 2KT"


@pytest.mark.parametrize("slug", ["home-front", "spray", "missing-cat"])
def test_an_imprint_is_type_on_its_strip_and_all_above_stands_higher(slug: str, press: Renderer) -> None:
    template = press.templates[slug]
    kind = next(iter(press.tray.kinds.values()))
    stickers = (Sticker(kind.slug, 1800, 1100, 500, 10),)
    design = Design(template, template.variants[0], template.samples[0], stickers, IMPRINT)
    picture, pdf = press.render(design).reduce(2), printed(press, design)
    difference = ImageChops.difference(*(each.reduce(4).convert("L") for each in (picture, trimmed(pdf))))
    assert ImageStat.Stat(difference).mean[0] < 3
    foot = difference.crop((0, difference.height - 4, difference.width, difference.height))
    assert ImageStat.Stat(foot).mean[0] < TYPICAL
    assert IMPRINT in " ".join(text_of(pdf).split())
    assert template.variants[0].art.read_bytes() in pdf  # the art as it was drawn, and no picture of the whole


def test_an_imprint_goes_on_into_the_bleed_and_onto_its_own_sheets(press: Renderer) -> None:
    template = press.templates["home-front"]
    design = Design(template, template.variants[0], template.samples[0], (), IMPRINT)
    with opened(printed(press, design)) as document:
        page = document[0]
        left, bottom, _, _ = page.get_bleedbox()
        x, y = round((left + 2) * 2), round((page.get_height() - bottom - 2) * 2)
        corner = page.render(scale=2).to_pil().convert("RGB").getpixel((x, y))
    assert corner == PAPER
    sheets = printed(press, design, "hoarding")
    found = ["".join(text_of(sheets, number).split()) for number in range(12)]
    assert ["Pigeon" in page for page in found].count(True) >= 1
    assert not any("Biscuit" in page or "Pigeon" in page for page in found[6:])  # the upper row
    plain = printed(press, replace(design, imprint=""))
    assert "Pigeon" not in text_of(plain)


def test_another_line_break_would_be_seen(plain: PosterTemplate, press: Renderer) -> None:
    one, other = (
        Design(plain, plain.variants[1], {"headline": text})
        for text in ("We will look\ninto it", "We will\nlook into it")
    )
    pages = [trimmed(printed(press, each)).reduce(4).convert("L") for each in (one, other)]
    assert ImageStat.Stat(ImageChops.difference(*pages)).mean[0] > TYPICAL


def test_stickers_are_printed_and_what_they_say_is_type(press: Renderer) -> None:
    template = press.templates["the-candidate"]
    stickers = (
        Sticker("crown", 1700, 200, 400, 15),
        Sticker("speech-bubble", 900, 300, 700, -12, "Mind the gap"),
        Sticker("halo", 2390, 1150, 400, 90),
    )
    design = Design(template, template.variants[0], template.defaults, stickers)
    assert far_apart(press, design) < TYPICAL
    assert "Mind the gap" in " ".join(text_of(printed(press, design)).split())


@pytest.mark.parametrize(("paper", "size"), [("a4", (297, 210)), ("a3", (420, 297)), ("letter", (279.4, 215.9))])
def test_a_page_is_of_its_paper_with_trim_and_bleed(
    paper: str, size: tuple[float, float], plain: PosterTemplate, press: Renderer
) -> None:
    (page,) = PdfReader(BytesIO(printed(press, Design(plain, plain.variants[0], plain.defaults), paper))).pages
    assert [float(each) / MM for each in page.mediabox] == pytest.approx([0, 0, *size], abs=0.01)
    trim, bleed = ([float(each) / MM for each in box] for box in (page.trimbox, page.bleedbox))
    assert trim[2] - trim[0] == pytest.approx(2 * (trim[3] - trim[1]), abs=0.01)
    assert bleed == pytest.approx([trim[0] - BLEED, trim[1] - BLEED, trim[2] + BLEED, trim[3] + BLEED], abs=0.01)
    assert trim[2] - trim[0] > 0.9 * size[0]


def test_crop_marks_stand_clear_of_the_bleed_and_point_at_the_trim(plain: PosterTemplate, press: Renderer) -> None:
    with opened(printed(press, Design(plain, plain.variants[1], plain.defaults))) as document:
        page, scale = document[0], 8
        left, bottom, right, top = page.get_trimbox()
        picture = page.render(scale=scale).to_pil().convert("L")
        for x, y in ((left, bottom - 6 * MM), (right, top + 6 * MM), (left - 6 * MM, top), (right + 6 * MM, bottom)):
            middle = round(x * scale), round((page.get_height() - y) * scale)
            assert min(picture.crop((middle[0] - 3, middle[1] - 3, middle[0] + 3, middle[1] + 3)).tobytes()) < 100
        gap = round((left - 3.5 * MM) * scale), round((page.get_height() - bottom) * scale)
        assert picture.getpixel(gap) == 255


def test_the_bleed_goes_on_where_the_art_ends(plain: PosterTemplate, press: Renderer) -> None:
    with opened(printed(press, Design(plain, plain.variants[1], plain.defaults))) as document:
        page = document[0]
        left, bottom, *_ = page.get_bleedbox()
        picture = page.render(scale=2).to_pil().convert("RGB")
        corner = round(left * 2) + 2, round((page.get_height() - bottom) * 2) - 3
        inside = picture.getpixel((corner[0] + 40, corner[1] - 40))
        assert picture.getpixel(corner) == inside != (255, 255, 255)


def test_a_hoarding_is_twelve_sheets_that_make_one_poster(press: Renderer) -> None:
    template = press.templates["tabloid"]
    pdf = printed(press, Design(template, template.variants[0], template.defaults), "hoarding")
    whole = press.render(Design(template, template.variants[0], template.defaults)).reduce(2)
    layout = plan(PAPERS["hoarding"], 2.0)
    width, _ = layout.size
    with opened(pdf) as document:
        assert len(document) == len(layout.sheets) == 12
        hung = Image.new("RGB", whole.size, "magenta")
        for sheet, page in zip(layout.sheets, document, strict=True):
            fine = 2 * WIDTH / width / MM  # px a point
            picture = page.render(scale=fine).to_pil().convert("RGB").reduce(2)
            scale = WIDTH / width
            cut = [round((each - sheet.trim[place % 2]) * scale) for place, each in enumerate(sheet.trim)]
            corner = round(sheet.trim.left * scale), round(sheet.trim.top * scale)
            piece = picture.crop((*corner, corner[0] + cut[2], corner[1] + cut[3]))
            at = [round((edge - start) * scale) for edge, start in zip(sheet.trim[:2], sheet.poster[:2], strict=True)]
            hung.paste(piece, (at[0], at[1]))  # in the order of pasting, each over its neighbours' strips
    focus = [each.reduce(4).convert("L") for each in (whole, hung)]
    assert ImageStat.Stat(ImageChops.difference(*focus)).mean[0] < TYPICAL


@pytest.mark.parametrize("paper", ["hoarding", "hoarding-a3", "hoarding-letter"])
@pytest.mark.parametrize("ratio", [2.0, 1.0, 2 / 3])
def test_sheets_keep_inside_their_paper_and_overlap(paper: str, ratio: float) -> None:
    layout: Plan = plan(PAPERS[paper], ratio)
    assert layout.columns * layout.rows == 12
    for sheet in layout.sheets:
        bleed = sheet.trim.grown(BLEED)
        assert min(bleed.left, bleed.top, sheet.size[0] - bleed.right, sheet.size[1] - bleed.bottom) >= 5
        assert sheet.trim.width - sheet.own.width == pytest.approx(OVERLAP if sheet.column < layout.columns - 1 else 0)
        assert sheet.trim.height - sheet.own.height == pytest.approx(OVERLAP if sheet.row else 0)
    assert layout.size[0] / layout.size[1] == pytest.approx(ratio)


def test_a_paper_nobody_makes_is_refused() -> None:
    with pytest.raises(BadRequest, match="hoarding"):
        paper_of("napkin")


def test_fonts_are_embedded_and_cut_down_to_what_is_used(plain: PosterTemplate, press: Renderer) -> None:
    reader = PdfReader(BytesIO(printed(press, Design(plain, plain.variants[1], SLOGANS["arabic"]))))
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
def test_a_slogan_can_be_found_and_copied(name: str, lines: list[str], plain: PosterTemplate, press: Renderer) -> None:
    text = text_of(printed(press, Design(plain, plain.variants[1], SLOGANS[name])))
    for line in lines:
        assert line in " ".join(text.split()), text


def test_arabic_is_copied_in_the_order_of_reading(plain: PosterTemplate, press: Renderer) -> None:
    design = Design(plain, plain.variants[1], {"headline": "لن ننظر في الأمر"})
    (setting,) = press.set(design)
    assert text_of(printed(press, design)).split("\n")[: len(setting.lines)] == [line.text for line in setting.lines]


@pytest.mark.parametrize("typed", ["مُحَمَّدٌ", "بِسْمِ اللَّهِ الرَّحْمَٰنِ", "هنا (فقط!) «حتى»", "בְּרֵאשִׁית בָּרָא", "שׂמחה [גדולה]"])
def test_points_and_brackets_are_copied_where_they_stand(typed: str, plain: PosterTemplate, press: Renderer) -> None:
    found = text_of(printed(press, Design(plain, plain.variants[1], {"headline": typed})))
    lines = unicodedata.normalize("NFC", found).split("\n")
    assert " ".join(lines[: len(lines) - 3]) == unicodedata.normalize("NFC", typed)


def test_lines_come_as_they_are_broken_in_the_picture(press: Renderer) -> None:
    for template in press.templates.values():
        design = Design(template, template.variants[0], template.defaults)
        found = [" ".join(line.split()) for line in text_of(printed(press, design)).split("\n")]
        for setting in press.set(design):
            for line in setting.lines:
                told = " ".join(line.text.split())
                assert any(told in each for each in found), f"{template.slug}: {told} is not among {found}"


def test_the_art_is_passed_on_as_it_was_drawn(press: Renderer) -> None:
    template = press.templates["home-front"]
    assert template.variants[0].art.read_bytes() in printed(press, Design(template, template.variants[0], {}))


def test_a_file_says_what_it_is_to_whoever_cannot_see_it(plain: PosterTemplate, press: Renderer) -> None:
    reader = PdfReader(BytesIO(printed(press, Design(plain, plain.variants[0], plain.defaults))))
    root = reader.trailer["/Root"]
    assert reader.metadata
    assert reader.metadata.title == "A slogan"
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert str(root["/MarkInfo"]["/Marked"]) == "True"  # type: ignore[index]
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"  # type: ignore[index]
    elements = root["/StructTreeRoot"]["/K"][0].get_object()["/K"]  # type: ignore[index]
    figure = elements[0].get_object()
    assert (figure["/S"], figure["/Alt"]) == ("/Figure", "A slogan on a poster")


def test_sheets_are_numbered_as_they_are_pasted(plain: PosterTemplate, press: Renderer) -> None:
    pdf = printed(press, Design(plain, plain.variants[0], plain.defaults), "hoarding")
    assert PdfReader(BytesIO(pdf)).page_labels[:2] == ["Sheet 1 of 12", "Sheet 2 of 12"]
    assert "Sheet 9 of 12: third from the left, top row" in text_of(pdf, 8)


def test_the_same_poster_gives_the_same_bytes(plain: PosterTemplate, press: Renderer) -> None:
    design = Design(plain, plain.variants[0], SLOGANS["emoji"])
    assert printed(press, design) == printed(press, design)


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
