"""The line that says who answers for a campaign's posters."""

import io

import pytest
from flask import Flask
from PIL import Image

from billboard.campaigns import campaigns, plans
from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.stickers import Sticker
from billboard.core.formats import FORMATS
from billboard.core.picture.imprint import PAPER, STRIP
from billboard.posters import posters
from billboard.posters.renditions import draw_in_format
from tests.application import NOW, parts
from tests.campaigns.campaigning import IMPRINT, campaign, enter, poster


def pixels(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg)).convert("RGB")


def strip_of(picture: Image.Image, art_height: int) -> Image.Image:
    up = round(STRIP * picture.height / art_height)
    return picture.crop((0, picture.height - up, picture.width, picture.height))


@pytest.mark.parametrize("template", ["home-front", "the-candidate"])
def test_an_imprint_is_drawn_on_every_picture_and_format(lite: Flask, template: str) -> None:
    campaign(lite, imprint=IMPRINT)
    code = enter(lite, template_slug=template)
    client, row, renderer = lite.test_client(), poster(lite, code), parts(lite).renderer
    assert row.imprint == IMPRINT
    pictures = [(client.get(f"/p/{code}{path}").data, 1200) for path in (".jpg", "/thumb.jpg")]
    pictures += [(draw_in_format(renderer, row, format_), format_.art[1]) for format_ in FORMATS.values()]
    for jpeg, height in pictures:
        strip = strip_of(pixels(jpeg), height)
        shades = strip.convert("L").histogram()
        paper, ink = sum(shades[236:]), sum(shades[:60])
        assert paper > 0.75 * strip.width * strip.height
        assert ink > 0.01 * strip.width * strip.height
    card = pixels(client.get(f"/p/{code}/card.jpg").data).crop((0, 578, 1200, 598)).convert("L")
    assert sum(card.histogram()[:60]) > 200


def test_no_sticker_covers_an_imprint(lite: Flask) -> None:
    renderer = parts(lite).renderer
    template = next(iter(parts(lite).templates.values()))
    plain = Design(template, template.variants[0], template.defaults, (), IMPRINT)
    kind = next(iter(renderer.sticker_catalogue.kinds.values()))
    stuck = (Sticker(kind.slug, 1200, 1160, 600, 0),)
    with_it = Design(template, template.variants[0], template.defaults, stuck, IMPRINT)
    bare, covered = renderer.render(plain), renderer.render(with_it)
    assert bare.tobytes() != covered.tobytes()
    assert strip_of(bare, 1200).tobytes() == strip_of(covered, 1200).tobytes()
    assert PAPER in {colour for _, colour in strip_of(bare, 1200).getcolors(100_000) or []}


def test_an_imprint_is_part_of_what_a_poster_is(app: Flask) -> None:
    campaign(app, imprint=IMPRINT)
    campaign(app, "tea")
    ours = enter(app, "Same words", key="k")
    assert enter(app, "Same words", key="k") == ours
    theirs = enter(app, "Same words", "tea", key="k")
    assert theirs != ours
    assert poster(app, theirs).digest != poster(app, ours).digest
    with parts(app).database.write() as session:
        plan = plans.read_plan({"title": "No line"}, (), tuple(parts(app).templates), lambda _: None)
        campaigns.edit(session, "biscuits", plan, now=NOW)
    assert posters.design_of(parts(app).renderer, poster(app, ours)).imprint == IMPRINT
