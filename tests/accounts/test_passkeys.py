"""Passkeys: what is taken and what is not, whoever says it. Browsers make theirs in tests/browser."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.accounts import factors, passwords
from billboard.models import Moderator, Passkey, Role
from billboard.views import challenges
from billboard.web.site import now
from tests.accounts.device import PRESENT, Device
from tests.accounts.proving import enter, link_in, new_password, press
from tests.application import MakeApp, knock, parts, sign_in, token

HOME = "http://localhost"


def options(client: FlaskClient, page: str, address: str) -> dict[str, Any]:
    answer = client.post(address, data={"csrf_token": token(client.get(page).text)})
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.get_json()
    return said


def add(client: FlaskClient, device: Device) -> int:
    asked = options(client, "/moderate/me", "/moderate/me/passkeys/options")
    return press(client, "/moderate/me", "/moderate/me/passkeys", passkey=device.create(asked)).status_code


def use(client: FlaskClient, device: Device) -> int:
    asked = options(client, "/moderate/login", "/moderate/login/passkey/options")
    return send(client, device.get(asked))


def send(client: FlaskClient, said: str) -> int:
    return press(client, "/moderate/login", "/moderate/login/passkey", passkey=said).status_code


def owner(app: Flask, device: Device, name: str = "ada") -> FlaskClient:
    client = enter(app, name, new_password(app, name))
    assert add(client, device) in (200, 303)
    return client


def test_a_passkey_opens_the_door(app: Flask) -> None:
    device = Device()
    owner(app, device)
    client = app.test_client()
    assert use(client, device) == 303
    assert client.get("/moderate").status_code == 200
    with parts(app).database.read() as session:
        assert session.scalars(select(Passkey)).one().used


@pytest.mark.parametrize("lie", [
    {"origin": "https://localhost.evil.example"}, {"origin": "http://localhost:81"}, {"party": "evil.example"},
    {"flags": PRESENT}, {"flags": 0},
])  # fmt: skip
def test_a_passkey_for_elsewhere_or_of_nobody_in_particular_is_not_taken(lite: Flask, lie: dict[str, Any]) -> None:
    device = Device()
    owner(lite, device)
    for name, value in lie.items():
        setattr(device, name, value)
    assert use(lite.test_client(), device) == 403
    assert add(sign_in(lite, "bert"), Device(**lie)) == 403


def test_an_answer_is_taken_once(app: Flask) -> None:
    device, client = Device(), app.test_client()
    owner(app, device)
    said = device.get(options(client, "/moderate/login", "/moderate/login/passkey/options"))
    cookie = client.get_cookie("session")
    assert cookie
    seal = token(client.get("/moderate/login").text)
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)
    assert send(client, said) == 303
    assert thief.post("/moderate/login/passkey", data={"csrf_token": seal, "passkey": said}).status_code == 403


def test_an_answer_to_another_question_or_a_late_one_is_not_taken(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    device, client = Device(), lite.test_client()
    mine = owner(lite, device)
    asked = options(mine, "/moderate/me", "/moderate/me/confirm/passkey/options")
    assert send(client, device.get(asked)) == 403, "asked of another browser, for another purpose"
    said = device.get(options(client, "/moderate/login", "/moderate/login/passkey/options"))
    monkeypatch.setattr(challenges, "now", lambda: now() + timedelta(minutes=6))
    assert send(client, said) == 403


def test_a_copy_of_a_device_is_found_out_by_its_count(lite: Flask) -> None:
    device = Device(uses=1)
    owner(lite, device)
    copy = Device(uses=1, key=device.key, number=device.number, handle=device.handle)
    assert use(lite.test_client(), device) == 303
    assert use(lite.test_client(), device) == 303
    assert use(lite.test_client(), copy) == 403


def test_a_closed_accounts_passkey_opens_nothing_and_a_removed_one_neither(lite: Flask) -> None:
    sign_in(lite, "boss")
    device, other = Device(), Device()
    client = owner(lite, device)
    owner(lite, other, "bert")
    with parts(lite).database.read() as session:
        number = session.scalars(select(Passkey.id)).first()
    assert press(client, "/moderate/me", f"/moderate/me/passkeys/{number}/remove").status_code == 303
    assert use(lite.test_client(), device) == 403
    lite.test_cli_runner().invoke(args=["disable-moderator", "bert"], catch_exceptions=False)
    assert use(lite.test_client(), other) == 403


def test_nobody_adds_a_passkey_that_somebody_has(lite: Flask) -> None:
    device = Device()
    owner(lite, device)
    assert add(sign_in(lite, "bert"), device) == 403


def test_somebody_elses_passkey_confirms_nothing(lite: Flask) -> None:
    mine, theirs = Device(), Device()
    client = owner(lite, mine)
    owner(lite, theirs, "bert")
    for device, status in ((theirs, 403), (mine, 303)):
        asked = options(client, "/moderate/me/confirm", "/moderate/me/confirm/passkey/options")
        said = device.get(asked)
        path = "/moderate/me/confirm"
        assert press(client, path, f"{path}/passkey", passkey=said).status_code == status


@pytest.mark.parametrize("said", [
    "", "{", "null", "[]", '"x"', "{}", '{"id": 1}', '{"id": "\\u0000"}', '{"id": null, "rawId": []}', "[" * 5000,
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {"clientDataJSON": "%", "signature": ""}}),
    json.dumps({"id": "a" * 60000}),
])  # fmt: skip
def test_what_is_no_passkey_is_refused_with_a_sentence(lite: Flask, said: str) -> None:
    client = sign_in(lite, "ada")
    options(client, "/moderate/me", "/moderate/me/passkeys/options")
    assert press(client, "/moderate/me", "/moderate/me/passkeys", passkey=said).status_code == 403
    stranger = lite.test_client()
    options(stranger, "/moderate/login", "/moderate/login/passkey/options")
    answer = press(stranger, "/moderate/login", "/moderate/login/passkey", passkey=said)
    assert (answer.status_code, "That passkey was not taken" in answer.text) == (403, True)


def test_an_owner_with_a_passkey_gets_in_while_somebody_guesses(make_app: MakeApp) -> None:
    app, device = make_app(login_limit="6 per 5 minutes", login_account_limit="8 per hour"), Device()
    owner(app, device)
    for number in range(10):
        knock(app.test_client(), "ada", "guess", f"10.0.{number}.1")
    assert knock(app.test_client(), "ada", "guess", "192.0.2.1").status_code == 429
    assert use(app.test_client(), device) == 303


def test_under_a_number_or_without_tls_there_are_none_and_the_page_says_why(make_app: MakeApp) -> None:
    for address, words in (
        ("http://127.0.0.1:8000", "http://localhost:8000"),
        ("http://203.0.113.7", "SITE_URL"),
        ("http://posters.example", "over TLS"),
    ):
        client = make_app(site_url=address).test_client()
        page = client.get("/moderate/login").text
        assert words in page
        assert "data-passkey" not in page


@pytest.mark.parametrize("who", ["nobody", "ada", "closed", "keyed"])
def test_the_same_work_is_done_whoever_is_named(lite: Flask, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(lite, "ada")
    with parts(lite).database.write() as session:
        for name, closed, hashed in (("closed", True, passwords.hash_of("x")), ("keyed", False, "")):
            row = Moderator(name=name, name_key=name, role=Role.MODERATOR, disabled=closed, created=now())
            row.password_hash = hashed
            session.add(row)
    verified, usual = list[str](), passwords.HASHER
    monkeypatch.setattr(passwords, "HASHER", Counting(verified))
    answer = knock(lite.test_client(), who, "guess")
    assert (answer.status_code, len(verified)) == (422, 1)
    cost = f"m={usual.memory_cost},t={usual.time_cost},p={usual.parallelism}"
    assert verified[0].startswith(f"$argon2id$v=19${cost}$")


class Counting:
    """The hasher, and what it was asked to verify."""

    def __init__(self, verified: list[str]) -> None:
        self._real, self._verified = passwords.HASHER, verified

    def hash(self, password: str) -> str:
        return self._real.hash(password)

    def verify(self, stored: str, password: str) -> bool:
        self._verified.append(stored)
        return self._real.verify(stored, password)


def test_whoever_joins_with_a_passkey_gets_recovery_codes_that_let_them_in(app: Flask) -> None:
    """As whoever sets up an app does: a lost telephone shuts nobody out."""
    operator = sign_in(app, "ada")
    made = press(operator, "/operate/people", "/operate/people/invite", role="moderator")
    link, client, device = link_in(made.text), app.test_client(), Device()
    said = client.post(f"{link}/passkey/options", data={"csrf_token": token(client.get(link).text), "name": "rosa"})
    answer = press(client, link, link, name="rosa", passkey=device.create(said.get_json()))
    codes = re.findall(r"<code>([a-z2-7-]{19})</code>", answer.text)
    assert (answer.status_code, len(set(codes))) == (200, 10)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get("/moderate").status_code == 200
    assert codes[0] not in client.get("/moderate/me").text
    assert "device" in " ".join(answer.headers.getlist("Set-Cookie"))
    with parts(app).database.write() as session:
        rosa = session.scalars(select(Moderator).where(Moderator.name == "rosa")).one()
        assert factors.take_code(session, rosa.id, codes[0], parts(app).secret_keys, now=now()) == "a recovery code"
        assert factors.take_code(session, rosa.id, codes[0], parts(app).secret_keys, now=now()) == ""
