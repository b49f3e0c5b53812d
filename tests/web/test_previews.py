"""Previews are for the page alone that they are typed into: its session's cookie, and that session's seal."""

import re
import timeit
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from billboard.web.previews import require_own_editor
from tests.application import MakeApp, parts, sign_in
from tests.publishing import first, seal

PREVIEWS = ["/make/{slug}/preview.jpg?", "/make/{slug}/small.jpg?slogan=Tea&", "/stickers/speech-bubble.png?words=Tea&"]


@pytest.fixture(params=PREVIEWS)
def address(request: pytest.FixtureRequest, lite: Flask) -> str:
    """Of a preview, but for its seal."""
    return str(request.param).format(slug=first(lite)) + "variant=none&"


def asked(client: FlaskClient, address: str, **headers: str) -> int:
    answer = client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert (answer.status_code == 200) == (answer.mimetype or "").startswith("image/")
    return answer.status_code


def test_a_browser_is_shown_what_its_own_page_asks_for(lite: Flask, address: str) -> None:
    client = lite.test_client()
    own = f"{address}seal={seal(client)}"
    assert asked(client, own) in (200, 422)
    assert asked(client, own, Sec_Fetch_Site="same-origin") in (200, 422)


def test_the_absence_of_headers_proves_nothing(lite: Flask, address: str) -> None:
    """What fetches pictures for other sites sends no Fetch Metadata, and no cookie."""
    own = f"{address}seal={seal(lite.test_client())}"
    for headers in ({}, {"User-Agent": "facebookexternalhit/1.1"}, {"Sec_Fetch_Site": "same-origin"}):
        assert asked(lite.test_client(), own, **headers) == 403
        assert asked(lite.test_client(), address, **headers) == 403


def test_a_seal_is_worth_nothing_beside_another_sessions_cookie(lite: Flask, address: str) -> None:
    client, other = lite.test_client(), lite.test_client()
    mine, theirs = seal(client), seal(other)
    assert mine != theirs
    assert asked(other, f"{address}seal={mine}") == 403
    for broken in ("", mine[:-1], f"{mine}a", mine.upper(), "%F0%9F%90%A6", "null"):
        assert asked(client, f"{address}seal={broken}") == 403


def test_another_site_is_shown_nothing_even_with_both(lite: Flask, address: str) -> None:
    client = lite.test_client()
    own = f"{address}seal={seal(client)}"
    for site in ("cross-site", "same-site", "none"):
        assert asked(client, own, Sec_Fetch_Site=site) == 403


def test_a_refusal_says_whether_a_cookie_is_missing(lite: Flask) -> None:
    address, told = f"/make/{first(lite)}/preview.jpg", {"Accept": "application/json"}
    client = lite.test_client()
    assert "Allow cookies for this site" in client.get(address, headers=told).get_json()["message"]
    seal(client)
    assert "Publish the poster" in client.get(address, headers=told).get_json()["message"]


def test_a_sticker_that_says_nothing_needs_no_seal(lite: Flask) -> None:
    assert lite.test_client().get("/stickers/speech-bubble.png").status_code == 200


def test_the_seal_ends_with_the_session(lite: Flask) -> None:
    client = sign_in(lite)
    before = seal(client)
    client.delete_cookie("session")
    assert seal(client) != before
    assert asked(client, f"/make/{first(lite)}/preview.jpg?seal={before}") == 403


def test_a_seal_of_before_the_key_was_changed_is_good(make_app: MakeApp) -> None:
    keys = [SecretStr(letter * 40) for letter in "ab"]
    before = make_app(secret_key=keys[0])
    client = before.test_client()
    own, session = seal(client), client.get_cookie("session")
    assert session
    for older, status in (([keys[0]], 200), ([], 403)):
        later = make_app(secret_key=keys[1], secret_key_fallbacks=older)
        browser = later.test_client()
        browser.set_cookie("session", session.value)
        fields = {**parts(later).templates[first(later)].defaults, "seal": own}
        assert browser.get(f"/make/{first(later)}/preview.jpg", query_string=fields).status_code == status


def test_the_seal_is_posted_for_and_kept_by_nobody(lite: Flask) -> None:
    client = lite.test_client()
    answer = client.post("/seal", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get("/seal").status_code == 405
    for elsewhere in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert client.post("/seal", headers=elsewhere).status_code == 403


@pytest.mark.parametrize("page", ["/", "/gallery", "/make", "/campaigns", "/mine", "/about"])
def test_a_page_for_everybody_carries_no_seal(lite: Flask, page: str) -> None:
    client = lite.test_client()
    own = seal(client)
    answer = client.get(page)
    assert "public" in answer.headers["Cache-Control"]
    assert own not in answer.text
    assert "seal=" not in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("page", ["/make/{slug}", "/make/every?slogan=Tea"])
def test_a_page_of_ones_own_brings_its_pictures_with_their_seal(lite: Flask, page: str) -> None:
    client = lite.test_client()
    answer = client.get(page.format(slug=first(lite)))
    assert answer.headers["Cache-Control"] == "private, no-store"
    (picture, *_) = re.findall(r'src="([^"]+(?:preview|small)\.jpg\?[^"]+)"', answer.text)
    assert asked(client, unescape(picture)) == 200
    assert asked(lite.test_client(), unescape(picture)) == 403


def test_before_anything_is_typed_every_hoarding_sets_no_cookie(lite: Flask) -> None:
    assert "Set-Cookie" not in lite.test_client().get("/make/every").headers


def test_a_look_without_cookies_says_what_is_needed_and_keeps_the_words(lite: Flask) -> None:
    fields = {**parts(lite).templates[first(lite)].defaults, "preview": "1"}
    page = lite.test_client(use_cookies=False).post(f"/make/{first(lite)}", data=fields)
    assert "Allow cookies for this site" in page.text
    assert "/sample.jpg" in page.text
    assert "/preview.jpg?" not in page.text


def test_looking_at_a_seal_takes_a_small_part_of_a_millisecond(lite: Flask) -> None:
    client = lite.test_client()
    own = seal(client)
    session = client.get_cookie("session")
    assert session
    with lite.test_request_context(f"/?seal={own}", headers={"Cookie": f"session={session.value}"}):
        assert min(timeit.repeat(require_own_editor, number=100, repeat=5)) / 100 < 0.000_2
