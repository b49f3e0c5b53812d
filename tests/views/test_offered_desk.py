"""Which templates and streets are offered, and in which order."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billboard.core.errors import Refused
from billboard.settings import live
from tests.application import parts, publish, sign_in, token
from tests.campaigns.campaigning import campaign
from tests.settings.changing import change

PAGE = "/operate/settings/templates"
STREETS = "/operate/settings/streets"


@pytest.fixture
def quick(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Follows changes at once."""
    monkeypatch.setattr(live, "FRESH", 0.0)
    return lite


def order_on(page: str) -> list[str]:
    return re.findall(r'name="order" value="([^"]+)"', page)


def send(client: FlaskClient, order: list[str], offered: list[str], path: str = PAGE, **more: str) -> TestResponse:
    page = client.get(path).text
    seen = dict(re.findall(r'name="(\w+_seen)" value="(\d+)"', page))
    return client.post(path, data={"csrf_token": token(page), "order": order, "offered": offered, **seen, **more})


def chooser(app: Flask) -> list[str]:
    return list(dict.fromkeys(re.findall(r'href="/make/([a-z0-9-]+)"', app.test_client().get("/make").text)))


def test_what_is_moved_and_left_out_hangs_so_for_the_public_and_can_be_put_back(quick: Flask) -> None:
    ada, before = sign_in(quick, "ada"), chooser(quick)
    order = order_on(ada.get(PAGE).text)
    assert set(before) <= set(order)
    first = order[-1]
    assert send(ada, [first, *order[:-1]], [each for each in order if each != order[0]]).status_code == 303
    assert chooser(quick) == [first, *(each for each in before if each not in (first, order[0]))]
    page = ada.get(PAGE).text
    assert order_on(page) == [first, *order[:-1]]
    assert re.search(rf'value="{order[0]}"> <span', page)
    assert send(ada, order, order).status_code == 303
    assert chooser(quick) == before
    assert parts(quick).settings.templates_order == ()


def test_a_press_moves_a_row_and_keeps_nothing_yet(quick: Flask) -> None:
    ada = sign_in(quick, "ada")
    order = order_on(ada.get(PAGE).text)
    answer = send(ada, order, order[1:], down=order[0])
    assert answer.status_code == 200
    assert order_on(answer.text) == [order[1], order[0], *order[2:]]
    assert re.search(rf'name="down" value="{order[0]}" autofocus', answer.text)
    assert parts(quick).settings.templates_order == ()
    assert order_on(send(ada, order, order, up=order[0]).text) == order
    assert send(ada, order, order, up="nothing").status_code == 404


def test_something_stays_offered_and_of_two_operators_the_second_is_told(quick: Flask) -> None:
    ada = sign_in(quick, "ada")
    order = order_on(ada.get(PAGE).text)
    answer = send(ada, order[::-1], [])
    assert (answer.status_code, "Tick one at least" in answer.text) == (422, True)
    assert order_on(answer.text) == order[::-1]
    change(quick, "templates_order", order[2])
    answer = send(ada, order[::-1], order, templates_order_seen="0")
    assert (answer.status_code, "Somebody with a shell set it to" in answer.text) == (422, True)


def test_what_is_left_out_makes_no_posters_but_where_a_campaign_has_chosen_it(quick: Flask) -> None:
    code = publish(quick, slug="home-front")
    change(quick, "templates_left_out", "home-front")
    campaign(quick, templates=("home-front",))
    client = quick.test_client()
    assert client.get("/make/home-front").status_code == 404
    assert client.get("/make/home-front?campaign=biscuits").status_code == 200
    assert "/make/home-front" not in client.get(f"/p/{code}").text
    with pytest.raises(Refused, match="no longer offered"):
        publish(quick, "Too late", slug="home-front")
    publish(quick, "In time", slug="home-front", campaign="biscuits")
    assert client.get(f"/p/{code}").status_code == 200


def test_streets_are_left_out_and_ordered_and_those_left_out_are_still_drawn(quick: Flask) -> None:
    ada, code = sign_in(quick, "ada"), publish(quick)
    order = order_on(ada.get(STREETS).text)
    shown = re.findall(rf"/p/{code}\?street=([a-z-]+)", quick.test_client().get(f"/p/{code}").text)
    gone = next(each for each in shown if each != shown[0])
    assert send(ada, order, [each for each in order if each != gone], STREETS).status_code == 303
    page = quick.test_client().get(f"/p/{code}").text
    assert gone not in page
    assert shown[0] in page
    assert quick.test_client().get(f"/p/{code}/street/{gone}/small.jpg").status_code == 200


def test_a_poster_without_a_street_has_a_page(quick: Flask) -> None:
    code = publish(quick)
    change(quick, "scenes_left_out", " ".join(parts(quick).scenes))
    page = quick.test_client().get(f"/p/{code}")
    assert (page.status_code, "See it on the street" in page.text) == (200, False)
