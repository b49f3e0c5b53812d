"""Duels over the web."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.models import Duel, State
from billboard.views.duel import NOTES
from billboard.voting.duels import Outcome
from tests.application import MakeApp, decide, parts, publish, sign_in
from tests.campaigns.campaigning import campaign, enter, set_state


def fields(page: str) -> dict[str, str]:
    found = re.search(r'name="pair" value="([^"]+)"', page)
    assert found
    return {"pair": found.group(1)}


def test_a_duel_is_fought_with_plain_forms(app: Flask) -> None:
    for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all"):
        publish(app, text)
    client = app.test_client()
    form = fields(client.get("/duel").text)
    answer = client.post("/duel", data={**form, "pick": "left"})
    assert (answer.status_code, answer.location) == (303, "/duel")
    page = client.get("/duel").text
    assert "You are the first to judge these two" in page
    assert fields(page) != form


def test_who_only_looks_gets_no_cookie_and_who_picks_does(lite: Flask) -> None:
    for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all"):
        publish(lite, text)
    client = lite.test_client()
    page = client.get("/duel")
    assert "Set-Cookie" not in page.headers
    following = client.get("/duel/next", query_string={"after": fields(page.text)["pair"]})
    assert "Set-Cookie" not in following.headers
    picked = client.post("/duel", data={**fields(page.text), "pick": "left"})
    assert picked.headers["Set-Cookie"].startswith("visitor=")
    further = {"pair": following.json["pair"]["token"], "pick": "left"}  # type: ignore[index]
    assert "Set-Cookie" not in client.post("/duel", data=further).headers
    with parts(lite).database.read() as session:
        assert len(set(session.scalars(select(Duel.voter)))) == 1


def test_a_guests_pair_passed_around_is_good_for_one_pick(lite: Flask) -> None:
    for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all"):
        publish(lite, text)
    form = fields(lite.test_client().get("/duel").text)
    friends = [lite.test_client() for _ in range(4)]
    for friend in friends[:2]:  # two have a cookie of their own, two have not
        friend.post("/duel", data={**fields(friend.get("/duel").text), "pick": "skip"})
    for friend in friends:
        assert friend.post("/duel", data={**form, "pick": "left"}).status_code == 303
    with parts(lite).database.read() as session:
        assert len(session.scalars(select(Duel).where(Duel.low_won.is_not(None))).all()) == 1


def test_a_pick_in_haste_is_not_counted_and_brings_the_pair_back(make_app: MakeApp) -> None:
    app = make_app(duel_seconds=2)
    for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all"):
        publish(app, text)
    client = app.test_client()
    page = client.get("/duel").text
    answer = client.post("/duel", data={**fields(page), "pick": "left"})
    assert (answer.status_code, answer.location) == (303, "/duel?note=hasty")
    again = client.post("/duel", data={**fields(page), "pick": "left"}, headers={"Accept": "application/json"})
    assert again.json["outcome"] == "hasty"  # type: ignore[index]
    assert "Look at both" in again.json["note"]  # type: ignore[index]
    with parts(app).database.read() as session:
        assert session.scalars(select(Duel)).all() == []


def test_a_campaign_has_a_ring_of_its_own_until_it_is_frozen(lite: Flask) -> None:
    campaign(lite)
    outside = publish(lite, "Elsewhere altogether")
    for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all"):
        enter(lite, text)
    client = lite.test_client()
    assert "/duel?campaign=biscuits" in client.get("/c/biscuits").text
    page = client.get("/duel?campaign=biscuits").text
    assert f"/p/{outside}" not in page
    assert 'action="/duel?campaign=biscuits"' in page
    answer = client.post("/duel?campaign=biscuits", data={**fields(page), "pick": "left"})
    assert answer.location == "/duel?campaign=biscuits"
    set_state(lite, State.FROZEN)
    assert "The ring is closed" in client.get(answer.location).text
    assert "/duel?campaign=biscuits" not in client.get("/c/biscuits").text
    assert client.get("/duel?campaign=nobodys").status_code == 404


def test_a_script_is_told_the_verdict_and_the_pair_that_follows(app: Flask) -> None:
    for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all", "All bins must go"):
        publish(app, text)
    client = app.test_client()
    form = fields(client.get("/duel").text)
    following = client.get("/duel/next", query_string={"after": form["pair"]})
    assert following.headers["Cache-Control"] == "private, no-store"
    assert set(following.json["pair"]) == {"left", "right", "token"}  # type: ignore[index]
    told: dict[str, Any] = client.post(
        "/duel", data={**form, "pick": "right"}, headers={"Accept": "application/json"}
    ).json  # type: ignore[assignment]
    assert told["outcome"] == "counted"
    assert told["crowd"] == "You are the first to judge these two."


@pytest.mark.parametrize("outcome", NOTES)
def test_what_could_not_be_counted_is_said_on_the_next_page(lite: Flask, outcome: Outcome) -> None:
    client = lite.test_client()
    assert NOTES[outcome] in client.get(f"/duel?note={outcome}").text
    assert NOTES[outcome] not in client.get("/duel?note=nonsense").text


def test_a_hidden_poster_is_answered_with_the_next_pair(app: Flask) -> None:
    codes = [publish(app, text) for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all")]
    client = app.test_client()
    page = client.get("/duel").text
    shown = next(code for code in codes if f"/p/{code}" in page)
    assert decide(sign_in(app), shown, "hide", "spam") == 303
    answer = client.post("/duel", data={**fields(page), "pick": "left"})
    assert answer.location == "/duel?note=gone"
    after = client.get(answer.location).text
    assert "has just left the ring" in after
    assert f"/p/{shown}" not in after


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
    ],
)
def test_only_a_page_of_this_site_may_judge(lite: Flask, headers: dict[str, str], status: int) -> None:
    publish(lite, "Bins out on Monday")
    publish(lite, "Bins in on Tuesday")
    client = lite.test_client()
    form = fields(client.get("/duel").text)
    assert client.post("/duel", data={**form, "pick": "left"}, headers=headers).status_code == status


@pytest.mark.parametrize("form", [{}, {"pick": "left"}, {"pick": "both"}, {"pick": "left", "pair": "forged"}])
def test_a_form_this_site_did_not_make_is_refused_with_a_sentence(lite: Flask, form: dict[str, str]) -> None:
    def sent(client: FlaskClient) -> int:
        return client.post("/duel", data=form).status_code

    stranger, visitor = lite.test_client(), lite.test_client()
    visitor.get("/duel")
    assert sent(stranger) == sent(visitor) == 400
    assert stranger.get("/duel/next").status_code == 400
    assert visitor.get("/duel/next?after=nonsense").status_code == 400


def test_a_wall_too_small_for_a_duel_says_so(lite: Flask) -> None:
    page = lite.test_client().get("/duel")
    assert page.status_code == 200
    assert 'name="pick"' not in page.text
    assert "/make" in page.text
