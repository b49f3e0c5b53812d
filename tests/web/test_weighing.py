"""What is drawn and searched for is paid for by its network, at a place in a lane; all else goes on beside it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.budget.accounts import Account, accounts_of
from billboard.budget.lanes import Lane
from billboard.infra.derived_keys import derived
from billboard.visitors import hashes
from billboard.web import weighing
from tests.application import MakeApp, parts, publish, token

MINE, ELSEWHERE = "127.0.0.1", "198.51.100.1"
EDITOR = "/make/home-front"
# What a network in debt gets no more of; {code} is a poster's, and {seal} that of the visitor's own session.
DRAWN = [
    f"{EDITOR}/preview.jpg?headline=No&seal={{seal}}",
    f"{EDITOR}/small.jpg?slogan=No&seal={{seal}}",
    f"{EDITOR}/driveby?headline=No",
    "/make/every?slogan=No",
    "/stickers/speech.png?words=No&seal={seal}",
    "/p/{code}/sheet/6.jpg",
    "/p/{code}/shape/square.jpg",
    "/p/{code}/w320.jpg",
    "/p/{code}/street/roadside.jpg",
    "/p/{code}/street/roadside/small.jpg",
    "/p/{code}/facing.jpg",
    "/p/{code}/print.pdf",
    "/gallery?q=potholes",
]
# And what it may look at and do all the same.
OPEN = [
    "/",
    "/gallery",
    "/p/{code}",
    "/p/{code}.jpg",
    "/make",
    "/about",
    "/duel",
    "/moderate/login",
    "/p/{code}/report",
]


def accounts(app: Flask, address: str = MINE) -> list[Account]:
    site = parts(app)
    return accounts_of(hashes(address, derived("limits", site.secret_keys[0])), site.settings.network_seconds)


def overdraw(app: Flask, address: str = MINE, seconds: float = 100) -> None:
    """Put a network in debt for a while."""
    parts(app).spending.settle(accounts(app, address), seconds * 1000)


def spent(app: Flask, address: str = MINE) -> float:
    """ms that a network has to its debit, which the drawing of nothing tells."""
    spending, (home, *_) = parts(app).spending, accounts(app, address)
    return spending.draw([home._replace(depth=0)], 0) * home.leak


def seal(client: FlaskClient) -> str:
    found = re.search(r'data-seal="([^"]+)"', client.get(EDITOR).text)
    assert found is not None
    return found[1]


@pytest.fixture
def frugal(make_app: MakeApp) -> Flask:
    return make_app(network_seconds=20)


@contextmanager
def full(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both lanes have one place each, which somebody has taken; nobody waits for longer than a moment."""
    site = parts(app)
    lanes = replace(site.lanes, quick=_narrow(), slow=_narrow())
    monkeypatch.setitem(app.extensions, "billboard", replace(site, lanes=lanes))
    with lanes.quick.place(), lanes.slow.place():
        yield


def _narrow() -> Lane:
    return Lane("narrow", 1, inside=8, patience=0.01)


