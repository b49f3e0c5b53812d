"""A poster in other formats and on the street: what is offered, what is answered, and what is shared."""

import io
from dataclasses import replace

import pytest
from flask import Flask
from PIL import Image

from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.formats import SIX, SQUARE
from billboard.posters import posters
from tests.application import MakeApp, decide, parts, publish, sign_in

SET_SO, NOT_SO = "keep-going", "home-front"  # set in every format, and made not to be


@pytest.fixture
def shelter(lite: Flask) -> str:
    """A scene whose board takes a 6-sheet."""
    site = parts(lite)
    slug, scene = next(iter(site.scenes.items()))
    scenes = {**site.scenes, slug: replace(scene, format=SIX)}
    plain = replace(site.templates[NOT_SO], layouts={"48-sheet": site.templates[NOT_SO].layout("48-sheet")})
    templates = Catalogue({**site.templates, NOT_SO: plain})
    lite.extensions["billboard"] = replace(site, scenes=scenes, templates=templates)
    site.renderer.templates = templates
    return slug


@pytest.mark.parametrize("format_", [SIX, SQUARE], ids=lambda format_: str(format_.slug))
def test_a_poster_is_set_afresh_in_another_format(lite: Flask, format_: object) -> None:
    client, code = lite.test_client(), publish(lite, slug=SET_SO)
    response = client.get(f"/p/{code}/sheet/{format_.slug}.jpg")  # type: ignore[attr-defined]
    picture = Image.open(io.BytesIO(response.data))
    assert (picture.format, picture.size) == ("JPEG", format_.full)  # type: ignore[attr-defined]


def test_the_48_sheet_is_the_picture_itself(lite: Flask) -> None:
    client, code = lite.test_client(), publish(lite)
    again, itself = client.get(f"/p/{code}/sheet/48-sheet.jpg"), client.get(f"/p/{code}.jpg")
    assert again.data == itself.data
    assert again.headers["ETag"] == itself.headers["ETag"]


@pytest.mark.parametrize("path", ["sheet/6-sheet", "street/{street}", "street/{street}/small", "street/{street}/card"])
def test_what_is_drawn_on_demand_answers_head_range_and_etag(lite: Flask, path: str) -> None:
    code = publish(lite, slug=SET_SO)
    client, address = lite.test_client(), f"/p/{code}/{path.format(street=next(iter(parts(lite).scenes)))}.jpg"
    whole, itself = client.get(address), client.get(f"/p/{code}.jpg")
    assert (whole.status_code, whole.mimetype) == (200, "image/jpeg")
    for header in ("Cache-Control", "Cross-Origin-Resource-Policy", "Accept-Ranges"):
        assert whole.headers[header] == itself.headers[header]
    assert whole.headers["ETag"] != itself.headers["ETag"]
    head = client.head(address)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(whole.data)))
    part = client.get(address, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, whole.data[100:200])
    assert client.get(address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("sheet/6-sheet", (960, 1440)),
        ("sheet/square", (1120, 1120)),
        ("shape/square", (1120, 1120)),
        ("street/{street}", (1600, 800)),
        ("street/{street}/small", (800, 400)),
        ("street/{street}/card", (1200, 630)),
    ],
)
def test_a_poster_that_was_taken_down_leaves_a_tombstone_everywhere(lite: Flask, path: str, size: object) -> None:
    code = publish(lite, slug=SET_SO)
    decide(sign_in(lite), code, "hide", "hate")
    response = lite.test_client().get(f"/p/{code}/{path.format(street=next(iter(parts(lite).scenes)))}.jpg")
    assert (response.status_code, response.mimetype) == (410, "image/jpeg")
    assert Image.open(io.BytesIO(response.data)).size == size


def test_a_format_that_the_template_is_not_set_in_is_said_to_be_so(lite: Flask, shelter: str) -> None:
    client, code = lite.test_client(), publish(lite, slug=NOT_SO)
    for path, told in (
        ("sheet/6-sheet", "is not set as a 6-sheet"),
        ("sheet/postcard", "Ask for one of 48-sheet, 6-sheet, square"),
        (f"street/{shelter}", "is not set as a 6-sheet"),
        ("street/nowhere", "There is no street of that name"),
    ):
        response = client.get(f"/p/{code}/{path}.jpg")
        assert response.status_code == 404
        assert told in response.text


def test_what_a_poster_finds_no_room_on_is_not_offered_and_the_page_says_so(lite: Flask, shelter: str) -> None:
    client = lite.test_client()
    wide, free = publish(lite, "W" * 24, slug="travel-1930s"), publish(lite, slug=SET_SO)
    page = client.get(f"/p/{wide}").text
    assert f"/p/{wide}/sheet/6-sheet.jpg" in page
    assert f"/p/{wide}/sheet/square.jpg" not in page
    assert "These words find no room on a square." in page
    assert client.get(f"/p/{wide}/sheet/square.jpg").status_code == 404
    assert "Its template is not set as a 6-sheet or a square." in client.get(f"/p/{publish(lite, slug=NOT_SO)}").text
    assert "find no room" not in client.get(f"/p/{free}").text


