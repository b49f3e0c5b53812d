"""An app's codes, recovery codes, and who must have a second factor."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from billboard.accounts import app_codes
from billboard.models import Authenticator, Moderator, RecoveryCode
from billboard.views import guard
from billboard.web.site import now
from tests.accounts.proving import code, enter, new_password, press, send_code, set_up_app
from tests.application import MakeApp, knock, parts, sign_in, token


def is_in(client: FlaskClient) -> bool:
    return client.get("/moderate").status_code == 200


def half_way(app: Flask, name: str, password: str) -> FlaskClient:
    client = app.test_client()
    assert knock(client, name, password).headers["Location"] == "/moderate/login/code"
    return client


def test_with_an_app_the_password_alone_opens_nothing(app: Flask) -> None:
    password = new_password(app)
    secret, _ = set_up_app(enter(app, "ada", password))
    client = half_way(app, "ada", password)
    for path in ("/moderate", "/moderate/me", "/moderate/me/app", "/operate/people"):
        assert client.get(path).headers["Location"] == "/moderate/login/code"
    assert send_code(client, "000000").status_code == 422
    assert not is_in(client)
    assert send_code(client, code(secret, step=1)).status_code == 303
    assert is_in(client)


def test_a_code_is_taken_once_and_one_step_early_or_late(app: Flask) -> None:
    password = new_password(app)
    secret, _ = set_up_app(enter(app, "ada", password))
    with parts(app).database.write() as session:
        session.scalars(select(Authenticator)).one().last_step = 0
    moment, keys = now(), parts(app).secret_keys

    def take(step: int) -> bool:
        with parts(app).database.write() as session:
            ada = session.scalars(select(Moderator.id)).one()
            return app_codes.take(session, ada, code(secret, moment, step), keys, now=moment)

    assert [take(step) for step in (-2, 2)] == [False, False]
    assert [take(step) for step in (-1, -1, 0, 0, 1, 1)] == [True, False, True, False, True, False]
    assert not take(0), "older than one that was taken"


def test_the_code_that_set_the_app_up_is_spent(lite: Flask) -> None:
    password = new_password(lite)
    client = enter(lite, "ada", password)
    secret, _ = set_up_app(client)
    with parts(lite).database.read() as session:
        step = session.scalars(select(Authenticator.last_step)).one()
    assert step >= int((now() - timedelta(minutes=1)).timestamp()) // 30
    assert send_code(half_way(lite, "ada", password), code(secret)).status_code == 422


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00" * 6, "9" * 64, "é" * 6])
def test_what_is_no_code_is_refused_with_a_sentence(lite: Flask, typed: str) -> None:
    password = new_password(lite)
    set_up_app(enter(lite, "ada", password))
    answer = send_code(half_way(lite, "ada", password), typed)
    assert answer.status_code == 422
    assert "Not signed in yet" in answer.text


def test_codes_are_not_guessed_for_long(make_app: MakeApp) -> None:
    app = make_app(login_limit="5 per minute")
    password = new_password(app)
    set_up_app(enter(app, "ada", password))
    client = half_way(app, "ada", password)
    assert [send_code(client, "000000").status_code for _ in range(7)] == [422] * 5 + [429] * 2
    other = half_way(app, "ada", password)
    assert send_code(other, "000000").status_code == 429, "a new session is no new budget"


def test_ten_recovery_codes_are_shown_once_and_taken_once(app: Flask) -> None:
    password = new_password(app)
    owner = enter(app, "ada", password)
    _, codes = set_up_app(owner)
    assert len(set(codes)) == 10
    assert codes[0] not in owner.get("/moderate/me").text
    client = half_way(app, "ada", password)
    assert send_code(client, codes[0].upper().replace("-", " ")).status_code == 303
    assert send_code(half_way(app, "ada", password), codes[0]).status_code == 422
    assert "9 of them are left" in client.get("/moderate/me").text
    fresh = press(client, "/moderate/me", "/moderate/me/recovery-codes")
    assert fresh.status_code == 200
    assert send_code(half_way(app, "ada", password), codes[1]).status_code == 422
    with parts(app).database.read() as session:
        kept = session.scalars(select(RecoveryCode.digest)).all()
    assert len(kept) == 10
    assert not any(each in digest for each in codes for digest in kept)


def test_nobody_elses_recovery_code_is_taken(lite: Flask) -> None:
    first, second = new_password(lite, "ada"), new_password(lite, "bert")
    _, codes = set_up_app(enter(lite, "ada", first))
    set_up_app(enter(lite, "bert", second))
    assert send_code(half_way(lite, "bert", second), codes[0]).status_code == 422
    assert send_code(half_way(lite, "ada", first), codes[0]).status_code == 303


def test_the_secret_of_an_app_is_sealed_and_outlives_a_change_of_key(make_app: MakeApp) -> None:
    app = make_app()
    password = new_password(app)
    secret, _ = set_up_app(enter(app, "ada", password))
    with parts(app).database.read() as session:
        assert secret not in str(session.execute(text("SELECT * FROM authenticators")).all())
    old = parts(app).environment.secret_key
    later = make_app(secret_key="b" * 40, secret_key_fallbacks=(old,))
    assert send_code(half_way(later, "ada", password), code(secret, step=1)).status_code == 303
    renewed = make_app(secret_key="b" * 40)
    with parts(renewed).database.write() as session:
        session.scalars(select(Authenticator)).one().last_step = 0
    assert send_code(half_way(renewed, "ada", password), code(secret)).status_code == 303


def test_without_the_key_an_apps_codes_are_no_good_and_recovery_codes_are(make_app: MakeApp) -> None:
    app = make_app()
    password = new_password(app)
    secret, codes = set_up_app(enter(app, "ada", password))
    other = make_app(secret_key="c" * 40)
    client = half_way(other, "ada", password)
    assert send_code(client, code(secret, step=1)).status_code == 422
    assert send_code(client, codes[3]).status_code == 303


@pytest.mark.parametrize(("whom", "name", "led"), [
    ("operators", "ada", True), ("operators", "bert", False), ("everybody", "bert", True), ("off", "ada", False),
])  # fmt: skip
def test_who_must_have_one_is_led_to_it_and_does_nothing_else(
    make_app: MakeApp, whom: str, name: str, led: bool
) -> None:
    app = make_app(require_second_factor=whom)
    passwords = {each: new_password(app, each) for each in ("ada", "bert")}
    client = enter(app, name, passwords[name])
    for path in ("/moderate", "/moderate/log", "/moderate/p/abc/picture.jpg"):
        sent = client.get(path).headers.get("Location", "").startswith("/moderate/me")
        assert sent == led
    if led:
        seal = token(client.get("/moderate/me").text)
        answer = client.post("/moderate/p/abc", data={"csrf_token": seal, "action": "hide"})
        assert answer.headers["Location"].startswith("/moderate/me")
        assert "wants a second factor of you" in client.get("/moderate/me").text
        set_up_app(client)
        assert is_in(client)


def test_the_last_one_is_not_removed_where_it_is_required(make_app: MakeApp) -> None:
    app = make_app(require_second_factor="operators")
    client = enter(app, "ada", new_password(app))
    set_up_app(client)
    answer = press(client, "/moderate/me", "/moderate/me/app/remove")
    assert answer.status_code == 422
    assert "last second factor" in answer.text
    with parts(app).database.read() as session:
        assert session.scalars(select(Authenticator)).all()


def test_without_a_factor_no_recovery_codes_are_left(lite: Flask) -> None:
    client = sign_in(lite, "ada")
    set_up_app(client)
    assert press(client, "/moderate/me", "/moderate/me/app/remove").status_code == 303
    with parts(lite).database.read() as session:
        assert session.scalars(select(RecoveryCode)).all() == []
    assert press(client, "/moderate/me", "/moderate/me/recovery-codes").status_code == 422


@pytest.mark.parametrize("path", ["app/remove", "recovery-codes", "passkeys/options", "passkeys", "passkeys/1/remove"])
def test_factors_are_changed_after_proving_again_who_one_is(
    lite: Flask, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    password = new_password(lite)
    client = enter(lite, "ada", password)
    set_up_app(client)
    seal = token(client.get("/moderate/me").text)
    monkeypatch.setattr(guard, "FRESH", timedelta(0))
    monkeypatch.setattr(guard, "GRACE", timedelta(0))
    answer = client.post(f"/moderate/me/{path}", data={"csrf_token": seal})
    assert answer.headers["Location"] == "/moderate/me/confirm"
    assert client.get("/moderate/me/app").headers["Location"] == "/moderate/me/confirm"
    wrong = press(client, "/moderate/me/confirm", "/moderate/me/confirm", password="guess")
    assert (wrong.status_code, "not your password" in wrong.text) == (422, True)
    monkeypatch.setattr(guard, "FRESH", timedelta(minutes=10))
    assert press(client, "/moderate/me/confirm", "/moderate/me/confirm", password=password).status_code == 303
    assert client.get("/moderate/me/app").status_code == 200
