"""The desk of switches: who may turn which, in two presses, and what is written down."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from billboard.accounts import people
from billboard.campaigns import campaigns
from billboard.infra.switches import Position, read
from billboard.models import Kind, LogLine, Role
from billboard.settings import changes
from billboard.switches import turning
from billboard.switches.standing import Switch
from tests.application import NOW, knock, parts, sign_in, token
from tests.campaigns.campaigning import campaign
from tests.switches.pulling import turn


def form(page: str, switch: Switch) -> dict[str, str]:
    """The hidden fields of a switch's form, and what its button says."""
    part = page.partition(f'id="{switch.value}"')[2].partition("</li>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', part))
    button = re.search(r'<button[^>]*name="turn" value="(\w+)"', part)
    assert button
    return fields | {"turn": button[1]}


def press(client: FlaskClient, switch: Switch, where: str = "/moderate/switches", **more: str) -> TestResponse:
    return client.post(where, data={**form(client.get(where).text, switch), **more})


def member(app: Flask, name: str, role: Role, *slugs: str) -> FlaskClient:
    sign_in(app, "first")  # who is first is an operator
    with parts(app).database.write() as session:
        password = people.create_moderator(session, name, now=NOW, role=role)
    for slug in slugs:
        with parts(app).database.write() as session:
            people.appoint(session, name, campaigns.find(session, slug).id, now=NOW)
    client = app.test_client()
    assert knock(client, name, password).status_code == 303
    return client


def lines(app: Flask) -> list[tuple[str, str, str, str]]:
    with parts(app).database.read() as session:
        rows = session.scalars(select(LogLine).where(LogLine.kind == Kind.SWITCH).order_by(LogLine.number))
        return [(row.subject, row.did, row.wall, row.rule) for row in rows]


def position(app: Flask, switch: Switch, wall: str = "") -> Position:
    return read(str(getattr(parts(app).settings_on(wall), switch.value)))


def test_a_switch_is_turned_on_and_off_the_same_way_and_each_is_a_line_by_name(app: Flask) -> None:
    client = sign_in(app, "ada")
    before = datetime.now(UTC)
    assert press(client, Switch.VOTING, period="60", said="  Tea   <is> being made. ").status_code == 303
    now_on = position(app, Switch.VOTING)
    assert now_on.said == "Tea <is> being made."
    assert now_on.until is not None
    assert timedelta(minutes=59) < now_on.until - before < timedelta(minutes=61)
    page = client.get("/moderate/switches").text
    assert "Stop voting: on. Every page follows within seconds." in page
    assert "Turned on by <bdi>ada</bdi>" in page
    assert "Tea &lt;is&gt; being made." in page
    assert press(client, Switch.VOTING).status_code == 303
    assert not position(app, Switch.VOTING).on
    assert lines(app) == [("voting_off", "on", "", ""), ("voting_off", "off", "", "")]


def test_the_page_says_what_the_public_will_read(app: Flask) -> None:
    page = sign_in(app).get("/moderate/switches").text
    assert "The public will read: <q>Just now nothing new is published.</q>" in html.unescape(page)
    assert page.count('<summary class="button') == len(Switch)


def test_a_stale_page_turns_nothing_and_keeps_what_was_typed(app: Flask) -> None:
    client = sign_in(app, "ada")
    stale = form(client.get("/moderate/switches").text, Switch.PUBLISHING)
    press(sign_in(app, "bea"), Switch.PUBLISHING, period="")
    answer = client.post("/moderate/switches", data={**stale, "period": "60", "said": "My own words"})
    assert answer.status_code == 409
    assert "bea set it to" in html.unescape(answer.text)
    assert len(lines(app)) == 1
    assert position(app, Switch.PUBLISHING).said == ""


def test_too_long_a_sentence_comes_back_with_its_words(app: Flask) -> None:
    client = sign_in(app)
    answer = press(client, Switch.VOTING, said="tea " * 60)
    assert answer.status_code == 422
    assert "200 characters at most" in answer.text
    assert "tea tea tea" in answer.text
    assert lines(app) == []
    stale = {**form(client.get("/moderate/switches").text, Switch.VOTING), "csrf_token": "nonsense", "said": "Mine"}
    answer = client.post("/moderate/switches", data=stale)
    assert answer.status_code == 422
    assert "Mine" in answer.text


@pytest.mark.parametrize("sent", [{"switch": "nonsense"}, {"period": "7"}])
def test_what_the_page_did_not_offer_is_refused(app: Flask, sent: dict[str, str]) -> None:
    client = sign_in(app)
    fields = {**form(client.get("/moderate/switches").text, Switch.VOTING), **sent}
    assert client.post("/moderate/switches", data=fields).status_code == 400
    assert lines(app) == []


def test_moderators_of_the_site_turn_all_and_those_of_a_campaign_their_own(app: Flask) -> None:
    campaign(app)
    campaign(app, "tea")
    moderator = member(app, "mod", Role.MODERATOR)
    assert press(moderator, Switch.HOLD).status_code == 303
    keeper = member(app, "keeper", Role.CAMPAIGN, "biscuits")
    assert keeper.get("/moderate/switches").headers["Location"] == "/moderate/switches/c/biscuits"
    assert press(keeper, Switch.VOTING, "/moderate/switches/c/biscuits").status_code == 303
    assert position(app, Switch.VOTING, "biscuits").on
    assert not position(app, Switch.VOTING).on
    fields = {"csrf_token": token(keeper.get("/moderate").text), "switch": "voting_off", "turn": "on", "seen": "0"}
    assert keeper.post("/moderate/switches", data=fields).status_code == 403
    assert keeper.post("/moderate/switches/c/tea", data=fields).status_code == 404
    assert keeper.get("/moderate/switches/c/tea").status_code == 404
    assert app.test_client().post("/moderate/switches", data=fields).headers["Location"] == "/moderate/login"
    assert ("voting_off", "on", "biscuits", "") in lines(app)


def test_a_campaigns_page_says_what_holds_there_because_of_the_site(app: Flask) -> None:
    campaign(app)
    turn(app, Switch.READ_ONLY)
    page = sign_in(app).get("/moderate/switches/c/biscuits").text
    assert "On for the whole site: it holds here, too." in page
    assert page.count('<summary class="button') == len(Switch) - 1


def test_what_has_ended_is_written_down_by_a_rule(app: Flask) -> None:
    campaign(app)
    turn(app, Switch.VOTING, until=NOW + timedelta(hours=1), wall="biscuits")
    turn(app, Switch.HOLD)

    def end(now: datetime) -> list[str]:
        with parts(app).database.write() as session:
            return list(turning.end_overdue(session, now))

    assert end(NOW + timedelta(minutes=59)) == []
    assert end(NOW + timedelta(minutes=60)) == ["voting_off of biscuits has ended."]
    assert end(NOW + timedelta(minutes=61)) == []
    assert lines(app)[-1] == ("voting_off", "off", "biscuits", "end-time")
    with parts(app).database.read() as session:
        last = changes.last_change(session, "voting_off", "biscuits")
    assert last is not None
    assert (last.value, last.moderator_id) == ("off by end-time", None)
    ran = app.test_cli_runner().invoke(args=["turn-switches"])
    assert ran.output == "No switch has ended.\n"


def test_an_end_that_has_passed_turns_nothing_on(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["settings", "set", "read_only", "on until 2001-01-01T00:00Z"]).exit_code == 0
    assert app.test_client().get("/gallery").text.count("placard") == 0
    assert run(args=["settings", "set", "read_only", "on: Tea."]).exit_code == 0
    assert app.test_client().get("/gallery").text.count("placard") == 1
    assert lines(app)[-1] == ("read_only", "on", "", "")
