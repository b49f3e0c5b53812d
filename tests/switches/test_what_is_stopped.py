"""Each switch, and all that the public can send."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from billboard.models import Duel, Hold, HoldReason, Poster, Report, Status, Vote
from billboard.roundup import subscriptions
from billboard.switches.standing import Switch
from billboard.walls import looks
from tests.application import parts, sign_in
from tests.application import publish as publish_directly
from tests.campaigns.campaigning import campaign, enter, poster
from tests.publishing import filled_form, first
from tests.switches import pulling
from tests.switches.pulling import OWN, turn

LATER = datetime(2099, 1, 1, 18, 0, tzinfo=UTC)
Deed = Callable[[Flask], TestResponse]

# What the public can send, by endpoint. What every switch leaves alone stands in ALWAYS, what an attack asks for in
# test_under_attack.py.
STOPPED: dict[str, set[Switch]] = {
    "maker.publish": {Switch.PUBLISHING, Switch.READ_ONLY},
    "votes.cast": {Switch.VOTING, Switch.READ_ONLY},
    "duel.judge": {Switch.VOTING, Switch.READ_ONLY},
    "roundup.ask": {Switch.READ_ONLY},
    "roundup.confirm": {Switch.READ_ONLY},
}

ALWAYS = {
    "reporting.report",
    "claim.withdraw",
    "claim.appeal",
    "objection.send",  # an appeal, too
    "roundup.leave",
    "takedown.send",
    "preview_seal.give",  # writes nothing
    "looks.record",  # answers as ever, and counts nothing while nobody may vote
}


def test_the_table_knows_every_route_by_which_the_public_sends_anything(lite: Flask) -> None:
    sent = {rule.endpoint for rule in lite.url_map.iter_rules() if "POST" in (rule.methods or ())}
    private = {endpoint for endpoint in sent if in_private(lite, endpoint)}
    assert sent - private == STOPPED.keys() | ALWAYS


def in_private(app: Flask, endpoint: str) -> bool:
    return all(rule.rule.startswith(("/moderate", "/operate", "/studio")) for rule in app.url_map.iter_rules(endpoint))


@pytest.fixture
def wall(lite: Flask) -> list[str]:
    return [publish_directly(lite, f"Poster {number}") for number in range(2)]


def asked(app: Flask) -> str:
    """The secret of somebody who asked for the round-up a moment ago."""
    with parts(app).database.write() as session:
        found = subscriptions.ask(session, "bea@example.org", wall="", now=datetime.now(UTC))
    assert found
    return found.secret


def send(app: Flask, endpoint: str, code: str, pair: str) -> TestResponse:
    deeds: dict[str, Deed] = {
        "maker.publish": pulling.publish,
        "votes.cast": lambda app: pulling.vote(app, code),
        "duel.judge": lambda app: pulling.duel(app, page=pair),
        "roundup.ask": lambda app: app.test_client().post("/roundup", data={"address": "ada@example.org"}, headers=OWN),
        "roundup.confirm": lambda app: app.test_client().post(f"/roundup/{asked(app)}", headers=OWN),
    }
    return deeds[endpoint](app)


@pytest.mark.parametrize("endpoint", STOPPED)
@pytest.mark.parametrize("switch", Switch)
def test_a_switch_stops_what_it_says_and_nothing_else(
    make_app: Callable[..., Flask], endpoint: str, switch: Switch
) -> None:
    app = make_app(smtp_url="smtp://127.0.0.1:9", mail_from="wall@example.org", site_url="http://localhost")
    code, _ = [publish_directly(app, f"Poster {number}") for number in range(2)]
    pair = app.test_client().get("/duel").text
    turn(app, switch, until=LATER, said="Tea is being made.")
    answer = send(app, endpoint, code, pair)
    if switch is Switch.ATTACK and endpoint in ("votes.cast", "duel.judge"):
        assert answer.status_code == 403
        return
    if switch not in STOPPED[endpoint]:
        assert answer.status_code in (200, 303), answer.text
        return
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3600"
    assert "no-store" in answer.headers["Cache-Control"]
    text = re.sub(r"\s+", " ", answer.text)
    assert "Just now" in text
    assert "Until 1 January, 18:00 UTC. Tea is being made." in text
    assert "reporting work as ever." in text


@pytest.mark.parametrize("switch", [Switch.VOTING, Switch.READ_ONLY])
def test_nothing_is_written_of_a_vote_or_duel_that_is_stopped(app: Flask, switch: Switch) -> None:
    code, _ = [publish_directly(app, f"Poster {number}") for number in range(2)]
    pair = app.test_client().get("/duel").text
    turn(app, switch)
    refused = pulling.vote_by_script(app, code)
    assert refused.status_code == 503
    assert "no votes are counted" in refused.get_json()["message"]
    assert pulling.vote(app, code, "0").status_code == 503
    assert pulling.duel(app, page=pair).status_code == 503
    with parts(app).database.read() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in (Vote, Duel)] == [0, 0]
    turn(app, switch, on=False)
    assert pulling.vote_by_script(app, code).get_json()["votes"] == 1


def test_words_are_kept_and_the_button_says_why_it_is_off(app: Flask, client: FlaskClient) -> None:
    fields = filled_form(app, client, headline="Mind the biscuits")
    turn(app, Switch.PUBLISHING)
    page = client.post(f"/make/{first(app)}", data=fields)
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "600"
    assert "Mind the biscuits" in page.text
    assert "Your words are kept. Looking, voting and reporting work as ever." in page.text
    assert re.search(r"<button[^>]*data-publish[^>]* disabled", page.text)
    assert "disabled" not in re.search(r"<button[^>]*name=\"preview\"[^>]*>", page.text)[0]  # type: ignore[index]
    turn(app, Switch.PUBLISHING, on=False)
    assert client.post(f"/make/{first(app)}", data=fields).status_code == 303


@pytest.mark.parametrize("switch", Switch)
def test_reports_appeals_and_taking_down_ones_own_always_work(app: Flask, client: FlaskClient, switch: Switch) -> None:
    code, claim = pulling.claim_of(app, client)
    turn(app, switch)
    assert pulling.report(app, code).status_code == 200
    with parts(app).database.read() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 1
    moderator = sign_in(app)
    assert moderator.get("/moderate").status_code == 200
    assert client.post(f"{claim}/withdraw", headers=OWN).status_code == 303
    assert poster(app, code).status is Status.WITHDRAWN


def test_everything_new_is_held_and_its_maker_is_told_why(app: Flask, client: FlaskClient) -> None:
    turn(app, Switch.HOLD)
    code, claim = pulling.claim_of(app, client)
    assert poster(app, code).status is Status.WAITING
    assert "just now moderators look at everything new" in client.get(claim).text
    with parts(app).database.read() as session:
        assert [(hold.why, hold.detail) for hold in session.scalars(select(Hold))] == [
            (HoldReason.SWITCH, "on the whole site")
        ]
    assert "Everything new is held: on the whole site" in sign_in(app).get("/moderate?view=waiting").text
    turn(app, Switch.HOLD, on=False)
    assert pulling.publish(app).headers["Location"].endswith(tuple("23456789abcdefghjkmnpqrstuvwxyz"))
    assert poster(app, code).status is Status.WAITING


def test_a_campaigns_switch_is_its_own(app: Flask) -> None:
    campaign(app)
    campaign(app, "tea")
    mine, other, free = enter(app), enter(app, slug="tea"), publish_directly(app, "Free")
    for switch in (Switch.PUBLISHING, Switch.VOTING):
        turn(app, switch, wall="biscuits")
    assert pulling.publish(app, "biscuits").status_code == 503
    assert [pulling.publish(app, wall).status_code for wall in ("", "tea")] == [303, 303]
    refused = pulling.vote(app, mine)
    assert refused.status_code == 503
    assert "On this campaign’s wall: just now no votes are counted" in refused.text
    assert [pulling.vote(app, code).status_code for code in (other, free)] == [303, 303]
    assert pulling.duel(app, "?campaign=tea").status_code == 303


def test_what_is_on_for_the_site_is_on_in_a_campaign_that_says_otherwise(app: Flask) -> None:
    campaign(app)
    mine = enter(app)
    turn(app, Switch.VOTING, on=False, wall="biscuits")
    turn(app, Switch.VOTING)
    assert pulling.vote(app, mine).status_code == 503


def test_a_duel_with_one_poster_of_a_campaign_that_takes_no_votes_is_stopped(app: Flask) -> None:
    campaign(app)
    enter(app)
    publish_directly(app, "Free")
    turn(app, Switch.VOTING, wall="biscuits")
    assert pulling.duel(app).status_code == 503


def test_an_end_is_an_end_without_anybody(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    code = publish_directly(app)
    moment = datetime.now(UTC)
    turn(app, Switch.VOTING, until=moment + timedelta(minutes=5))
    assert pulling.vote(app, code).status_code == 503
    monkeypatch.setattr("billboard.web.pauses.now", lambda: moment + timedelta(minutes=6))
    assert pulling.vote(app, code).status_code == 303


@pytest.mark.parametrize("switch", [Switch.READ_ONLY, Switch.VOTING])
def test_looks_are_not_counted_while_nobody_can_vote(app: Flask, switch: Switch) -> None:
    code = publish_directly(app)
    seal = looks.seal({code: 1}, 1, parts(app).secret_keys, datetime.now(UTC))
    for address in ("192.0.2.1", "198.51.100.1"):
        look = app.test_client().post(
            "/looks", data={"seal": seal, "seen": code}, headers=OWN, environ_base={"REMOTE_ADDR": address}
        )
        assert look.status_code == 204
        turn(app, switch)
    parts(app).looks.flush()
    with parts(app).database.read() as session:
        assert session.scalar(select(Poster.looks)) == 1
