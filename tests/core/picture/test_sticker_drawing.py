"""Stickers on a poster: where they lie in each format, and their drawing."""

import io

import pytest
from PIL import Image, ImageChops

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.template_reading import load_template
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.formats import FORTY_EIGHT, SIX
from billboard.core.picture.rendering import PREVIEW_QUALITY, Renderer
from billboard.core.picture.splicing import encode
from billboard.core.picture.sticker_drawing import moved, sticker_box
from billboard.core.picture.stored_pictures import FULL_QUALITY, THUMB_QUALITY
from billboard.core.type.fonts import FontBook
from tests.paths import ARTWORK

SIXFOLD = (
    Sticker("crown", 300, 200, 300, 0),
    Sticker("crown", 2390, 600, 700, 37),
    Sticker("halo", 0, 0, 400, -90),
    Sticker("horns", 1200, 1200, 1200, 180),
    Sticker("speech-bubble", 1400, 500, 620, -14, "I never said that."),
    Sticker("speech-bubble", 1300, 640, 700, 5, "שלום 🎉"),
)


def stuck(template: PosterTemplate, *stickers: Sticker, slogan: dict[str, str] | None = None) -> Design:
    return Design(template, template.variants[0], {"headline": "Hello there"} if slogan is None else slogan, stickers)


def test_stickers_keep_their_place_about_the_motif(catalogue: StickerCatalogue) -> None:
    eye = Sticker("crown", 1500, 300, 200, 10)
    (there,) = moved(catalogue, [eye], (1400, 400, 600), (720, 900, 900), SIX.art)
    assert (there.x, there.y, there.width, there.turn) == (720 + 150, 900 - 150, 300, 10)
    (edge,) = moved(catalogue, [Sticker("crown", 2400, 0, 200, 0)], (0, 1200, 600), (1440, 0, 1200), SIX.art)
    assert (edge.x, edge.y) == (SIX.art[0], 0)


@pytest.mark.parametrize("turn", [0, 30])
@pytest.mark.parametrize("width", [600, 1000])
@pytest.mark.parametrize("x", [700, 1700])
def test_what_lay_whole_on_the_poster_is_cut_in_no_format(
    catalogue: StickerCatalogue, x: int, width: int, turn: int
) -> None:
    bubble = Sticker("speech-bubble", x, 600, width, turn, "Who, me?")
    (there,) = moved(catalogue, [bubble], (1200, 600, 500), (720, 300, 900), SIX.art)
    left, top, right, bottom = sticker_box(catalogue, there, 1.0)
    assert min(left, top) >= -2
    assert right <= SIX.art[0] + 2
    assert bottom <= SIX.art[1] + 2


@pytest.mark.parametrize("size", [FORTY_EIGHT.full, FORTY_EIGHT.half], ids=["full", "half"])
@pytest.mark.parametrize("sticker", SIXFOLD, ids=lambda each: f"{each.kind} {each.turn}")
def test_a_sticker_changes_nothing_but_what_it_touches(
    renderer: Renderer, plain: PosterTemplate, catalogue: StickerCatalogue, sticker: Sticker, size: tuple[int, int]
) -> None:
    width = size[0]
    bare = renderer.render(stuck(plain), width=width)
    changed = ImageChops.difference(bare, renderer.render(stuck(plain, sticker), width=width)).getbbox()
    assert changed
    left, top, right, bottom = sticker_box(catalogue, sticker, width / 2400)
    assert max(0, left) <= changed[0]
    assert max(0, top) <= changed[1]
    assert changed[2] <= right
    assert changed[3] <= bottom


def test_spliced_pictures_are_byte_for_byte_the_plainly_drawn_ones(renderer: Renderer, plain: PosterTemplate) -> None:
    for stickers in (SIXFOLD, SIXFOLD[:1], SIXFOLD[3:]):
        design = stuck(plain, *stickers)
        assert renderer.preview(design) == encode(renderer.render(design, width=800), PREVIEW_QUALITY)
        assert renderer.full(design) == encode(renderer.render(design), FULL_QUALITY)


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in ARTWORK.glob("*/template.toml")))
def test_every_template_takes_stickers_in_each_of_its_formats(
    book: FontBook, catalogue: StickerCatalogue, slug: str
) -> None:
    template = load_template(ARTWORK / slug / "template.toml", set(book.files.stems))
    renderer = Renderer({slug: template}, book, catalogue)
    bare = stuck(template, slogan=template.defaults)
    design = stuck(template, *SIXFOLD, slogan=template.defaults)
    for layout in template.layouts.values():
        drawn = renderer.render(design, layout.format, layout.format.half[0])
        assert renderer.preview(design, layout.format) == encode(drawn, PREVIEW_QUALITY)
        assert ImageChops.difference(drawn, renderer.render(bare, layout.format, layout.format.half[0])).getbbox()


def test_stored_pictures_bear_the_stickers(renderer: Renderer, plain: PosterTemplate) -> None:
    design = stuck(plain, *SIXFOLD)
    poster, pictures = renderer.render(design), renderer.pictures(design)
    assert pictures.full == encode(poster, FULL_QUALITY)
    assert pictures.thumb == encode(poster.reduce(2), THUMB_QUALITY)
    bare = renderer.pictures(stuck(plain))
    card, plain_card = (Image.open(io.BytesIO(each.card)) for each in (pictures, bare))
    assert ImageChops.difference(card, plain_card).crop((0, 0, 400, 300)).getbbox()


def test_a_poster_of_stickers_alone_may_have_an_empty_slogan(renderer: Renderer, plain: PosterTemplate) -> None:
    design = stuck(plain, SIXFOLD[0], slogan={})
    assert renderer.preview(design) == encode(renderer.render(design, width=800), PREVIEW_QUALITY)


def test_later_stickers_lie_over_earlier_ones(renderer: Renderer, plain: PosterTemplate) -> None:
    pair = Sticker("speech-bubble", 1200, 600, 600, 0, "Under"), Sticker("speech-bubble", 1200, 600, 600, 0)
    assert renderer.preview(stuck(plain, *pair)) != renderer.preview(stuck(plain, *reversed(pair)))


def test_what_a_bubble_says_is_drawn_on_it_alone(
    renderer: Renderer, plain: PosterTemplate, catalogue: StickerCatalogue
) -> None:
    blank, said = Sticker("speech-bubble", 1200, 600, 600, 0), Sticker("speech-bubble", 1200, 600, 600, 0, "Boo")
    drawn = [renderer.render(stuck(plain, each, slogan={}), width=800) for each in (blank, said)]
    changed = ImageChops.difference(*drawn).getbbox()
    slot = catalogue.kinds["speech-bubble"].slot
    assert changed
    assert slot
    left, top, _, _ = sticker_box(catalogue, said, 1 / 3)
    scale = 200 / catalogue.kinds["speech-bubble"].size[0]
    assert changed[0] >= left + slot.box[0] * scale - 1
    assert changed[1] >= top + slot.box[1] * scale - 1
    assert changed[2] <= left + (slot.box[0] + slot.box[2]) * scale + 1
    assert changed[3] <= top + (slot.box[1] + slot.box[3]) * scale + 1
