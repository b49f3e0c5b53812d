"""One's own password and the browsers that are signed in."""

import re
from time import monotonic

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.accounts import passwords
from billboard.accounts.passwords import PasswordRefused
from tests.accounts.proving import GOOD, enter, new_password, press
from tests.application import MakeApp, knock, parts, sign_in


def is_in(client: FlaskClient) -> bool:
    return client.get("/moderate").status_code == 200


def change(client: FlaskClient, old: str, new: str) -> int:
    return press(client, "/moderate/me", "/moderate/me/password", old=old, new=new).status_code


def test_a_new_password_signs_out_every_other_browser(app: Flask) -> None:
    password = new_password(app)
    here, there = enter(app, "ada", password), enter(app, "ada", password)
    assert change(here, password, GOOD) == 303
    assert (is_in(here), is_in(there)) == (True, False)
    assert knock(app.test_client(), "ada", password).status_code == 422
    assert knock(app.test_client(), "ada", GOOD).status_code == 303


def test_it_wants_the_old_one(lite: Flask) -> None:
    client = enter(lite, "ada", new_password(lite))
    answer = press(client, "/moderate/me", "/moderate/me/password", old="guess", new=GOOD)
    assert (answer.status_code, "not your password" in answer.text) == (422, True)


def test_whoever_holds_a_session_does_not_guess_for_long(make_app: MakeApp) -> None:
    app = make_app(login_limit="4 per minute")
    client = enter(app, "ada", new_password(app))
    assert [change(client, f"guess {number}", GOOD) for number in range(5)] == [422] * 4 + [429]


@pytest.mark.parametrize("password", [
    "short", "password1234", "qwertyuiopas", "aaaaaaaaaaaaaaa", "adaadaadaada", "billboard2026", "x" * 201,
])  # fmt: skip
def test_a_password_that_is_guessed_soon_is_refused(lite: Flask, password: str) -> None:
    with pytest.raises(PasswordRefused):
        passwords.require_strong(password, "ada", "Billboard")


@pytest.mark.parametrize(
    "password", [GOOD, "Vj4k-t0pQz-9mWx", "ein Elch frisst leise Radios", "生まれて初めて見た海の色は緑"]
)
def test_a_good_one_is_taken(password: str) -> None:
    passwords.require_strong(password, "ada", "Billboard")


def test_a_flood_of_signs_that_could_be_letters_holds_nobody_up() -> None:
    begun = monotonic()
    passwords.require_strong("4@8({[<369&#!1|0$5+7%2" * 9, "ada", "Billboard")
    assert monotonic() - begun < 10, "all of it took eighteen seconds, twenty-four letters one"


def test_browsers_are_listed_and_signed_out_one_by_one(app: Flask) -> None:
    password = new_password(app)
    here, there, third = (enter(app, "ada", password) for _ in range(3))
    listed = re.findall(r"/moderate/me/sessions/(\d+)/end", here.get("/moderate/me").text)
    assert len(listed) == 3
    mine = max(listed, key=int)  # the youngest belongs to the third
    assert press(here, "/moderate/me", f"/moderate/me/sessions/{mine}/end").status_code == 303
    assert [is_in(each) for each in (here, there, third)] == [True, True, False]
    assert press(here, "/moderate/me", "/moderate/me/sessions/end-others").status_code == 303
    assert [is_in(each) for each in (here, there)] == [True, False]


def test_nobody_ends_somebody_elses_session(lite: Flask) -> None:
    ada, bert = sign_in(lite, "ada"), sign_in(lite, "bert")
    theirs = re.findall(r"/moderate/me/sessions/(\d+)/end", ada.get("/moderate/me").text)[0]
    press(bert, "/moderate/me", f"/moderate/me/sessions/{theirs}/end")
    assert is_in(ada)


def test_a_failed_try_is_counted_for_the_owner(lite: Flask) -> None:
    client = enter(lite, "ada", new_password(lite))
    change(client, "guess", GOOD)
    parts(lite).failed_sign_ins.flush()
    assert "1 failed sign-in" in client.get("/operate/people").text
