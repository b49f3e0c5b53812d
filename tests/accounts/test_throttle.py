"""Guesses are counted by name as well as by network, and nobody is locked out of a browser that they know."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.infra.config import Settings
from billboard.web.security import limiter
from tests.application import MakeApp, knock, parts, sign_in
from tests.servers.process import HOST, free_port

HUNDRED = [f"10.0.{number}.1" for number in range(100)]
LIMITS = {"login_limit": "6 per 5 minutes", "login_account_limit": "8 per hour"}


@pytest.fixture
def strict(make_app: MakeApp) -> Flask:
    return make_app(**LIMITS)


def guess(app: Flask, name: str, addresses: list[str]) -> list[int]:
    client = app.test_client()
    return [knock(client, name, f"guess {each}", each).status_code for each in addresses]


def new_password(app: Flask, name: str = "ada") -> str:
    return app.test_cli_runner().invoke(args=["create-moderator", name], catch_exceptions=False).output.strip()


def enter(client: FlaskClient, password: str, address: str = "192.0.2.1") -> int:
    return knock(client, "ada", password, address).status_code


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_a_hundred_guesses_from_a_hundred_networks_are_not_let_through(make_app: MakeApp, name: str) -> None:
    app = make_app(login_limit=Settings().login_limit, login_account_limit=Settings().login_account_limit)
    new_password(app)
    assert guess(app, name, HUNDRED) == [422] * 20 + [429] * 80


def test_spellings_of_a_name_share_its_tries(strict: Flask) -> None:
    client = strict.test_client()
    spellings = ["ada", "Ada", "ADA", " ada", "ａｄａ"] * 2
    answers = [knock(client, name, "guess", HUNDRED[number]) for number, name in enumerate(spellings)]
    assert [each.status_code for each in answers] == [422] * 8 + [429] * 2


def test_the_owner_gets_in_meanwhile_with_a_browser_that_they_know(strict: Flask) -> None:
    owner = sign_in(strict, "ada")
    password = new_password(strict)
    guess(strict, "ada", HUNDRED[:9])
    assert enter(strict.test_client(), password) == 429, "a browser that nobody knows"
    assert enter(owner, password) == 303


def test_the_owner_gets_in_from_the_network_that_guesses(strict: Flask) -> None:
    owner = sign_in(strict, "ada")
    password = new_password(strict)
    guess(strict, "ada", ["192.0.2.1"] * 7)
    assert enter(owner, password) == 303


def test_a_browser_that_is_known_does_not_guess_for_ever_either(strict: Flask) -> None:
    thief = sign_in(strict, "ada")
    assert [enter(thief, "guess", each) for each in HUNDRED[:8]] == [422] * 6 + [429] * 2


def test_a_browser_that_knows_one_name_is_a_stranger_to_another(strict: Flask) -> None:
    thief = sign_in(strict, "eve")
    new_password(strict)
    answers = [enter(thief, "guess", each) for each in HUNDRED[:10]]
    assert answers == [422] * 8 + [429] * 2


def test_what_is_said_of_too_many_tries_is_the_same_for_every_name(strict: Flask) -> None:
    new_password(strict)
    pages = []
    for name in ("ada", "nobody"):
        guess(strict, name, HUNDRED[:8])
        client = strict.test_client()
        client.get("/moderate/login")
        answer = knock(client, name, "guess", "192.0.2.7")
        assert answer.status_code == 429
        pages.append(answer.text.replace(f'value="{name}"', ""))
    assert "Too many tries" in pages[0]
    assert 'value="nobody"' not in pages[1]
    shown = [page[page.index("<h1") : page.index('name="csrf_token"')] for page in pages]
    assert shown[0] == shown[1]


def test_limits_hold_while_valkey_is_down(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "_storage_dead", False)  # and so it is for the tests that follow
    app = make_app(valkey_url=f"valkey://{HOST}:{free_port()}", **LIMITS)
    new_password(app)
    assert guess(app, "ada", HUNDRED[:10]) == [422] * 8 + [429] * 2


def test_all_workers_count_together_on_valkey(make_app: MakeApp, valkey_url: str) -> None:
    workers = [make_app(valkey_url=valkey_url, **LIMITS) for _ in range(2)]
    tries = [guess(workers[number % 2], "somebody-on-valkey", [each])[0] for number, each in enumerate(HUNDRED[:10])]
    assert tries == [422] * 8 + [429] * 2


def test_the_owner_is_told_of_tries_in_vain(strict: Flask) -> None:
    owner = sign_in(strict, "ada")
    password = new_password(strict)
    guess(strict, "ADA", HUNDRED[:3])
    guess(strict, "bert", HUNDRED[:2])
    parts(strict).failed_sign_ins.flush()
    assert enter(owner, password) == 303
    assert "tried 3 times in vain" in owner.get("/moderate").text
