"""What tests do to prove who somebody is: app codes, recovery codes, links."""

import re
from datetime import datetime, timedelta

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billboard.accounts import people
from tests.application import NOW, knock, parts, token

GOOD = "seven wet biscuits on a tray"  # a password


def new_password(app: Flask, name: str = "ada") -> str:
    with parts(app).database.write() as session:
        return people.create_moderator(session, name, now=NOW)


def enter(app: Flask, name: str, password: str) -> FlaskClient:
    client = app.test_client()
    assert knock(client, name, password).status_code == 303
    return client


def press(client: FlaskClient, page: str, address: str, **fields: str) -> TestResponse:
    """Post a form as the page would that it stands on."""
    return client.post(address, data={"csrf_token": token(client.get(page).text), **fields})


def set_up_app(client: FlaskClient) -> tuple[str, list[str]]:
    """The secret in somebody's app, and the recovery codes they were shown."""
    shown = client.get("/moderate/me/app").text
    secret = re.search(r"secret=([A-Z2-7]+)", shown)
    assert secret
    done = press(client, "/moderate/me/app", "/moderate/me/app", code=code(secret[1]))
    assert done.status_code in (200, 303), done.text
    return secret[1], re.findall(r"<code>([a-z2-7-]{19})</code>", done.text)


def code(secret: str, at: datetime | None = None, step: int = 0) -> str:
    moment = (at or datetime.now().astimezone()) + timedelta(seconds=30 * step)
    return pyotp.TOTP(secret).at(moment)


def send_code(client: FlaskClient, typed: str) -> TestResponse:
    return press(client, "/moderate/login/code", "/moderate/login/code", code=typed)


def link_in(text: str) -> str:
    found = re.search(r"/moderate/join/[a-z2-7]{32}", text)
    assert found, text
    return found[0]