@pytest.mark.parametrize("address", DRAWN)
def test_a_network_in_debt_is_told_when_to_come_back(frugal: Flask, address: str) -> None:
    client, code = frugal.test_client(), publish(frugal)
    path = address.format(code=code, seal=seal(client))
    assert client.get(path).status_code not in (429, 503)
    overdraw(frugal, seconds=15)
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 40
    assert answer.json
    assert "Go on in" in answer.json["message"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", OPEN)
def test_what_is_neither_drawn_nor_searched_for_goes_on(
    frugal: Flask, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    client, path = frugal.test_client(), address.format(code=publish(frugal))
    overdraw(frugal)
    with full(frugal, monkeypatch):
        assert client.get(path).status_code == 200


def test_others_pay_for_nobody(frugal: Flask) -> None:
    path, client = f"/p/{publish(frugal)}/shape/square.jpg", frugal.test_client()
    overdraw(frugal, ELSEWHERE)
    assert client.get(path).status_code == 200
    assert client.get(path, environ_base={"REMOTE_ADDR": ELSEWHERE}).status_code == 429


@pytest.mark.parametrize("button", ["preview", "publish"])
@pytest.mark.parametrize("full_lane", [False, True])
def test_no_words_are_lost_where_publishing_has_to_wait(
    frugal: Flask, monkeypatch: pytest.MonkeyPatch, button: str, full_lane: bool
) -> None:
    client = frugal.test_client()
    form = {"csrf_token": token(client.get(EDITOR).text), "headline": "Keep these words", button: "1"}
    if full_lane:
        with full(frugal, monkeypatch):
            answer = client.post(EDITOR, data=form)
    else:
        overdraw(frugal)
        answer = client.post(EDITOR, data=form)
    assert answer.status_code == (503 if full_lane else 429)
    assert "Keep these words" in answer.text
    assert "seconds" in answer.text
    assert int(answer.headers["Retry-After"]) >= 1
    if not full_lane:
        parts(frugal).spending.settle(accounts(frugal), -200_000)
    assert client.post(EDITOR, data=form).status_code == (303 if button == "publish" else 200)


def test_a_full_lane_says_when_to_come_back(frugal: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client, path = frugal.test_client(), f"/p/{publish(frugal)}/print.pdf"
    before = spent(frugal)
    with full(frugal, monkeypatch):
        answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(weighing.SOON)
    with full(frugal, monkeypatch):
        page = client.get(path).text
    assert "A queue at the paste pot" in page
    assert "If you write to us" not in page
    assert spent(frugal) <= before  # who was turned away has paid nothing
    assert client.get(path).status_code == 200


def test_what_is_charged_is_what_it_took(frugal: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client, path = frugal.test_client(), f"/p/{publish(frugal)}/shape/square.jpg"
    before, ticks = spent(frugal), iter([1.0, 3.5])
    monkeypatch.setattr(weighing, "_spent", lambda: next(ticks))
    assert client.get(path).status_code == 200
    assert spent(frugal) - before == pytest.approx(2500, abs=500)


def test_it_counts_double_while_others_wait(frugal: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client, path = frugal.test_client(), f"/p/{publish(frugal)}/shape/square.jpg"
    before, ticks = spent(frugal), iter([1.0, 2.0])
    monkeypatch.setattr(weighing, "_spent", lambda: next(ticks))
    monkeypatch.setattr(weighing, "_came_late", lambda: True)
    assert client.get(path).status_code == 200
    assert spent(frugal) - before == pytest.approx(2000, abs=500)


@pytest.mark.parametrize(
    ("proxies", "header", "late"),
    [(1, "t=1000.000", True), (1, "t=1999.990", False), (1, "t=", False), (1, "", False), (0, "t=1000.000", False)],
)
def test_nginx_says_whether_a_request_has_waited(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, proxies: int, header: str, late: bool
) -> None:
    app = make_app(trusted_proxies=proxies)
    monkeypatch.setattr(weighing, "time", lambda: 2000.0)
    with app.test_request_context(headers={"X-Request-Start": header} if header else {}):
        assert weighing._came_late() is late


@pytest.mark.parametrize(("threads", "held"), [(32, [weighing.A_MOMENT]), (1, [])])
def test_a_refusal_is_held_back_where_there_are_threads_for_it(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, threads: int, held: list[float]
) -> None:
    app, slept = make_app(network_seconds=20, web_threads=threads), list[float]()
    monkeypatch.setattr(weighing, "sleep", slept.append)
    path, client = f"/p/{publish(app)}/shape/square.jpg", app.test_client()
    assert client.get(path).status_code == 200
    overdraw(app)
    assert client.get(path).status_code == 429
    assert slept == held


def test_refusals_hold_few_threads(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app, slept = make_app(network_seconds=20, web_threads=8), list[float]()
    monkeypatch.setattr(weighing, "sleep", slept.append)
    overdraw(app)
    with parts(app).lanes.held_back:
        assert app.test_client().get("/make/every?slogan=No").status_code == 429
    assert slept == []


@pytest.mark.parametrize("path", ["/p/{code}/street/roadside.jpg", "/p/{code}/shape/square.jpg", "/p/{code}/print.pdf"])
def test_what_a_visitor_has_already_waits_for_no_place(
    frugal: Flask, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    client, address = frugal.test_client(), path.format(code=publish(frugal))
    tag = client.get(address).headers["ETag"]
    with full(frugal, monkeypatch):
        assert client.get(address).status_code == 503
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
