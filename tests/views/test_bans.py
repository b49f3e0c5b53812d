"""What the blocked are told, and how moderators block."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from billboard.calls import alerts
from billboard.models import Alarm, Alert, Ban, Kind, LogLine, Report, Vote
from tests.application import MakeApp, main_slot, parts, publish, sign_in, token
from tests.publishing import filled_form, first

HOST = {"REMOTE_ADDR": "203.0.113.9"}
OWN = {"Sec-Fetch-Site": "same-origin"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.9"}


def reported(app: Flask) -> tuple[str, FlaskClient]:
    """A poster that HOST has reported, and the browser that did."""
    code, client = publish(app), app.test_client()
    assert report(client, code).status_code == 200
    return code, client


def report(client: FlaskClient, code: str, where: dict[str, str] = HOST) -> TestResponse:
    form = {"csrf_token": token(client.get(f"/p/{code}/report").text), "reason": "spam", "note": ""}
    return client.post(f"/p/{code}/report", data=form, environ_base=where)


def place(client: FlaskClient, code: str, who: str, hours: str = "24", reason: str = "spam") -> int:
    page = client.get(f"/moderate/bans/{code}").text
    keys = re.findall(r'name="source" value="([^"]+)"', page)
    key = next(key for key in keys if key.startswith(who))
    form = {"csrf_token": token(page), "source": key, "hours": hours, "reason": reason}
    return client.post(f"/moderate/bans/{code}", data=form).status_code


def test_a_blocked_network_is_told_until_when_why_and_how_to_object_and_reads_on(make_app: MakeApp) -> None:
    app = make_app(contact_email="desk@posters.example.org")
    code, _ = reported(app)
    assert place(sign_in(app), code, "reports") == 303
    client = app.test_client()
    refused = client.post(f"/p/{code}/vote", data={"value": "1"}, environ_base=HOST)
    assert refused.status_code == 403
    for words in ("Your network is blocked here until", "UTC, because of: ", "desk@posters.example.org", "reading"):
        assert words in refused.text
    told = report(client, code)
    assert told.status_code == 403
    assert "/takedown all the same" in told.text
    for path in ("/", f"/p/{code}", "/duel", "/takedown", f"/p/{code}/report"):
        assert client.get(path, environ_base=HOST).status_code == 200
    assert client.post(f"/p/{code}/vote", data={"value": "1"}, environ_base=ELSEWHERE).status_code == 303
    with parts(app).database.read() as session:
        assert len(session.scalars(select(Report)).all()) == len(session.scalars(select(Vote)).all()) == 1
        assert session.scalars(select(Ban)).one().digest


def test_a_blocked_browser_keeps_the_words_that_it_cannot_publish(lite: Flask) -> None:
    code, client = reported(lite)
    assert place(sign_in(lite), code, "cookie") == 303
    form = filled_form(lite, client, **{main_slot(parts(lite).templates[first(lite)]).name: "Kept words"})
    answer = client.post(f"/make/{first(lite)}", data=form, environ_base=ELSEWHERE)
    assert answer.status_code == 403
    assert "Your browser is blocked here until" in answer.text
    assert "Kept words" in answer.text
    assert lite.test_client().post(f"/p/{code}/vote", data={"value": "1"}, environ_base=HOST).status_code == 303


def test_blocks_are_listed_and_ended(lite: Flask) -> None:
    code, _ = reported(lite)
    client = sign_in(lite)
    assert f"/moderate/bans/{code}" in client.get(f"/moderate/case/{code}").text
    place(client, code, "reports")
    page = client.get("/moderate/bans").text
    assert "A network that reported it once" in page
    assert "It has not been seen since" in page
    lite.test_client().post(f"/p/{code}/vote", data={"value": "1"}, environ_base=HOST)
    page = client.get("/moderate/bans").text
    assert "It holds." in page
    with parts(lite).database.read() as session:
        number = session.scalars(select(Ban.id)).one()
    assert client.post(f"/moderate/bans/{number}/end", data={"csrf_token": token(page)}).status_code == 303
    assert "Whom they were of is forgotten" in client.get("/moderate/bans").text
    voted = lite.test_client().post(f"/p/{code}/vote", data={"value": "1"}, environ_base=HOST)
    assert voted.status_code == 303


@pytest.mark.parametrize(("hours", "reason"), [("5", "spam"), ("", "spam"), ("24", ""), ("24", "nonsense")])
def test_a_block_says_how_long_and_why(lite: Flask, hours: str, reason: str) -> None:
    code, _ = reported(lite)
    assert place(sign_in(lite), code, "reports", hours, reason) == 400


def test_only_moderators_block(lite: Flask) -> None:
    code, client = reported(lite)
    assert client.get("/moderate/bans").status_code == client.get(f"/moderate/bans/{code}").status_code == 303
    assert sign_in(lite).get("/moderate/bans/nonesuch0").status_code == 404


@pytest.mark.parametrize("contact", ["", "desk@posters.example.org"])
def test_whoever_is_blocked_objects_once_where_there_is_no_address_to_write_to_too(
    make_app: MakeApp, contact: str
) -> None:
    app = make_app(contact_email=contact, takedown_limit="30 per minute")
    code, _ = reported(app)
    moderator = sign_in(app)
    place(moderator, code, "reports")
    client = app.test_client(use_cookies=False)
    refused = client.post(f"/p/{code}/vote", data={"value": "1"}, environ_base=HOST)
    assert re.search(r"If the block is wrong, say so at \S+/blocked", refused.text)
    assert 'href="/blocked"' in refused.text
    page = client.get("/blocked", environ_base=HOST)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Your network is blocked until" in page.text
    assert (contact in page.text) if contact else ("mailto:" not in page.text)
    assert object_to(client, "  ").status_code == object_to(client, "x" * 1001).status_code == 422
    assert object_to(client, "It was <b>my flatmate</b>.").status_code == 303
    assert "was received" in client.get("/blocked", environ_base=HOST).text
    again = object_to(client, "And another thing.")
    assert again.status_code == 422
    assert "said already" in again.text
    desk = moderator.get("/moderate/bans").text
    assert "It was &lt;b&gt;my flatmate&lt;/b&gt;." in desk
    assert "And another thing" not in desk
    with parts(app).database.read() as session:
        number = session.scalars(select(Ban.id)).one()
    stands = f"/moderate/bans/{number}/stands"
    assert moderator.post(stands, data={"csrf_token": token(desk)}).status_code == 303
    assert moderator.post(stands, data={"csrf_token": token(desk)}).status_code == 404
    assert "lets it stand" in client.get("/blocked", environ_base=HOST).text
    assert moderator.post(f"/moderate/bans/{number}/end", data={"csrf_token": token(desk)}).status_code == 303
    assert "not blocked" in client.get("/blocked", environ_base=HOST).text
    with parts(app).database.read() as session:
        ban = session.scalars(select(Ban)).one()
        assert (ban.objection, ban.objected is None) == (None, False)
        dids = session.scalars(select(LogLine.did).where(LogLine.kind == Kind.BLOCK).order_by(LogLine.number)).all()
    assert dids == ["ban", "objection", "stands", "unban"]
    assert "flatmate" not in client.get("/log").text


def test_who_is_not_blocked_has_nothing_to_object_to(lite: Flask) -> None:
    code, _ = reported(lite)
    place(sign_in(lite), code, "reports")
    client = lite.test_client()
    assert "not blocked" in client.get("/blocked", environ_base=ELSEWHERE).text
    answer = client.post("/blocked", data={"text": "I too!"}, environ_base=ELSEWHERE, headers=OWN)
    assert answer.status_code == 303
    with parts(lite).database.read() as session:
        assert session.scalars(select(Ban.objected)).one() is None


def test_moderators_are_called_about_an_objection_and_the_desk_counts_it(lite: Flask) -> None:
    code, _ = reported(lite)
    moderator = sign_in(lite)
    place(moderator, code, "reports")
    assert object_to(lite.test_client(), "Not me.").status_code == 303
    with parts(lite).database.write() as session:
        alerts.find(session, datetime.now(UTC), spike=30)
        alerts.find(session, datetime.now(UTC), spike=30)
        assert session.scalars(select(Alert.kind)).all() == [Alarm.OBJECTION]
    assert re.search(r'Blocks\s*<span class="tally-mark">1<', moderator.get("/moderate").text)


def object_to(client: FlaskClient, text: str) -> TestResponse:
    return client.post("/blocked", data={"text": text}, environ_base=HOST, headers=OWN)
