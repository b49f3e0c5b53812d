"""Pages of the trade: their paper, trim, bleed and marks, and hoardings of twelve."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import BadRequest
from billboard.core.formats import FORMATS
from billboard.core.picture.imprint import PAPER
from billboard.core.picture.rendering import Renderer
from billboard.core.print.imposition import BLEED, OVERLAP, PAPERS, impose, paper_of
from tests.core.print.prints import IMPRINT, MM, TYPICAL, WIDTH, opened, printed, text_of


@pytest.mark.parametrize(("paper", "size"), [("a4", (297, 210)), ("a3", (420, 297)), ("letter", (279.4, 215.9))])
def test_a_page_is_of_its_paper_with_trim_and_bleed(
    paper: str, size: tuple[float, float], plain: PosterTemplate, shipped: Renderer
) -> None:
    (page,) = PdfReader(BytesIO(printed(shipped, Design(plain, plain.variants[0], plain.defaults), paper))).pages
    assert [float(each) / MM for each in page.mediabox] == pytest.approx([0, 0, *size], abs=0.01)
    trim, bleed = ([float(each) / MM for each in box] for box in (page.trimbox, page.bleedbox))
    assert trim[2] - trim[0] == pytest.approx(2 * (trim[3] - trim[1]), abs=0.01)
    assert bleed == pytest.approx([trim[0] - BLEED, trim[1] - BLEED, trim[2] + BLEED, trim[3] + BLEED], abs=0.01)
    assert trim[2] - trim[0] > 0.9 * size[0]


def test_a_6_sheet_fills_an_upright_page(shipped: Renderer) -> None:
    template = shipped.templates["film-poster"]
    design = Design(template, template.variants[0], template.defaults)
    (page,) = PdfReader(BytesIO(printed(shipped, design, format_=FORMATS["6-sheet"]))).pages
    assert [float(each) / MM for each in page.mediabox] == pytest.approx([0, 0, 210, 297], abs=0.01)
    left, bottom, right, top = (float(each) / MM for each in page.trimbox)
    assert (right - left) * 3 == pytest.approx((top - bottom) * 2, abs=0.01)
    assert top - bottom > 0.85 * 297


def test_crop_marks_stand_clear_of_the_bleed_and_point_at_the_trim(plain: PosterTemplate, shipped: Renderer) -> None:
    with opened(printed(shipped, Design(plain, plain.variants[1], plain.defaults))) as document:
        page, scale = document[0], 8
        left, bottom, right, top = page.get_trimbox()
        picture = page.render(scale=scale).to_pil().convert("L")
        for x, y in ((left, bottom - 6 * MM), (right, top + 6 * MM), (left - 6 * MM, top), (right + 6 * MM, bottom)):
            middle = round(x * scale), round((page.get_height() - y) * scale)
            assert min(picture.crop((middle[0] - 3, middle[1] - 3, middle[0] + 3, middle[1] + 3)).tobytes()) < 100
        gap = round((left - 3.5 * MM) * scale), round((page.get_height() - bottom) * scale)
        assert picture.getpixel(gap) == 255


def test_the_bleed_goes_on_where_the_art_ends(plain: PosterTemplate, shipped: Renderer) -> None:
    with opened(printed(shipped, Design(plain, plain.variants[1], plain.defaults))) as document:
        page = document[0]
        left, bottom, *_ = page.get_bleedbox()
        picture = page.render(scale=2).to_pil().convert("RGB")
        corner = round(left * 2) + 2, round((page.get_height() - bottom) * 2) - 3
        inside = picture.getpixel((corner[0] + 40, corner[1] - 40))
        assert picture.getpixel(corner) == inside != (255, 255, 255)


def test_an_imprint_goes_on_into_the_bleed_and_onto_its_own_sheets(shipped: Renderer) -> None:
    template = shipped.templates["home-front"]
    design = Design(template, template.variants[0], template.samples[0], (), IMPRINT)
    with opened(printed(shipped, design)) as document:
        page = document[0]
        left, bottom, _, _ = page.get_bleedbox()
        x, y = round((left + 2) * 2), round((page.get_height() - bottom - 2) * 2)
        corner = page.render(scale=2).to_pil().convert("RGB").getpixel((x, y))
    assert corner == PAPER
    pages = printed(shipped, design, "hoarding")
    found = ["".join(text_of(pages, number).split()) for number in range(12)]
    assert ["Pigeon" in page for page in found].count(True) >= 1
    assert not any("Biscuit" in page or "Pigeon" in page for page in found[6:])  # the upper row
    plain = printed(shipped, replace(design, imprint=""))
    assert "Pigeon" not in text_of(plain)


def test_a_hoarding_is_twelve_sheets_that_make_one_poster(shipped: Renderer) -> None:
    template = shipped.templates["tabloid"]
    pdf = printed(shipped, Design(template, template.variants[0], template.defaults), "hoarding")
    whole = shipped.render(Design(template, template.variants[0], template.defaults)).reduce(2)
    imposition = impose(PAPERS["hoarding"], 2.0)
    width, _ = imposition.size
    with opened(pdf) as document:
        assert len(document) == len(imposition.pages) == 12
        hung = Image.new("RGB", whole.size, "magenta")
        for laid, page in zip(imposition.pages, document, strict=True):
            fine = 2 * WIDTH / width / MM  # px a point
            picture = page.render(scale=fine).to_pil().convert("RGB").reduce(2)
            scale = WIDTH / width
            cut = [round((each - laid.trim[place % 2]) * scale) for place, each in enumerate(laid.trim)]
            corner = round(laid.trim.left * scale), round(laid.trim.top * scale)
            piece = picture.crop((*corner, corner[0] + cut[2], corner[1] + cut[3]))
            at = [round((edge - start) * scale) for edge, start in zip(laid.trim[:2], laid.poster[:2], strict=True)]
            hung.paste(piece, (at[0], at[1]))  # in the order of pasting, each over its neighbours' strips
    focus = [each.reduce(4).convert("L") for each in (whole, hung)]
    assert ImageStat.Stat(ImageChops.difference(*focus)).mean[0] < TYPICAL


@pytest.mark.parametrize("paper", ["hoarding", "hoarding-a3", "hoarding-letter"])
@pytest.mark.parametrize("ratio", [2.0, 1.0, 2 / 3])
def test_sheets_keep_inside_their_paper_and_overlap(paper: str, ratio: float) -> None:
    imposition = impose(PAPERS[paper], ratio)
    assert imposition.columns * imposition.rows == 12
    for page in imposition.pages:
        bleed = page.trim.grown(BLEED)
        assert min(bleed.left, bleed.top, page.size[0] - bleed.right, page.size[1] - bleed.bottom) >= 5
        assert page.trim.width - page.own.width == pytest.approx(OVERLAP if page.column < imposition.columns - 1 else 0)
        assert page.trim.height - page.own.height == pytest.approx(OVERLAP if page.row else 0)
    assert imposition.size[0] / imposition.size[1] == pytest.approx(ratio)


@pytest.mark.parametrize("format_", ["6-sheet", "square"])
def test_what_stands_at_the_foot_of_a_sheet_stays_on_its_paper(format_: str, shipped: Renderer) -> None:
    template = shipped.templates["the-queue"]
    design = Design(template, template.variants[0], template.defaults)
    with opened(printed(shipped, design, "hoarding-letter", FORMATS[format_])) as document:
        picture = document[0].render(scale=2).to_pil().convert("L")
    margin = picture.crop((0, picture.height - round(5 * MM * 2), *picture.size))
    assert min(margin.tobytes()) == 255


def test_sheets_are_numbered_as_they_are_pasted(plain: PosterTemplate, shipped: Renderer) -> None:
    pdf = printed(shipped, Design(plain, plain.variants[0], plain.defaults), "hoarding")
    assert PdfReader(BytesIO(pdf)).page_labels[:2] == ["Sheet 1 of 12", "Sheet 2 of 12"]
    assert "Sheet 9 of 12: third from the left, top row" in text_of(pdf, 8)


@pytest.mark.parametrize(
    ("slug", "said"), [("the-queue", "Type is type at any size"), ("spray", "Worn ink has 300 px an inch")]
)
def test_a_page_says_honestly_how_sharp_it_is(slug: str, said: str, shipped: Renderer) -> None:
    template = shipped.templates[slug]
    found = " ".join(text_of(printed(shipped, Design(template, template.variants[0], template.defaults))).split())
    assert said in found
    assert "223" in found


def test_a_paper_nobody_makes_is_refused() -> None:
    with pytest.raises(BadRequest, match="hoarding"):
        paper_of("napkin")
