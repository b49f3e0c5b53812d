import io
import struct
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.template_reading import load_templates
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.colour import Colour
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.picture.rendering import Renderer
from billboard.core.picture.splicing import encode
from billboard.core.picture.tombstones import Tombstone, tombstone
from billboard.core.text.wording import check, normalise
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import elsewhere
from billboard.core.type.placement import bend
from billboard.core.type.slots import Highlight, Slot, Stroke, Texture
from billboard.core.type.typesetting import set_slot
from tests.paths import ARTWORK

SLOGAN = {
    "headline": "We will look into it 🎉",
    "strapline": "שלום (hello)",
    "stamp": "So there",
    "small_print": "Terms.",
}
INKS: Mapping[str, Colour] = {"headline": (0, 0, 0), "accent": (0, 0, 0)}


@pytest.fixture(scope="module")
def templates(book: FontBook) -> Mapping[str, PosterTemplate]:
    return load_templates(ARTWORK, book)


def painted(book: FontBook, slot: Slot, text: str, width: int) -> tuple[int, int, int, int] | None:
    """The box of all pixels that a text changes on a white image."""
    image = Image.new("RGB", (width, width // 2), "white")
    canvas = Canvas(image, (0, 0), width / 2400, GlyphOutlines(book), INKS, Path())
    draw_set_text(canvas, set_slot(book, slot, text))
    return ImageChops.invert(image).getbbox()


def strays(book: FontBook, slot: Slot, text: str, width: int) -> tuple[int, int, int, int] | None:
    """The box of pixels that a text changes outside its slot, turned with it; None where there are none."""
    image = Image.new("RGB", (width, width // 2), "white")
    canvas = Canvas(image, (0, 0), width / 2400, GlyphOutlines(book), INKS, Path())
    draw_set_text(canvas, set_slot(book, slot, text))
    x, y, across, down = (edge * width / 2400 for edge in slot.box)
    within = Image.new("L", image.size)
    ImageDraw.Draw(within).rectangle((x - 0.5, y - 0.5, x + across + 0.5, y + down + 0.5), fill=255)
    within = within.rotate(slot.rotation, center=(x + across / 2, y + down / 2))
    image.paste("white", (0, 0), within)
    # Colours this near to white are the last of an antialiased edge, cut by the mask's own.
    return ImageChops.invert(image).convert("L").point([0] * 40 + [255] * 216).getbbox()


def design(template: PosterTemplate, variant: str | None = None) -> Design:
    return Design(template, template.variant(variant), SLOGAN)


@pytest.mark.parametrize(
    "text", ["No", "Jgjpqy ÅÇ", "ÉTÉ", "שלום", "مرحبا بكم", "क्षत्रिय की", "ที่นี่", "🎉 👍🏽", "fjord’s"]
)
@pytest.mark.parametrize("number", range(4))
def test_nothing_is_painted_outside_the_box(book: FontBook, plain: PosterTemplate, text: str, number: int) -> None:
    assert strays(book, plain.slots[number], text, 1600) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    typed=st.text(st.sampled_from(" \n-aeinorstWQgjpyÅשםلमिक🎉é,"), min_size=1, max_size=40), number=st.integers(0, 3)
)
def test_whatever_is_set_is_painted_inside_the_box(
    book: FontBook, plain: PosterTemplate, typed: str, number: int
) -> None:
    text = normalise(typed)
    try:
        check(text)
        assert strays(book, plain.slots[number], text, 1600) is None
    except SloganRefused:
        return


def test_type_is_painted_where_it_was_set(book: FontBook, plain: PosterTemplate) -> None:
    slot = plain.slot("headline")
    setting = set_slot(book, slot, "Hello there")
    found = painted(book, slot, "Hello there", 1600)
    assert found is not None
    for pixel, art in zip(found, setting.ink, strict=True):
        assert pixel == pytest.approx(art * 1600 / 2400, abs=2)


def test_a_stroke_is_not_cut(book: FontBook, plain: PosterTemplate) -> None:
    slot = replace(plain.slot("stamp"), rotation=0.0)
    setting = set_slot(book, slot, "Jgy")
    found = painted(book, slot, "Jgy", 1600)
    assert found is not None
    assert found[3] == pytest.approx(setting.ink[3] * 1600 / 2400, abs=3)


def test_the_same_slogan_gives_the_same_bytes(book: FontBook, plain: PosterTemplate, renderer: Renderer) -> None:
    again = Renderer({plain.slug: plain}, book)
    assert again.pictures(design(plain, "blue")) == renderer.pictures(design(plain, "blue"))


def test_threads_that_meet_at_cold_art_get_the_same_poster(book: FontBook, plain: PosterTemplate) -> None:
    cold = Renderer({plain.slug: plain}, book)
    with ThreadPoolExecutor(8) as pool:
        posters = set(pool.map(lambda _: cold.preview(design(plain, "red")), range(16)))
    assert len(posters) == 1


def test_drawing_a_poster_leaves_the_art_blank(plain: PosterTemplate, renderer: Renderer) -> None:
    before = renderer.art(plain.variants[0], 800).tobytes()
    renderer.preview(design(plain))
    assert renderer.art(plain.variants[0], 800).tobytes() == before


def test_pictures_have_the_promised_sizes(plain: PosterTemplate, renderer: Renderer) -> None:
    pictures = renderer.pictures(design(plain))
    sizes = [Image.open(io.BytesIO(data)).size for data in (pictures.full, pictures.thumb, pictures.card)]
    assert sizes == [(1600, 800), (800, 400), (1200, 630)]
    assert Image.open(io.BytesIO(renderer.preview(design(plain)))).size == (800, 400)


@pytest.mark.parametrize("slug", ["plain", *sorted(path.parent.name for path in ARTWORK.glob("*/template.toml"))])
def test_a_preview_shows_what_will_be_published(
    slug: str, templates: Mapping[str, PosterTemplate], book: FontBook, plain: PosterTemplate
) -> None:
    template = templates.get(slug, plain)
    drawer = Renderer({slug: template}, book)
    for layout in template.layouts.values():
        for slogan in [SLOGAN] if template is plain else [template.defaults, template.samples[0]]:
            typed = Design(template, template.variants[0], slogan)
            full = drawer.render(typed, layout.format).reduce(8)
            preview = drawer.render(typed, layout.format, layout.format.half[0]).reduce(4)
            difference = ImageChops.difference(full, preview).convert("L")
            assert sum(difference.histogram()[48:]) == 0


def test_a_jpeg_is_baseline_and_carries_no_metadata() -> None:
    data = encode(Image.new("RGB", (160, 80), "red"), 85)
    markers, place = [], 2
    while data[place + 1] != 0xDA:
        markers.append(data[place + 1])
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    assert 0xC0 in markers
    assert 0xC2 not in markers
    assert not {0xE1, 0xED, 0xFE} & set(markers)


def test_every_slot_that_cannot_be_set_is_named(plain: PosterTemplate, renderer: Renderer) -> None:
    with pytest.raises(SloganProblems) as refusal:
        renderer.render(Design(plain, plain.variants[0], {"headline": "ꦗ", "stamp": "a\nb\nc", "strapline": "fine"}))
    assert set(refusal.value.problems) == {"headline", "stamp"}


def test_an_empty_slot_is_left_blank(plain: PosterTemplate, renderer: Renderer) -> None:
    blank = renderer.render(Design(plain, plain.variants[0], {}))
    assert blank.tobytes() == renderer.art(plain.variants[0], 1600).tobytes()


def test_a_tombstone_is_as_large_as_what_it_stands_for() -> None:
    kinds: list[Tombstone] = ["full", "thumb", "card", "6-sheet", "square"]
    sizes = [Image.open(io.BytesIO(tombstone(kind))).size for kind in kinds]
    assert sizes == [(1600, 800), (800, 400), (1200, 630), (960, 1440), (1120, 1120)]


def test_a_copy_is_the_same_ink_elsewhere(plain: PosterTemplate, book: FontBook) -> None:
    def inked(slot: Slot) -> Image.Image:
        layout = replace(plain.layout("48-sheet"), slots=(slot,))
        template = replace(plain, layouts={"48-sheet": layout})
        drawn = Renderer({}, book).render(Design(template, template.variants[0], {"stamp": "So there"}))
        return ImageChops.difference(drawn, Renderer({}, book).art(template.variants[0], drawn.width))

    stamp = replace(
        plain.slot("stamp"), box=(300, 180, 680, 300), rotation=8.0, highlight=Highlight("accent", 0.2, 0.1)
    )
    once, again = inked(stamp), inked(replace(stamp, copies=((900, 600),)))
    box = once.getbbox()
    assert box
    assert ImageChops.subtract(again, once).getbbox() == tuple(
        edge + move for edge, move in zip(box, (600, 400, 600, 400), strict=True)
    )


def test_a_copy_on_an_arc_is_bent_as_the_first(plain: PosterTemplate, book: FontBook) -> None:
    slot = replace(plain.slot("headline"), box=(200, 100, 900, 400), lines=1, curve=60.0)
    setting = set_slot(book, slot, "Round and round")
    there = elsewhere(setting, 300, 600)
    assert setting.arc
    assert there.arc
    x, y = bend(setting.arc, 500).apply(500, 300)
    assert bend(there.arc, 800).apply(800, 900) == pytest.approx((x + 300, y + 600))
    assert there.ink == pytest.approx([edge + move for edge, move in zip(setting.ink, (300, 600) * 2, strict=True)])


def test_a_stroke_in_the_letters_own_ink_is_one_coat(plain: PosterTemplate, book: FontBook, tmp_path: Path) -> None:
    Image.new("L", (64, 64), 128).save(tmp_path / "half.png")
    slot = replace(
        plain.slot("headline"),
        ink="headline",
        stroke=Stroke(0.05, "headline"),
        texture=Texture("half", 1.0),
        shadow=None,
    )
    image = Image.new("RGB", (1600, 800), "white")
    draw_set_text(Canvas(image, (0, 0), 2 / 3, GlyphOutlines(book), INKS, tmp_path), set_slot(book, slot, "Once"))
    assert image.convert("L").getextrema() == (127, 255)
