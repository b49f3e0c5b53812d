"""Sessions: each is ended alone, and none lasts for ever."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, select, text

from billboard.accounts.agents import in_words
from billboard.models import Moderator, SignIn
from billboard.operators import jobs
from billboard.views import guard
from billboard.web.site import now
from tests.application import MakeApp, knock, parts, publish, sign_in, token
from tests.statements import statements

Later = Callable[..., None]
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Makes it later at the moderators' door: `later(minutes=29)`."""
    begun = now()

    def wait(**span: float) -> None:
        monkeypatch.setattr(guard, "now", lambda: begun + timedelta(**span))

    return wait


def is_in(client: FlaskClient) -> bool:
    return client.get("/moderate").status_code == 200


def seen(app: Flask) -> list[object]:
    with parts(app).database.read() as session:
        return list(session.scalars(select(SignIn.seen)))


def test_a_session_ends_after_half_an_hour_of_nothing(app: Flask, later: Later) -> None:
    client = sign_in(app)
    later(minutes=29)
    assert is_in(client)
    later(minutes=58)
    assert is_in(client)
    later(minutes=89)
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_of_anything(app: Flask, later: Later) -> None:
    client = sign_in(app)
    for minutes in range(20, 12 * 60, 20):
        later(minutes=minutes)
        assert is_in(client), minutes
    later(hours=12, minutes=1)
    assert not is_in(client)


def test_a_page_that_is_open_and_asks_for_news_keeps_nobody_signed_in(lite: Flask, later: Later) -> None:
    client, code = sign_in(lite), publish(lite)
    form = {"csrf_token": token(client.get("/moderate").text), "ids": code, "at": code}
    for minutes in (10, 20, 29):
        later(minutes=minutes)
        assert client.post("/moderate/look", data=form).status_code == 200
    later(minutes=31)
    assert client.post("/moderate/look", data=form).status_code == 303
    assert not is_in(client)


def test_a_page_that_asks_for_news_leaves_no_trace_of_it(make_app: MakeApp, later: Later) -> None:
    app = make_app(require_second_factor="everybody")
    client, code = sign_in(app), publish(app)
    form = {"csrf_token": token(client.get("/moderate/me").text), "ids": code, "at": code}
    asks = partial(client.post, "/moderate/look", data=form), partial(client.get, f"/moderate/links?ids={code}")
    for minutes in (0, 20, 60):  # at the end nobody is signed in any more
        later(minutes=minutes)
        for ask in asks:
            assert not [each for each in ask().headers.getlist("Set-Cookie") if each.startswith("session=")]
    with client.session_transaction() as session:
        assert "_flashes" not in session, "what is missing would be said once for each time"
    assert client.get("/moderate").headers["Location"].endswith("/moderate/login"), "what was wanted is this page"
    with client.session_transaction() as session:
        assert session[guard.AFTERWARDS] == "/moderate"


def test_the_door_is_passed_with_one_look_into_the_database(make_app: MakeApp) -> None:
    app = make_app(require_second_factor="everybody")
    client, connections = sign_in(app), list[Connection]()
    with statements(app, connections) as said:
        assert client.get("/moderate").headers["Location"].startswith("/moderate/me")
    assert (len(connections), len(said)) == (1, 2)


def test_when_somebody_was_there_is_written_once_a_minute(lite: Flask, later: Later) -> None:
    client = sign_in(lite)
    first = seen(lite)
    later(seconds=30)
    assert is_in(client)
    assert seen(lite) == first
    later(minutes=5)  # of signing in: the machine may be slow
    assert is_in(client)
    second = seen(lite)
    assert second != first
    later(minutes=5, seconds=20)
    assert is_in(client)
    assert seen(lite) == second


def test_signing_out_ends_that_session_alone(app: Flask) -> None:
    one = sign_in(app, "ada")
    with parts(app).database.read() as session:
        assert session.scalars(select(Moderator)).one().seen
    password = reset(app, "ada")
    one, other = app.test_client(), app.test_client()
    assert {knock(each, "ada", password).status_code for each in (one, other)} == {303}
    one.post("/moderate/logout", data={"csrf_token": token(one.get("/moderate").text)})
    assert (is_in(one), is_in(other)) == (False, True)


def reset(app: Flask, name: str) -> str:
    return app.test_cli_runner().invoke(args=["create-moderator", name], catch_exceptions=False).output.strip()


def test_no_page_of_the_moderators_is_kept_by_anything(lite: Flask) -> None:
    client = sign_in(lite)
    for path in ("/moderate", "/moderate/login", "/moderate/log", "/moderate/campaigns"):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_neither_token_nor_address_is_in_the_database(lite: Flask) -> None:
    password = (sign_in(lite, "ada"), reset(lite, "ada"))[1]
    client = lite.test_client()
    headers = {"User-Agent": FIREFOX}
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "ada", "password": password}
    client.post("/moderate/login", data=form, headers=headers, environ_base={"REMOTE_ADDR": "203.0.113.77"})
    with client.session_transaction() as session:
        secret = session[guard.COOKIE]
    with parts(lite).database.read() as database:
        row = " ".join(map(str, database.execute(text("SELECT * FROM sign_ins")).all()[-1]))
    assert "Firefox on Android" in row
    for secrecy in (secret, "203.0", "Gecko", "143"):
        assert secrecy not in row


def test_whoever_is_sent_to_the_door_comes_back_to_where_they_were_going(lite: Flask) -> None:
    sign_in(lite, "ada")
    password, client = reset(lite, "ada"), lite.test_client()
    client.get("/moderate?view=hidden")
    client.get("/moderate/p/zzzz/picture.jpg", headers={"Sec-Fetch-Dest": "image"})
    assert knock(client, "ada", password).headers["Location"] == "/moderate?view=hidden"


def test_sessions_that_are_over_are_forgotten(app: Flask) -> None:
    client = sign_in(app)
    list(jobs.expire(parts(app), now()))
    assert is_in(client)
    list(jobs.expire(parts(app), now() + timedelta(minutes=31)))
    assert seen(app) == []


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (FIREFOX, "Firefox on Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 "
            "Safari/537.36 Edg/141.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/141.0.0.0 Safari/537.36",
            "Chrome on a Mac",
        ),
        ("curl/8.14.1", "curl"),
        ("<script>alert(1)</script>", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_known_again_by_two_words(header: str, words: str) -> None:
    assert in_words(header) == words
