"""Posters that wait for a campaign's moderators, and what these may see."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.accounts import people
from billboard.campaigns import campaigns
from billboard.core.errors import Refused
from billboard.models import Moderator, Role, State, Status
from tests.application import NOW, decide, parts, sign_in, stored, token
from tests.campaigns.campaigning import campaign, enter, maker_form, poster, read, set_state


def test_a_poster_that_waits_is_seen_by_its_maker_and_moderators_alone(app: Flask, client: FlaskClient) -> None:
    campaign(app, moderation="pre")
    slug, form = maker_form(client, app)
    answer = client.post(f"/make/{slug}", data=form)
    code = answer.headers["Location"].split("/")[2]
    assert answer.headers["Location"] == f"/p/{code}/claim"
    told = client.get(f"/p/{code}/claim").text
    assert "waits to be looked at" in told
    link = re.search(r"/claim/[a-z0-9]{32}", told)
    assert link
    assert "Your poster" in (mine := client.get(link[0]).text)
    assert "waits" in mine
    assert client.get(f"{link[0]}/picture.jpg").status_code == 200
    stranger = app.test_client()
    page = stranger.get(f"/p/{code}")
    assert page.status_code == 404
    assert "waits for a moderator" in page.text
    assert "Hands off the tin" not in page.text
    for path in (
        ".jpg",
        "/thumb.jpg",
        "/card.jpg",
        "/street/roadside.jpg",
        "/sheet/square.jpg",
        "/print.pdf",
        "/claim",
    ):
        assert stranger.get(f"/p/{code}{path}").status_code == 404, path
    for path in ("/gallery?sort=new", "/c/biscuits?sort=new", "/c/biscuits/thread/1"):
        assert code not in stranger.get(path).text
    assert all(key.startswith("quarantine/") for key in stored(app))


def test_approving_puts_it_up_as_of_now_with_the_next_number(app: Flask) -> None:
    campaign(app, moderation="pre")
    first, second = enter(app, "First"), enter(app, "Second")
    moderator = sign_in(app)
    queue = moderator.get("/moderate?view=waiting").text
    assert re.findall(r'data-case="(\w+)"', queue) == [first, second]
    assert decide(moderator, second, "approve") == 303
    up = poster(app, second)
    assert (up.status, up.number) == (Status.LIVE, 1)
    assert up.published > NOW
    assert app.test_client().get(f"/p/{second}.jpg").status_code == 200
    assert second not in moderator.get("/moderate?view=waiting").text
    assert decide(moderator, first, "hide", "spam") == 303
    assert app.test_client().get(f"/p/{first}").status_code == 410
    assert poster(app, first).number is None
    assert decide(moderator, first, "restore") == 303
    assert poster(app, first).number == 2


def test_a_waiting_poster_is_not_among_the_hidden(app: Flask) -> None:
    campaign(app, moderation="pre")
    code = enter(app)
    assert code not in sign_in(app).get("/moderate?view=hidden").text


def test_a_campaigns_moderator_sees_that_campaign_alone(app: Flask) -> None:
    campaign(app, moderation="pre")
    campaign(app, "tea", moderation="pre")
    ours, theirs = enter(app, "Ours"), enter(app, "Theirs", "tea")
    with parts(app).database.write() as session:
        password = people.appoint(session, "crumb", campaigns.find(session, "biscuits").id, now=NOW)
    client = app.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "crumb", "password": password}
    assert client.post("/moderate/login", data=form).status_code == 303
    for view in ("waiting", "recent"):
        assert re.findall(r'data-case="(\w+)"', client.get(f"/moderate?view={view}").text) == [ours]
    assert client.get(f"/moderate/p/{theirs}/picture.jpg").status_code == 404
    assert client.get(f"/moderate/p/{ours}/picture.jpg").status_code == 200
    assert decide(client, theirs, "approve") == 404
    assert poster(app, theirs).status is Status.WAITING
    assert decide(sign_in(app), theirs, "approve") == 303
    assert decide(client, ours, "approve") == 303
    log = client.get("/moderate/log").text
    assert ours in log
    assert theirs not in log


def test_an_account_stays_confined_when_it_gets_a_new_password_and_loses_all_when_dismissed(app: Flask) -> None:
    campaign(app)
    with parts(app).database.write() as session:
        number = campaigns.find(session, "biscuits").id
        assert people.appoint(session, "crumb", number, now=NOW)
        assert people.appoint(session, "crumb", number, now=NOW) == ""
        people.create_moderator(session, "crumb", now=NOW)
        moderator = session.query(Moderator).one()
        assert people.scope_of(session, moderator) == frozenset({number})
        assert people.looking_after(session, number) == ["crumb"]
        assert people.dismiss(session, "crumb", number, now=NOW)
        session.flush()
        assert people.scope_of(session, moderator) == frozenset()
        assert not people.dismiss(session, "crumb", number, now=NOW)


def test_a_closed_account_is_not_appointed_silently(app: Flask) -> None:
    campaign(app)
    with parts(app).database.write() as session:
        people.create_moderator(session, "crumb", now=NOW, role=Role.CAMPAIGN)
        people.disable_moderator(session, "crumb", now=NOW)
        with pytest.raises(Refused, match="is closed"):
            people.appoint(session, "crumb", campaigns.find(session, "biscuits").id, now=NOW)


@pytest.mark.parametrize("state", [State.FROZEN, State.ENDED])
def test_nothing_goes_up_in_a_campaign_that_is_read_only(app: Flask, state: State) -> None:
    campaign(app, moderation="pre")
    up, waits = enter(app, "Up"), enter(app, "Waits")
    moderator = sign_in(app)
    assert decide(moderator, up, "approve") == 303
    assert decide(moderator, up, "hide", "spam") == 303
    set_state(app, state)
    assert decide(moderator, waits, "approve") == 422
    assert (poster(app, waits).status, read(app).posted) == (Status.WAITING, 1)
    assert decide(moderator, up, "restore") == 303  # it has its place
    set_state(app, State.RUNNING)
    assert decide(moderator, waits, "approve") == 303
    assert poster(app, waits).number == 2
