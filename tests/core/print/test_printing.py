"""Posters as PDF: what stands on the page is what the picture shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.picture.rendering import Renderer
from billboard.core.type.slots import Highlight, LineStyle, Shadow, Stroke, Texture
from tests.core.print.prints import IMPRINT, SLOGANS, TYPICAL, printed, text_of, trimmed
from tests.paths import ARTWORK

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


def far_apart(renderer: Renderer, design: Design, format_: Format = FORTY_EIGHT) -> float:
    """How much page and picture differ where there is ink, mean of 255, both a little out of focus."""
    page = trimmed(printed(renderer, design, format_=format_))
    picture, blank = (
        each.resize(page.size, Image.Resampling.BOX)
        for each in (renderer.render(design, format_), renderer.art(design.variant, format_.full[0], format_))
    )
    ink = ImageChops.difference(picture, blank).convert("L").point([0] * 24 + [255] * 232)
    assert ink.getbbox(), "there is nothing to compare"
    focus = [each.reduce(4).convert("L") for each in (picture, page)]
    return ImageStat.Stat(ImageChops.difference(*focus), ink.reduce(4).point([0] + [255] * 255)).mean[0]


def altered(template: PosterTemplate, name: str, changes: Mapping[str, Any]) -> PosterTemplate:
    layout = template.layout(FORTY_EIGHT.slug)
    slots = tuple(replace(slot, **changes) if slot.name == name else slot for slot in layout.slots)
    return replace(template, layouts={FORTY_EIGHT.slug: replace(layout, slots=slots)})


@pytest.mark.parametrize("name", SLOGANS)
def test_the_page_shows_the_picture_in_any_script(name: str, plain: PosterTemplate, shipped: Renderer) -> None:
    assert far_apart(shipped, Design(plain, plain.variants[1], SLOGANS[name])) < TYPICAL


@pytest.mark.parametrize("name", EFFECTS)
def test_the_page_shows_whatever_a_slot_can_do(
    name: str, plain: PosterTemplate, shipped: Renderer, artwork: Mapping[str, PosterTemplate]
) -> None:
    template = altered(plain, "headline", EFFECTS[name])
    inks = plain.variants[0 if template.slot("headline").multiply else 1].inks  # light ink, multiplied, is no ink
    grainy = replace(artwork["home-front"].variants[0], inks=inks)
    assert far_apart(shipped, Design(template, grainy, {"headline": "Waiting (isn’t) working"})) < TYPICAL


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in ARTWORK.glob("*/template.toml")))
def test_the_page_shows_the_picture_of_every_template(slug: str, shipped: Renderer) -> None:
    template = shipped.templates[slug]
    assert far_apart(shipped, Design(template, template.variants[0], template.defaults)) < TYPICAL


@pytest.mark.parametrize("format_", ["6-sheet", "square"])
@pytest.mark.parametrize("slug", ["film-poster", "missing-cat"])
def test_the_page_shows_the_picture_in_other_formats(slug: str, format_: str, shipped: Renderer) -> None:
    template = shipped.templates[slug]
    stickers = (Sticker(next(iter(shipped.sticker_catalogue.kinds)), 1800, 900, 500, 10),)
    design = Design(template, template.variants[1], template.defaults, stickers, IMPRINT)
    assert far_apart(shipped, design, FORMATS[format_]) < TYPICAL


@pytest.mark.parametrize("slug", ["home-front", "spray", "missing-cat"])
def test_an_imprint_is_type_on_its_strip_and_all_above_stands_higher(slug: str, shipped: Renderer) -> None:
    template = shipped.templates[slug]
    kind = next(iter(shipped.sticker_catalogue.kinds.values()))
    stickers = (Sticker(kind.slug, 1800, 1100, 500, 10),)
    design = Design(template, template.variants[0], template.samples[0], stickers, IMPRINT)
    picture, pdf = shipped.render(design).reduce(2), printed(shipped, design)
    difference = ImageChops.difference(*(each.reduce(4).convert("L") for each in (picture, trimmed(pdf))))
    assert ImageStat.Stat(difference).mean[0] < 3
    foot = difference.crop((0, difference.height - 4, difference.width, difference.height))
    assert ImageStat.Stat(foot).mean[0] < TYPICAL
    assert IMPRINT in " ".join(text_of(pdf).split())
    assert template.variants[0].art.read_bytes() in pdf  # the art as it was drawn, and no picture of the whole


def test_another_line_break_would_be_seen(plain: PosterTemplate, shipped: Renderer) -> None:
    one, other = (
        Design(plain, plain.variants[1], {"headline": text})
        for text in ("We will look\ninto it", "We will\nlook into it")
    )
    pages = [trimmed(printed(shipped, each)).reduce(4).convert("L") for each in (one, other)]
    assert ImageStat.Stat(ImageChops.difference(*pages)).mean[0] > TYPICAL


def test_stickers_are_printed_and_what_they_say_is_type(shipped: Renderer) -> None:
    template = shipped.templates["the-candidate"]
    stickers = (
        Sticker("crown", 1700, 200, 400, 15),
        Sticker("speech-bubble", 900, 300, 700, -12, "Mind the gap"),
        Sticker("halo", 2390, 1150, 400, 90),
    )
    design = Design(template, template.variants[0], template.defaults, stickers)
    assert far_apart(shipped, design) < TYPICAL
    assert "Mind the gap" in " ".join(text_of(printed(shipped, design)).split())


def test_the_art_is_passed_on_as_it_was_drawn(shipped: Renderer) -> None:
    template = shipped.templates["home-front"]
    assert template.variants[0].art.read_bytes() in printed(shipped, Design(template, template.variants[0], {}))


def test_pictures_are_smoothed_where_they_are_enlarged(shipped: Renderer) -> None:
    template = shipped.templates["spray"]
    stickers = (Sticker("crown", 1700, 200, 400, 15),)
    pdf = printed(shipped, Design(template, template.variants[0], template.defaults, stickers))
    pictures = [each.get_object() for each in PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/XObject"].values()]  # type: ignore[index]
    assert len(pictures) >= 3
    assert {str(each["/Interpolate"]) for each in pictures} == {"True"}
    assert str(next(each["/SMask"] for each in pictures if "/SMask" in each)["/Interpolate"]) == "True"


def test_worn_ink_has_its_colour_where_it_is_not_seen(shipped: Renderer) -> None:
    template = shipped.templates["missing-cat"]
    pdf = printed(shipped, Design(template, template.variants[0], template.defaults))
    pictures = [each.get_object() for each in PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/XObject"].values()]  # type: ignore[index]
    inks = set(template.variants[0].inks.values())
    worn = [each for each in pictures if "/SMask" in each]
    assert len(worn) >= 4
    for each in worn:
        assert tuple(each.decode_as_image().convert("RGB").getpixel((0, 0))) in inks


def test_the_same_poster_gives_the_same_bytes(plain: PosterTemplate, shipped: Renderer) -> None:
    design = Design(plain, plain.variants[0], SLOGANS["emoji"])
    assert printed(shipped, design) == printed(shipped, design)
