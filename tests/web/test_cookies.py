"""The names of cookies over TLS, and those of before they had a prefix."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.web import cookies
from tests.application import MakeApp, publish, sign_in
from tests.publishing import filled_form, first

HOME = "https://posters.example"
BARE = ("session", "visitor")


@pytest.fixture
def secure(make_app: MakeApp) -> Flask:
    return make_app(site_url=HOME)


@pytest.fixture
def plain(make_app: MakeApp) -> Flask:
    """The same site before its cookies had prefixes."""
    return make_app()


def moved(client: FlaskClient, app: Flask) -> FlaskClient:
    """The browser, its cookies still without prefixes, at the site over TLS."""
    browser = app.test_client()
    for name in BARE:
        if cookie := client.get_cookie(name):
            browser.set_cookie(name, cookie.value, domain="posters.example")
    return browser


def at_home(client: FlaskClient, path: str) -> str:
    return client.get(path, base_url=HOME).text


def vote(client: FlaskClient, code: str, value: int = 1) -> tuple[int, list[str]]:
    told = {"Accept": "application/json"}
    answer = client.post(f"/p/{code}/vote", data={"value": value}, base_url=HOME, headers=told)
    return int(answer.get_json()["votes"]), answer.headers.getlist("Set-Cookie")


def test_every_cookie_over_tls_is_this_hosts_alone(secure: Flask) -> None:
    client = secure.test_client()
    opened = client.get(f"/make/{first(secure)}", base_url=HOME)
    fields = filled_form(secure, client)  # over plain HTTP, which the test's browser does not mind
    token = re.search(r'name="csrf_token" value="([^"]+)"', opened.text)
    assert token
    published = client.post(f"/make/{first(secure)}", data={**fields, "csrf_token": token[1]}, base_url=HOME)
    assert published.status_code == 303
    code = published.headers["Location"].rpartition("/")[2]
    _, voted = vote(client, code)
    given = [*opened.headers.getlist("Set-Cookie"), *published.headers.getlist("Set-Cookie"), *voted]
    assert {each.partition("=")[0] for each in given} == {
        "__Host-session", "__Host-visitor", f"__Host-fresh-p-{code}-claim",
    }  # fmt: skip
    for each in given:
        assert {"Secure", "HttpOnly", "Path=/"} <= set(each.split("; "))
        assert "Domain" not in each


def test_without_tls_they_have_no_prefix(lite: Flask) -> None:
    code, client = publish(lite), lite.test_client()
    assert client.post(f"/p/{code}/vote", data={"value": "1"}).headers["Set-Cookie"].startswith("visitor=")
    assert client.get(f"/make/{first(lite)}").headers["Set-Cookie"].startswith("session=")


def test_a_visitor_of_before_then_votes_once_and_gets_the_new_name(plain: Flask, secure: Flask) -> None:
    code, client = publish(plain), plain.test_client()
    client.post(f"/p/{code}/vote", data={"value": "1"})
    client = moved(client, secure)
    assert f'"{code}"' in at_home(client, f"/votes?ids={code}")
    votes, given = vote(client, code)
    assert votes == 1
    assert [each.partition("=")[0] for each in given] == ["visitor", "__Host-visitor"]
    assert "Max-Age=0" in given[0]
    assert client.get_cookie("visitor", domain="posters.example") is None
    assert vote(client, code, 0)[0] == 0


def test_a_planted_cookie_without_the_prefix_is_nobody_beside_one_with_it(plain: Flask, secure: Flask) -> None:
    code, thief, client = publish(plain), plain.test_client(), secure.test_client()
    thief.post(f"/p/{code}/vote", data={"value": "1"})
    vote(client, code)
    planted = thief.get_cookie("visitor")
    assert planted
    client.set_cookie("visitor", planted.value, domain="posters.example")
    assert vote(client, code, 0)[0] == 1, "their own vote, not the thief's"


def test_after_a_year_nothing_is_read_without_the_prefix(
    plain: Flask, secure: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, client, moderator = publish(plain), plain.test_client(), sign_in(plain)
    client.post(f"/p/{code}/vote", data={"value": "1"})
    monkeypatch.setattr(cookies, "now", lambda: cookies.BARE_NAMES_UNTIL + timedelta(days=1))
    assert at_home(moved(client, secure), f"/votes?ids={code}") == '{"voted":[]}\n'
    assert moved(moderator, secure).get("/moderate", base_url=HOME).status_code == 303


def test_a_moderator_stays_signed_in_and_gets_the_new_name(plain: Flask, secure: Flask) -> None:
    client = moved(sign_in(plain), secure)
    answer = client.get("/moderate", base_url=HOME)
    assert answer.status_code == 200
    given = answer.headers.getlist("Set-Cookie")
    assert [each.partition("=")[0] for each in given] == ["__Host-desk", "__Host-session", "session"]
    assert client.get_cookie("session", domain="posters.example") is None
    assert client.get("/moderate", base_url=HOME).status_code == 200


@pytest.mark.parametrize("path", ["/", "/gallery", "/make", "/p/{code}", "/p/{code}.jpg"])
def test_a_page_for_everybody_renews_nobodys_cookies(plain: Flask, secure: Flask, path: str) -> None:
    code = publish(plain)
    answer = moved(sign_in(plain), secure).get(path.format(code=code), base_url=HOME)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_two_posters_of_one_moment_keep_their_links_apart(secure: Flask) -> None:
    client = secure.test_client()
    page = at_home(client, f"/make/{first(secure)}")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    codes = []
    for key in ("one", "other"):
        fields = {**filled_form(secure, client), "csrf_token": token[1], "key": key}
        answer = client.post(f"/make/{first(secure)}", data=fields, base_url=HOME)
        codes.append(answer.headers["Location"].rpartition("/")[2])
    links = {re.findall(rf"{HOME}/claim/\w+", at_home(client, f"/p/{code}/claim"))[0] for code in codes}
    assert len(links) == 2
    for code in codes:
        again = client.get(f"/p/{code}/claim", base_url=HOME)
        assert again.status_code == 404, "shown once"
