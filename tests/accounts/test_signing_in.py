"""Who may sign in, and until when."""

import pytest
from flask import Flask
from sqlalchemy import text

from billboard.accounts import signing_in
from tests.application import MakeApp, parts, sign_in, token


@pytest.mark.parametrize("path", ["/moderate", "/moderate/log", "/moderate?view=hidden"])
def test_the_moderators_side_wants_a_session(lite: Flask, path: str) -> None:
    response = lite.test_client().get(path)
    assert (response.status_code, response.headers["Location"]) == (303, "/moderate/login")


def test_a_disabled_moderators_session_ends_at_once(lite: Flask) -> None:
    sign_in(lite, "bert")  # an operator, who stays
    client = sign_in(lite, "ada")
    assert client.get("/moderate").status_code == 200
    lite.test_cli_runner().invoke(args=["disable-moderator", "ada"], catch_exceptions=False)
    assert client.get("/moderate").status_code == 303


def test_a_new_password_ends_the_sessions_there_were(lite: Flask) -> None:
    client = sign_in(lite, "ada")
    done = lite.test_cli_runner().invoke(args=["create-moderator", "ada"], catch_exceptions=False)
    assert client.get("/moderate").status_code == 303
    with parts(lite).database.read() as session:
        assert signing_in.by_password(session, "ada", done.output.strip()).name == "ada"


def test_signing_out_ends_copies_of_the_cookie_too(lite: Flask) -> None:
    client = sign_in(lite, "ada")
    cookie = client.get_cookie("session")
    assert cookie is not None
    client.post("/moderate/logout", data={"csrf_token": token(client.get("/moderate").text)})
    thief = lite.test_client()
    thief.set_cookie("session", cookie.value)
    assert thief.get("/moderate").status_code == 303


def test_guessing_passwords_is_slowed_down(make_app: MakeApp) -> None:
    client = make_app(login_limit="3 per minute").test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "ada", "password": "guess"}
    answers = [client.post("/moderate/login", data=form) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
    assert "Wait a minute" in answers[3].text


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", "x"), ("", ""), ("ada'--", "x")])
def test_a_wrong_name_or_password_is_told_the_same(lite: Flask, name: str, password: str) -> None:
    sign_in(lite, "ada")
    client = lite.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": name or "x", "password": password or "x"}
    response = client.post("/moderate/login", data=form)
    assert response.status_code == 422
    assert "do not open this door" in response.text


def test_passwords_are_kept_as_argon2id(lite: Flask) -> None:
    sign_in(lite, "ada")
    with parts(lite).database.read() as session:
        stored_hash = session.execute(text("SELECT password_hash FROM moderators")).scalar_one()
    assert stored_hash.startswith("$argon2id$")
