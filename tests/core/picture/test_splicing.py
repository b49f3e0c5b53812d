"""A spliced picture is the one that encoding the whole poster would give, to the last byte."""

import io

import pytest
from PIL import Image, ImageDraw

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.template_reading import load_templates
from billboard.core.formats import FORMATS, FORTY_EIGHT
from billboard.core.picture.poster_card import CARD_SIZE, DATA
from billboard.core.picture.rendering import PREVIEW_QUALITY, Renderer
from billboard.core.picture.splicing import Tiled, aligned, apart, encode
from billboard.core.picture.stored_pictures import CARD_QUALITY, FULL_QUALITY, THUMB_QUALITY
from billboard.core.type.fonts import FontBook
from tests.paths import ARTWORK

TEMPLATES = sorted(path.parent.name for path in ARTWORK.glob("*/template.toml"))


@pytest.fixture(scope="module")
def everything(book: FontBook, catalogue: StickerCatalogue) -> Renderer:
    return Renderer(load_templates(ARTWORK, book), book, catalogue)


@pytest.mark.parametrize("slug", TEMPLATES)
def test_splicing_gives_the_bytes_of_encoding_it_all(slug: str, everything: Renderer) -> None:
    template = everything.templates[slug]
    for slogan in (template.defaults, template.samples[-1]):
        design = Design(template, template.variants[0], slogan)
        poster = everything.render(design)
        pictures = everything.pictures(design)
        assert everything.full(design) == pictures.full == encode(poster, FULL_QUALITY)
        assert pictures.thumb == encode(poster.reduce(2), THUMB_QUALITY)
        assert pictures.card == encode(card_of(poster), CARD_QUALITY)
        assert everything.preview(design) == encode(everything.render(design, width=800), PREVIEW_QUALITY)


def test_a_slot_typed_in_leaves_others_as_they_were_and_a_variant_changes_all(everything: Renderer) -> None:
    template = everything.templates["the-candidate"]
    slogan, other = template.defaults, template.samples[0]
    pasted = (Sticker("moustache", 1200, 600, 300, 10),)
    for design in (
        Design(template, template.variants[0], slogan),
        Design(template, template.variants[0], {**slogan, template.main.name: other[template.main.name]}),
        Design(template, template.variants[1], slogan),
        Design(template, template.variants[1], slogan, pasted),
        Design(template, template.variants[1], slogan),
    ):
        assert everything.preview(design) == encode(everything.render(design, width=800), PREVIEW_QUALITY)


def card_of(poster: Image.Image) -> Image.Image:
    """The whole poster made smaller, over the footer."""
    card = Image.new("RGB", CARD_SIZE)
    card.paste(poster.resize((1200, 600), Image.Resampling.BICUBIC), (0, 0))
    with Image.open(DATA / "card-footer.png") as footer:
        card.paste(footer.convert("RGB"), (0, 600))
    return card


@pytest.mark.parametrize("slug", [slug for slug in FORMATS if slug != FORTY_EIGHT.slug])
def test_other_formats_are_spliced_alike(slug: str, everything: Renderer) -> None:
    shape = FORMATS[slug]
    for template in everything.templates.values():
        if slug in template.layouts:
            design = Design(template, template.variants[0], template.samples[0])
            assert everything.full(design, shape) == encode(everything.render(design, shape), FULL_QUALITY)


@pytest.mark.parametrize("size", [(1600, 800), (1200, 630), (960, 1440)])
def test_any_patch_may_be_changed(size: tuple[int, int]) -> None:
    picture = Image.effect_mandelbrot(size, (-2, -1.2, 1, 1.2), 60).convert("RGB")
    tiled, changed = Tiled(picture, 80), picture.copy()
    boxes = [
        aligned(each, size) for each in ((-5, -5, 3, 3), (400, 200, 700, 390), (size[0] - 1, size[1] - 1, 9999, 9999))
    ]
    patches = []
    for box in apart(box for box in boxes if box):
        part = picture.crop(box)
        ImageDraw.Draw(part).ellipse((0, 0, part.width, part.height), "red")
        changed.paste(part, box[:2])
        patches.append((box, part))
    assert tiled.splice(patches) == encode(changed, 80)
    assert tiled.splice([]) == encode(picture, 80)
    Image.open(io.BytesIO(tiled.splice(patches))).verify()


def test_boxes_beside_a_picture_touch_no_tile_of_it() -> None:
    assert aligned((-90, 0, -1, 10), (1600, 800)) is None
    assert aligned((0, 800, 10, 900), (1600, 800)) is None


def test_boxes_that_overlap_are_cut_into_bands() -> None:
    alone, one, other = (0, 0, 160, 16), (320, 0, 480, 32), (320, 16, 640, 48)
    bands = [(320, 0, 480, 16), (320, 16, 640, 32), (320, 32, 640, 48)]
    assert sorted(apart([alone, one, other])) == [alone, *bands]
