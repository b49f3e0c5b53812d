"""What no switch stops: reporting, notices, appeals, receipts and taking one's own down, with what was typed kept."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.models import Appeal, Notice, Report, Status
from billboard.moderation.hearing import UNPROVEN
from billboard.switches import telling
from billboard.switches.standing import Switch
from tests.application import decide, parts, publish, sign_in, token
from tests.campaigns.campaigning import campaign, enter, poster
from tests.html import Html
from tests.moderation.covering import is_covered
from tests.publishing import filled_form, first
from tests.switches import pulling
from tests.switches.pulling import OWN, turn

WALLS = ("", "biscuits")
NOTICE = {"name": "Ada Pigeon", "text": "That is my uncle’s house.", "ground": "private", "faith": "y"}
BECAUSE = "It is about soup, and soup is nobody."


@pytest.fixture
def here(lite: Flask) -> Flask:
    campaign(lite)
    return lite


def said(page: str) -> str:
    return " ".join(Html(page).words.split())


def is_told(page: str, switch: Switch) -> bool:
    return f'data-switch="{switch.value}"' in page and telling.BANNERS[switch][9:] in html.unescape(page)


def receipt_in(text: str) -> str:
    found = re.search(r"/receipt/[a-z2-7]{32}", text)
    assert found, text
    return found[0]


def hidden(app: Flask, client: FlaskClient) -> tuple[str, str]:
    """A poster of the campaign that a moderator has hidden: its code, and the path of its maker's page."""
    answer = client.post(f"/make/{first(app)}", data=filled_form(app, client, campaign="biscuits"))
    code = answer.headers["Location"].split("/")[2]
    link = re.search(r"/claim/[a-z2-7]{32}", client.get(f"/p/{code}/claim").text)
    assert link
    assert decide(sign_in(app, "hider"), code, "hide", "libel") == 303
    return code, link[0]


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("switch", Switch)
def test_a_report_is_taken_and_its_receipt_followed(here: Flask, switch: Switch, wall: str) -> None:
    code, client = enter(here), here.test_client()
    turn(here, switch, wall=wall)
    form = client.get(f"/p/{code}/report").text
    assert is_told(form, switch)
    empty = client.post(f"/p/{code}/report", data={"csrf_token": token(form), "note": "My uncle’s house"})
    assert empty.status_code == 422
    assert "My uncle’s house" in html.unescape(empty.text)
    stale = client.post(f"/p/{code}/report", data={"csrf_token": "old", "reason": "private", "note": "His house"})
    assert stale.status_code == 422
    assert "His house" in html.unescape(stale.text)
    sent = client.post(f"/p/{code}/report", data={"csrf_token": token(form), "reason": "private"})
    assert sent.status_code == 200
    assert ("came without the little sum" in said(sent.text)) is (switch is Switch.ATTACK)
    receipt = client.get(receipt_in(sent.text)).text
    assert "Nobody has decided about it yet." in receipt
    assert is_told(receipt, switch)
    assert decide(sign_in(here), code, "hide", "private") == 303
    assert "The poster was hidden" in client.get(receipt_in(sent.text)).text


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("switch", Switch)
def test_a_notice_is_taken_and_answered(here: Flask, switch: Switch, wall: str) -> None:
    code, client = enter(here), here.test_client()
    turn(here, switch, wall=wall)
    assert client.get("/takedown").status_code == 200
    refused = client.post("/takedown", data=NOTICE | {"where": "nowhere at all"}, headers=OWN)
    assert refused.status_code == 422
    assert NOTICE["text"] in html.unescape(refused.text)
    sent = client.post("/takedown", data=NOTICE | {"where": f"http://localhost/p/{code}"}, headers=OWN)
    assert sent.status_code == 303, sent.text
    with parts(here).database.read() as session:
        assert len(session.scalars(select(Notice)).all()) == 1
    receipt = sent.headers["Location"]
    assert "Nobody has decided about it yet." in client.get(receipt).text
    assert decide(sign_in(here), code, "hide", "private") == 303
    assert "The poster was hidden" in client.get(receipt).text


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("switch", Switch)
def test_an_appeal_is_taken_and_answered(here: Flask, switch: Switch, wall: str) -> None:
    client = here.test_client()
    code, claim = hidden(here, client)
    turn(here, switch, wall=wall)
    page = client.get(claim).text
    assert is_told(page, switch)
    stale = client.post(f"{claim}/appeal", data={"csrf_token": "old", "text": BECAUSE})
    assert stale.status_code == 422
    assert BECAUSE in stale.text
    assert client.post(f"{claim}/appeal", data={"csrf_token": token(page), "text": " "}).status_code == 422
    sent = client.post(f"{claim}/appeal", data={"csrf_token": token(page), "text": BECAUSE})
    assert sent.status_code == 303, sent.text
    with parts(here).database.read() as session:
        assert session.scalars(select(Appeal.text)).all() == [BECAUSE]
    assert "somebody else than the one who hid it" in said(client.get(claim).text)
    assert decide(sign_in(here, "another"), code, "restore") == 303
    assert "does not stand" in said(client.get(claim).text)
    assert poster(here, code).status is Status.LIVE


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("switch", Switch)
def test_one_takes_down_ones_own(here: Flask, switch: Switch, wall: str) -> None:
    client = here.test_client()
    code, claim = hidden(here, client)
    turn(here, switch, wall=wall)
    taken = client.post(f"{claim}/withdraw", data={"csrf_token": token(client.get(claim).text)})
    assert taken.status_code == 303
    assert poster(here, code).status is Status.WITHDRAWN
    assert "You took it down" in client.get(claim).text


@pytest.mark.parametrize("send", ["report", "notice"])
def test_under_attack_what_comes_without_a_proof_covers_nothing_and_waits_for_a_person(app: Flask, send: str) -> None:
    for attacked in (True, False):
        code = publish(app, f"Poster {attacked}")
        turn(app, Switch.ATTACK, on=attacked)
        for number in range(6):
            sent_from = {"REMOTE_ADDR": f"203.0.{number}.7"}
            client = app.test_client()
            if send == "notice":
                data = NOTICE | {"where": code}
                answer = client.post("/takedown", data=data, headers=OWN, environ_base=sent_from)
                assert answer.status_code == 303, answer.text
            else:
                fields = {"csrf_token": token(client.get(f"/p/{code}/report").text), "reason": "private"}
                answer = client.post(f"/p/{code}/report", data=fields, environ_base=sent_from)
                assert answer.status_code == 200, answer.text
        assert is_covered(app, code) is not attacked
        assert poster(app, code).open_reports == 6
        with parts(app).database.read() as session:
            told = select(Report.voice).where(Report.poster_id == poster(app, code).id)
            voices = set(session.scalars(told))
        assert (voices == {UNPROVEN}) is attacked
        assert code in sign_in(app, f"mod-{attacked}").get("/moderate").text


def test_a_switch_stops_the_public_and_no_moderator(here: Flask) -> None:
    code = enter(here)
    for switch in Switch:
        turn(here, switch)
    moderator = sign_in(here)
    assert decide(moderator, code, "hide", "spam") == 303
    assert decide(moderator, code, "restore") == 303
    assert pulling.report(here, code).status_code == 200
