"""SECRET_KEY is changed: what was signed under the old one holds while that is a fallback, and nobody votes twice."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import Signer
from pydantic import SecretStr

from billboard import visitors
from billboard.models import Vote
from billboard.posters import posters
from billboard.walls import looks
from billboard.web.site import now
from tests.application import MakeApp, parts, publish, sign_in
from tests.publishing import filled_form, first, paste

FIRST, SECOND, THIRD = (SecretStr(letter * 40) for letter in "abc")
Keyed = Callable[..., Flask]


@pytest.fixture
def keyed(make_app: MakeApp, database_url: str) -> Keyed:
    """The same site as often as it is started: `keyed(SECOND, FIRST)` has been given a second key."""
    return lambda key, *older: make_app(secret_key=key, secret_key_fallbacks=older, database_url=database_url)


def moved(client: FlaskClient, app: Flask) -> FlaskClient:
    """The same browser at another start of the site."""
    browser = app.test_client()
    for name in ("session", "visitor"):
        if cookie := client.get_cookie(name):
            browser.set_cookie(name, cookie.value)
    return browser


def vote(client: FlaskClient, code: str, value: int) -> int:
    answer = client.post(f"/p/{code}/vote", data={"value": value}, headers={"Accept": "application/json"})
    return int(answer.get_json()["votes"])


def voted(client: FlaskClient, code: str) -> bool:
    return bool(client.get(f"/votes?ids={code}").get_json() == {"voted": [code]})


def test_a_visitor_stays_one_visitor_through_two_changes(keyed: Keyed) -> None:
    app = keyed(FIRST)
    code, client = publish(app), app.test_client()
    assert vote(client, code, 1) == 1
    for keys in ((SECOND, FIRST), (THIRD, SECOND)):
        client = moved(client, keyed(*keys))
        assert voted(client, code)
        assert vote(client, code, 1) == 1
        assert vote(client, code, 0) == 0
        assert vote(client, code, 1) == 1


def test_a_cookie_of_before_keys_could_change_goes_on_being_the_same_visitor(keyed: Keyed) -> None:
    app, token = keyed(FIRST), "QmlsbGJvYXJkLXZpc2l0b3It"
    code, key = publish(app), FIRST.get_secret_value()
    with parts(app).database.write() as session:
        hashed = hashlib.blake2b(token.encode(), key=hashlib.sha256(key.encode()).digest(), digest_size=16).hexdigest()
        session.add(Vote(poster_id=posters.find(session, code).id, voter=hashed, cast=now()))
        posters.find(session, code).votes = 1
    client = app.test_client()
    client.set_cookie(
        "visitor", Signer(key, salt="billboard.visitor", digest_method=hashlib.sha256).sign(token).decode()
    )
    for keys in ((FIRST,), (SECOND, FIRST), (THIRD, SECOND)):
        client = moved(client, keyed(*keys))
        assert voted(client, code)
        assert vote(client, code, 1) == 1
    assert vote(client, code, 0) == 0


def test_without_the_old_key_a_visitor_is_a_stranger(keyed: Keyed) -> None:
    app = keyed(FIRST)
    code, client = publish(app), app.test_client()
    vote(client, code, 1)
    assert not voted(moved(client, keyed(SECOND)), code)


def test_a_form_that_was_open_is_published_and_a_moderator_stays_signed_in(keyed: Keyed) -> None:
    app = keyed(FIRST)
    client, moderator = app.test_client(), sign_in(app)
    fields = filled_form(app, client)
    for keys, taken in (((SECOND, FIRST), True), ((THIRD,), False)):
        later = keyed(*keys)
        answer = moved(client, later).post(f"/make/{first(later)}", data=fields)
        assert (answer.status_code == 303) == taken
        assert (moved(moderator, later).get("/moderate").status_code == 200) == taken


def test_a_second_press_after_the_change_gives_the_same_claim_link(keyed: Keyed) -> None:
    app = keyed(FIRST)
    client = app.test_client()
    code, (answer, fields) = paste(client, app)
    secret = re.search(r"fresh=(\w+)", answer.headers["Set-Cookie"])
    assert secret
    again = moved(client, keyed(SECOND, FIRST)).post(f"/make/{first(app)}", data=fields)
    assert again.headers["Location"].endswith(code)
    assert f"fresh={secret[1]};" in again.headers["Set-Cookie"]
    assert moved(client, keyed(SECOND)).get(f"/claim/{secret[1]}").status_code == 200, "a digest needs no key"


@pytest.mark.parametrize("known", [True, False])
def test_a_pair_that_was_dealt_is_judged(keyed: Keyed, known: bool) -> None:
    app = keyed(FIRST)
    code, _ = publish(app, "The one"), publish(app, "The other")
    client = app.test_client()
    if known:
        vote(client, code, 1)
    pair = re.search(r'name="pair" value="([^"]+)"', client.get("/duel").text)
    assert pair
    for keys, status in (((THIRD,), 400), ((SECOND, FIRST), 303)):
        answer = moved(client, keyed(*keys)).post("/duel", data={"pair": pair[1], "pick": "left"})
        assert answer.status_code == status


def test_a_wall_that_was_open_is_believed() -> None:
    moment = now()
    seal = looks.seal({"a": 1, "b": 1}, 1, ("first",), moment)
    later = moment + timedelta(minutes=5)
    assert set(looks.sealed(seal, ("second", "first"), later)) == {"a", "b"}
    assert looks.sealed(seal, ("second",), later) == {}


def test_the_newest_key_signs() -> None:
    visitor = visitors.new_visitor(now())
    cookie = visitors.write_cookie(visitor, ("second", "first"))
    assert visitors.read_cookie(cookie, ("second",)) == visitor
    assert visitors.read_cookie(cookie, ("first",)) is None
