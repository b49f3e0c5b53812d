"""Turning switches as moderators do, and what the public tries meanwhile."""

import re
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billboard.infra.switches import Position
from billboard.settings import changes
from billboard.switches import turning
from billboard.switches.standing import Switch
from tests.application import NOW, parts, token
from tests.publishing import filled_form, first

OWN = {"Sec-Fetch-Site": "same-origin"}
Try = Callable[[Flask, str], TestResponse]


def turn(
    app: Flask,
    switch: Switch,
    *,
    on: bool = True,
    until: datetime | None = None,
    said: str = "",
    wall: str = "",
    by: int | None = None,
    now: datetime = NOW,
) -> None:
    with parts(app).database.write() as session:
        last = changes.last_change(session, switch.value, wall)
        position = Position(on, until, said)
        turning.turn(session, switch, position, wall=wall, seen=last.id if last else 0, by=by, now=now)
    parts(app).live_settings.look_again()  # whatever was looked at a moment ago


def publish(app: Flask, campaign: str = "") -> TestResponse:
    client = app.test_client()
    return client.post(f"/make/{first(app)}", data=filled_form(app, client, campaign=campaign))


def vote(app: Flask, code: str, value: str = "1") -> TestResponse:
    return app.test_client().post(f"/p/{code}/vote", data={"value": value}, headers=OWN)


def vote_by_script(app: Flask, code: str) -> TestResponse:
    headers = {**OWN, "Accept": "application/json"}
    return app.test_client().post(f"/p/{code}/vote", data={"value": "1"}, headers=headers)


def duel(app: Flask, where: str = "", *, page: str = "") -> TestResponse:
    client = app.test_client()
    shown = page or client.get(f"/duel{where}").text
    pair = re.search(r'name="pair" value="([^"]+)"', shown)
    assert pair
    return client.post("/duel", data={"pair": pair[1], "pick": "left"}, headers=OWN)


def report(app: Flask, code: str) -> TestResponse:
    client = app.test_client()
    fields = {"csrf_token": token(client.get(f"/p/{code}/report").text), "reason": "hate"}
    return client.post(f"/p/{code}/report", data=fields)


def claim_of(app: Flask, client: FlaskClient) -> tuple[str, str]:
    """Publish, and the path of the claim: code and path."""
    answer = client.post(f"/make/{first(app)}", data=filled_form(app, client))
    code = answer.headers["Location"].rstrip("/").removesuffix("/claim").rpartition("/")[2]
    link = re.search(r"/claim/[a-z0-9]{32}", client.get(f"/p/{code}/claim").text)
    assert link
    return code, link[0]