def test_a_poster_whose_colouring_is_no_longer_kept_is_offered_as_it_was_pasted(lite: Flask) -> None:
    client, code = lite.test_client(), publish(lite, slug=SET_SO)
    with parts(lite).database.write() as session:
        posters.find(session, code).variant = "of-yesterday"
    page = client.get(f"/p/{code}")
    assert page.status_code == 200
    assert "/sheet/" not in page.text


def test_another_format_is_drawn_with_todays_template_and_has_its_version_in_the_etag(lite: Flask) -> None:
    client, code = lite.test_client(), publish(lite, slug=SET_SO)
    address = f"/p/{code}/sheet/6-sheet.jpg"
    old = client.get(address).headers["ETag"]
    site = parts(lite)
    newer = replace(site.templates[SET_SO], version=site.templates[SET_SO].version + 1)
    lite.extensions["billboard"] = replace(site, templates=Catalogue({**site.templates, SET_SO: newer}))
    fresh = client.get(address, headers={"If-None-Match": old})
    assert (fresh.status_code, fresh.headers["ETag"] == old) == (200, False)


def test_a_page_offers_the_formats_that_its_template_is_set_in(lite: Flask, shelter: str) -> None:
    client, six, plain = lite.test_client(), publish(lite, slug=SET_SO), publish(lite, slug=NOT_SO)
    page = client.get(f"/p/{six}").text
    assert f"/p/{six}/sheet/6-sheet.jpg?download=1" in page
    assert f"/p/{six}/sheet/square.jpg?download=1" in page
    saved = client.get(f"/p/{six}/sheet/square.jpg?download=1")
    assert saved.headers["Content-Disposition"] == f'attachment; filename="billboard-{six}-square.jpg"'
    assert "/sheet/" not in client.get(f"/p/{plain}").text


def test_a_page_offers_the_streets_on_whose_boards_the_poster_fits(lite: Flask, shelter: str) -> None:
    client, six, plain = lite.test_client(), publish(lite, slug=SET_SO), publish(lite, slug=NOT_SO)
    fits, fits_not = client.get(f"/p/{six}").text, client.get(f"/p/{plain}").text
    for slug in parts(lite).scenes:
        offered = f"?street={slug}#street"
        assert offered in fits
        assert (offered in fits_not) == (slug != shelter)


@pytest.mark.parametrize("slug", [SET_SO, NOT_SO])
def test_every_street_that_is_offered_is_there(lite: Flask, slug: str) -> None:
    client, code = lite.test_client(), publish(lite, slug=slug)
    page, seen = client.get(f"/p/{code}").text, 0
    for street in parts(lite).scenes:
        for name, size in (("", (1920, 1080)), ("/small", (480, 270)), ("/card", (1200, 630))):
            address = f"/p/{code}/street/{street}{name}.jpg"
            if f"?street={street}#street" in page:
                seen += 1
                assert Image.open(io.BytesIO(client.get(address).data)).size == size
    assert seen >= 12


def test_a_6_sheet_hangs_in_a_street_with_a_board_of_its_shape(lite: Flask, shelter: str) -> None:
    client, code = lite.test_client(), publish(lite, slug=SET_SO)
    for name, size in (("", (1920, 1080)), ("/small", (480, 270)), ("/card", (1200, 630))):
        response = client.get(f"/p/{code}/street/{shelter}{name}.jpg")
        assert Image.open(io.BytesIO(response.data)).size == size


def test_every_template_names_a_street_where_it_can_hang(lite: Flask) -> None:
    site = parts(lite)
    for template in site.templates.values():
        assert site.scenes[template.scene].format.slug in template.layouts, template.slug


def test_one_street_is_chosen_and_shown_large(lite: Flask) -> None:
    client, code = lite.test_client(), publish(lite, slug=SET_SO)
    default = parts(lite).templates[SET_SO].scene
    other = next(slug for slug in parts(lite).scenes if slug != default)
    for query, slug in (("", default), (f"?street={other}", other), ("?street=nowhere", default)):
        page = client.get(f"/p/{code}{query}").text
        assert f'<a href="/p/{code}/street/{slug}.jpg" data-view>' in page
        assert page.count('aria-current="true"') == 1


def test_a_link_to_a_street_shares_its_card_and_leads_to_the_poster(make_app: MakeApp) -> None:
    app = make_app(site_url="https://posters.example")
    client, code = app.test_client(), publish(app, slug=SET_SO)
    slug = next(iter(parts(app).scenes))
    poster = f"https://posters.example/p/{code}"
    page = client.get(f"/p/{code}?street={slug}").text
    assert f'<meta property="og:image" content="{poster}/street/{slug}/card.jpg">' in page
    assert f'<meta property="og:url" content="{poster}?street={slug}">' in page
    assert f'<link rel="canonical" href="{poster}">' in page
    assert f'value="{poster}?street={slug}"' in page
    page = client.get(f"/p/{code}").text
    assert f'<meta property="og:image" content="{poster}/card.jpg">' in page
    assert f'<meta property="og:url" content="{poster}">' in page
