"""What a campaign takes, posters and votes, and when."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FuturesTimeout
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.campaigns import campaigns, plans
from billboard.campaigns.phases import Phase, phase_of
from billboard.core.errors import Refused
from billboard.models import State, Status
from billboard.voting import voting
from tests.application import NOW, parts, stored
from tests.campaigns.campaigning import CAPS, IMPRINT, campaign, enter, maker_form, poster, read, set_state


def test_a_form_publishes_into_its_campaign(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    slug, form = maker_form(client, app)
    answer = client.post(f"/make/{slug}", data=form)
    assert answer.status_code == 303
    code = answer.headers["Location"].rpartition("/")[2]
    assert (poster(app, code).campaign_id, poster(app, code).number) == (read(app).id, 1)
    assert client.post(f"/make/{slug}", data=form).headers["Location"].endswith(code)
    assert read(app).posted == 1


@pytest.mark.parametrize(
    ("fields", "later", "said"),
    [
        ({"opens": "2026-05-08T12:00"}, timedelta(), "has not opened yet: it does on 8 May 2026 at 12:00 UTC"),
        ({"closes": "2026-05-08T12:00"}, timedelta(days=1), "has closed"),
    ],
)
def test_posters_are_taken_between_opening_and_closing(
    app: Flask, fields: dict[str, Any], later: timedelta, said: str
) -> None:
    campaign(app, **fields)
    with pytest.raises(Refused, match=said):
        enter(app, now=NOW + later)
    assert stored(app) == set()
    assert poster(app, enter(app, now=NOW + timedelta(days=1) - later)).number == 1


def test_a_template_that_is_not_the_campaigns_is_refused(app: Flask) -> None:
    campaign(app, templates=("home-front",))
    with pytest.raises(Refused, match="does not take posters of this template"):
        enter(app, template_slug="the-candidate")
    enter(app, template_slug="home-front")
    page = app.test_client().get("/c/biscuits").text
    assert "/make/home-front?campaign=biscuits" in page
    assert "/make/the-candidate" not in page


@pytest.mark.parametrize("state", [State.FROZEN, State.ENDED])
def test_a_read_only_campaign_keeps_the_words_that_it_does_not_take(
    app: Flask, client: FlaskClient, state: State
) -> None:
    campaign(app)
    slug, form = maker_form(client, app)
    set_state(app, state)
    answer = client.post(f"/make/{slug}", data=form)
    assert answer.status_code == 422
    assert "Hands off the tin" in answer.text
    assert "Biscuits for all" in answer.text
    assert stored(app) == set()


def test_a_campaign_that_does_not_exist_keeps_the_words(lite: Flask) -> None:
    client = lite.test_client()
    slug, form = maker_form(client, lite, "nothing-here")
    answer = client.post(f"/make/{slug}", data=form)
    assert answer.status_code == 404
    assert "Hands off the tin" in answer.text


@pytest.mark.parametrize("state", [State.FROZEN, State.ENDED])
def test_a_read_only_campaign_takes_no_votes(app: Flask, state: State) -> None:
    campaign(app)
    code = enter(app)

    def vote(wanted: bool) -> None:
        with parts(app).database.write() as session:
            voting.vote(session, code, "me", wanted=wanted, address="203.0.113.9", caps=CAPS, now=NOW)

    vote(True)
    set_state(app, state)
    for wanted in (True, False):
        with pytest.raises(Refused, match="votes stand"):
            vote(wanted)
    assert poster(app, code).votes == 1
    assert 'name="value"' not in app.test_client().get("/c/biscuits").text
    assert 'name="value"' not in app.test_client().get(f"/p/{code}").text
    set_state(app, State.RUNNING)
    vote(False)
    assert poster(app, code).votes == 0


def test_a_campaign_that_has_closed_still_takes_votes(app: Flask) -> None:
    campaign(app, closes="2026-05-08T12:00")
    code = enter(app)
    with parts(app).database.write() as session:
        voting.vote(session, code, "me", wanted=True, address="", caps=CAPS, now=NOW + timedelta(days=9))
    assert phase_of(read(app), NOW + timedelta(days=9)) is Phase.CLOSED


@pytest.mark.parametrize("state", [State.FROZEN, State.ENDED])
def test_a_vote_at_the_moment_of_a_freeze_waits_for_it_and_does_not_count(app: Flask, state: State) -> None:
    campaign(app)
    code, database = enter(app), parts(app).database

    def vote() -> None:
        with database.write() as session:
            voting.vote(session, code, "me", wanted=True, address="203.0.113.9", caps=CAPS, now=NOW)

    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            campaigns.set_state(session, "biscuits", state, now=NOW)
            session.flush()
            voting_now = pool.submit(vote)
            with pytest.raises(FuturesTimeout):
                voting_now.result(0.4)
        with pytest.raises(Refused, match="votes stand"):
            voting_now.result(10)
    assert poster(app, code).votes == 0


def test_a_freeze_waits_for_the_votes_that_are_being_counted(app: Flask) -> None:
    campaign(app)
    code, database = enter(app), parts(app).database
    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            voting.vote(session, code, "me", wanted=True, address="203.0.113.9", caps=CAPS, now=NOW)
            freezing = pool.submit(set_state, app, State.FROZEN)
            with pytest.raises(FuturesTimeout):
                freezing.result(0.4)
        freezing.result(10)
    assert (poster(app, code).votes, read(app).state) == (1, State.FROZEN)


@pytest.mark.parametrize("change", [{"moderation": "pre"}, {"imprint": IMPRINT}])
def test_rules_that_change_while_a_poster_is_drawn_hold_for_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch, change: dict[str, str]
) -> None:
    campaign(app)
    site = parts(app)
    put = site.store.put

    def change_meanwhile(key: str, data: bytes) -> None:
        with site.database.write() as session:
            fields = plans.fields_of(campaigns.find(session, "biscuits")) | change
            plan = plans.read_plan(fields, (), tuple(site.templates), lambda _: None)
            campaigns.edit(session, "biscuits", plan, now=NOW)
        put(key, data)

    with monkeypatch.context() as patch:
        patch.setattr(site.store, "put", change_meanwhile)
        with pytest.raises(Refused, match="just changed its rules"):
            enter(app)
    assert stored(app) == set()
    row = poster(app, enter(app))
    assert (row.status is Status.WAITING) == ("moderation" in change)
    assert row.imprint == change.get("imprint", "")
