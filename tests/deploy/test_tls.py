"""The site behind nginx and TLS, for browsers that keep back what others send: no Referer, no cookies."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers.nginx import Nginx, nginx
from tests.servers.process import HOST, free_port
from tests.servers.site import Site, Sites
from tests.visitor import Answer, Visitor, maker, paste

# What browsers leave out over TLS: one with an extension against referrers, an older one, and one that says nothing.
TERSE: list[dict[str, Any]] = [
    {"Referer": None},
    {"Referer": None, "Sec_Fetch_Site": None},
    {"Referer": None, "Sec_Fetch_Site": None, "Origin": "null"},
    {"Referer": None, "Sec_Fetch_Site": None, "Origin": None},
]
A_BROWSERS_FORM: dict[str, Any] = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def secure_site(live_server: Sites, port: int) -> Site:
    unhurried = dict.fromkeys(("PUBLISH_LIMIT", "REPORT_LIMIT", "LOGIN_LIMIT"), "1000 per minute")
    return live_server({"SITE_URL": f"https://{HOST}:{port}", "TRUSTED_PROXIES": "1", **unhurried})


@pytest.fixture(scope="module")
def front(secure_site: Site, port: int) -> Iterator[Nginx]:
    with nginx([secure_site.port, secure_site.port], port) as running:
        yield running


@pytest.fixture(scope="module")
def poster(front: Nginx) -> str:
    return paste(Visitor(front.url, front.trust))


def report(visitor: Visitor, poster: str) -> Answer:
    return visitor.fill_in(f"{poster}/report", reason="spam", note="It is about my nan")


def votes(front: Nginx, poster: str) -> str:
    shown = re.search(r"has (\d+) votes?", Visitor(front.url, front.trust).ask(f"{poster}/vote").text)
    assert shown
    return shown[1]


@pytest.mark.parametrize("headers", TERSE)
def test_whoever_sends_no_referer_publishes_reports_and_withdraws(front: Nginx, headers: dict[str, Any]) -> None:
    visitor = Visitor(front.url, front.trust, **headers)
    poster = paste(visitor)
    assert report(visitor, poster).status == 200
    claim = re.search(rf"{front.url}(/claim/\w+)", visitor.ask(f"{poster}/claim").text)
    assert claim
    assert visitor.fill_in(claim[1], f"{claim[1]}/withdraw").status == 303
    assert visitor.ask(poster).status == 410


@pytest.mark.parametrize("headers", TERSE)
def test_whoever_sends_no_referer_signs_in_decides_and_leaves(
    secure_site: Site, front: Nginx, poster: str, headers: dict[str, Any]
) -> None:
    password = secure_site.flask("create-moderator", "ada").split()[-1]
    ada = Visitor(front.url, front.trust, **headers)
    assert ada.fill_in("/moderate/login", name="ada", password=password).status == 303
    assert ada.decide("/moderate?view=recent", poster, action="hide", reason="spam").status == 303
    assert ada.decide("/moderate?view=hidden", poster, action="restore").status == 303
    assert ada.fill_in("/moderate", "/moderate/logout").status == 303


@pytest.mark.parametrize("headers", TERSE[:2])
def test_a_report_needs_no_cookies(front: Nginx, poster: str, headers: dict[str, Any]) -> None:
    assert report(Visitor(front.url, front.trust, cookies=False, **headers), poster).status == 200


def test_a_report_that_nothing_vouches_for_is_told_what_is_needed_and_kept(front: Nginx, poster: str) -> None:
    answer = report(Visitor(front.url, front.trust, cookies=False, **TERSE[3]), poster)
    assert answer.status == 422
    assert "Allow cookies for this site" in answer.text
    assert "expired" not in answer.text
    assert "It is about my nan" in answer.text


def test_publishing_without_cookies_says_so_and_keeps_the_words(front: Nginx) -> None:
    visitor = Visitor(front.url, front.trust, cookies=False)
    address, words = maker(visitor)
    for _ in range(2):
        answer = visitor.fill_in(address, **words)
        assert answer.status == 422
        assert "Allow cookies for this site" in answer.text
        assert "expired" not in answer.text
        assert next(iter(words.values())) in answer.text


def test_signing_in_without_cookies_says_so(front: Nginx) -> None:
    answer = Visitor(front.url, front.trust, cookies=False).fill_in("/moderate/login", name="ada", password="x")
    assert answer.status == 422
    assert "Allow cookies for this site" in answer.text


def test_a_page_whose_session_has_gone_says_that_it_is_old(front: Nginx) -> None:
    visitor = Visitor(front.url, front.trust)
    address, words = maker(visitor)
    answer = visitor.ask(address, csrf_token="of another time", **words)
    assert answer.status == 422
    assert "expired" in answer.text
    assert visitor.fill_in(address, **words).status == 303


def test_a_browser_without_a_cookie_is_given_one_and_votes_once(front: Nginx, poster: str) -> None:
    visitor, before = Visitor(front.url, front.trust, **A_BROWSERS_FORM), int(votes(front, poster))
    first = visitor.ask(f"{poster}/vote", value="1")
    assert first.status == 307
    again = first.headers["Location"].removeprefix(front.url)
    assert int(votes(front, poster)) == before
    assert visitor.ask(again, value="1").status == 303
    assert visitor.ask(f"{poster}/vote", value="1").status == 303
    assert int(votes(front, poster)) == before + 1
    assert "Your cross is in the box" in visitor.ask(f"{poster}/vote").text


def test_a_browser_that_keeps_no_cookie_is_told_that_a_vote_needs_one(front: Nginx, poster: str) -> None:
    visitor, before = Visitor(front.url, front.trust, cookies=False, **A_BROWSERS_FORM), votes(front, poster)
    again = visitor.ask(f"{poster}/vote", value="1").headers["Location"].removeprefix(front.url)
    answer = visitor.ask(again, value="1")
    assert answer.status == 422
    assert "Allow cookies for this site, then vote once more" in answer.text
    assert votes(front, poster) == before


@pytest.mark.parametrize("cookies", [True, False])
def test_a_duel_is_judged_with_a_cookie_or_told_what_it_needs(front: Nginx, poster: str, cookies: bool) -> None:
    paste(Visitor(front.url, front.trust))
    visitor = Visitor(front.url, front.trust, cookies=cookies, **A_BROWSERS_FORM)
    pair = re.search(r'name="pair" value="([^"]+)"', visitor.ask("/duel").text)
    assert pair
    again = visitor.ask("/duel", pair=pair[1], pick="left").headers["Location"].removeprefix(front.url)
    answer = visitor.ask(again, pair=pair[1], pick="left")
    assert answer.status == (303 if cookies else 422)
    assert cookies or "Allow cookies for this site" in answer.text


@pytest.mark.parametrize("headers", [{"Sec_Fetch_Site": None}, {"Sec_Fetch_Site": None, "Origin": None}])
def test_a_page_of_the_same_name_without_tls_may_send_nothing(
    front: Nginx, poster: str, headers: dict[str, Any]
) -> None:
    visitor = Visitor(front.url, front.trust)
    address, words = maker(visitor)
    plain = front.url.replace("https:", "http:")
    visitor.headers |= {"Sec-Fetch-Site": None, "Origin": headers.get("Origin", plain), "Referer": f"{plain}/"}
    assert visitor.ask(f"{poster}/vote", value="1").status == 403
    assert report(visitor, poster).status == 403
    assert visitor.fill_in(address, **words).status == 403
    assert visitor.fill_in("/moderate/login", name="ada", password="x").status == 403
