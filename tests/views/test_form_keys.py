"""The key of the maker's form: what is sent twice is one poster, and somebody else's key gives nobody a claim."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.core.errors import StoreUnavailable
from billboard.posters import publishing
from tests.application import main_slot, parts, token
from tests.publishing import filled_form, first

KNOWN = "a-key-that-somebody-else-knows"


def key_of(page: str) -> str:
    found = re.search(r'<input[^>]*name="key"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def send(app: Flask, client: FlaskClient, **fields: str) -> tuple[str, str]:
    """Publish; the poster's code and its claim's secret."""
    answer = client.post(f"/make/{first(app)}", data=fields)
    assert answer.status_code == 303, answer.text
    secret = re.search(r"fresh=(\w+)", answer.headers["Set-Cookie"])
    assert secret
    return answer.headers["Location"].rpartition("/")[2], secret[1]


@pytest.mark.parametrize("pressed", [{"preview": "1"}, {}])
@pytest.mark.parametrize("sealed", [{}, {"csrf_token": "of nobody"}])
def test_a_key_that_comes_without_a_good_token_is_not_taken(
    lite: Flask, pressed: dict[str, str], sealed: dict[str, str]
) -> None:
    """Another site's page may have sent it, to a browser that does not say so."""
    client = lite.test_client()
    fields = {**parts(lite).templates[first(lite)].defaults, "key": KNOWN, **pressed, **sealed}
    page = client.post(f"/make/{first(lite)}", data=fields)
    assert KNOWN not in page.text
    assert key_of(page.text)


def test_a_key_with_somebody_elses_token_is_not_taken(lite: Flask) -> None:
    fields = filled_form(lite, lite.test_client(), key=KNOWN, preview="1")
    assert KNOWN not in lite.test_client().post(f"/make/{first(lite)}", data=fields).text


def test_a_key_stays_while_the_form_is_looked_at(lite: Flask) -> None:
    client = lite.test_client()
    fields = filled_form(lite, client, preview="1")
    assert key_of(client.post(f"/make/{first(lite)}", data=fields).text) == fields["key"]


def test_whoever_sends_the_same_with_the_same_key_makes_a_poster_of_their_own(app: Flask) -> None:
    victim, thief = app.test_client(), app.test_client()
    code, secret = send(app, victim, **filled_form(app, victim, key=KNOWN))
    other, stolen = send(app, thief, **filled_form(app, thief, key=KNOWN))
    assert code != other
    assert secret != stolen
    thief.post(f"/claim/{stolen}/withdraw", data={"csrf_token": token(thief.get(f"/claim/{stolen}").text)})
    assert app.test_client().get(f"/p/{code}").status_code == 200


def test_going_back_and_publishing_again_is_the_same_poster(app: Flask) -> None:
    client = app.test_client()
    fields = filled_form(app, client)
    made = send(app, client, **fields)
    client.get(f"/p/{made[0]}")
    client.get(f"/make/{first(app)}")  # another tab
    assert send(app, client, **fields) == made
    headline = main_slot(parts(app).templates[first(app)]).name
    assert send(app, client, **{**fields, headline: "Another word"})[0] != made[0]


def test_an_answer_that_was_lost_makes_no_second_poster(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = lite.test_client()
    fields = filled_form(lite, client)
    whole = publishing.publish

    def lost(*given: object, **more: object) -> None:
        whole(*given, **more)  # type: ignore[arg-type]
        raise StoreUnavailable("The answer was lost.")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "publish", lost)
        page = client.post(f"/make/{first(lite)}", data=fields)
    assert page.status_code == 503
    again = {**fields, "key": key_of(page.text), "csrf_token": token(page.text)}
    code, _ = send(lite, client, **again)
    assert lite.test_client().get("/gallery?sort=new").text.count("data-bill=") == 1
    assert code in lite.test_client().get("/gallery?sort=new").text
