"""The page of the people, and what operators do there."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.accounts import people
from billboard.journal import journal  # noqa: F401 what writes the lines
from billboard.models import Kind, LogLine, Role
from tests.accounts.proving import enter, new_password, press
from tests.application import parts, sign_in
from tests.campaigns.campaigning import campaign


def number_of(app: Flask, name: str) -> int:
    with parts(app).database.read() as session:
        found = people.named(session, name)
        assert found
        return found.id


def lines(app: Flask, *kinds: Kind) -> list[tuple[str, str, dict[str, object]]]:
    with parts(app).database.read() as session:
        rows = session.scalars(select(LogLine).where(LogLine.kind.in_(kinds)).order_by(LogLine.number))
        return [(each.did, each.subject, json.loads(each.details)) for each in rows]


def test_everybody_is_listed_with_what_operators_need_to_know(app: Flask) -> None:
    campaign(app)
    operator = sign_in(app, "ada")
    app.test_cli_runner().invoke(args=["campaign", "moderator", "biscuits", "crumb"], catch_exceptions=False)
    assert operator.get("/moderate/people").headers["Location"] == "/operate/people"
    page = operator.get("/operate/people").text
    for words in ("ada", "Operator", "crumb", "A campaign’s moderator", "Never here yet", "no second factor"):
        assert words in page


def test_a_role_is_changed_and_an_account_closed_and_opened_again(app: Flask) -> None:
    operator = sign_in(app, "ada")
    password = new_password(app, "bert")
    bert, number = enter(app, "bert", password), number_of(app, "bert")
    press(operator, "/operate/people", f"/operate/people/{number}/role", role="operator")
    assert bert.get("/operate/people").status_code == 200
    press(operator, "/operate/people", f"/operate/people/{number}/close")
    assert bert.get("/moderate").status_code == 303
    press(operator, "/operate/people", f"/operate/people/{number}/reopen")
    enter(app, "bert", password)
    assert [each for each in lines(app, Kind.ACCOUNT) if each[1] == "bert"] == [
        ("make", "bert", {"role": "moderator"}),
        ("role", "bert", {"before": "moderator", "after": "operator"}),
        ("close", "bert", {}),
        ("reopen", "bert", {}),
    ]


@pytest.mark.parametrize(("act", "fields"), [("close", {}), ("role", {"role": "moderator"})])
def test_the_last_operator_is_told_so_on_the_page(lite: Flask, act: str, fields: dict[str, str]) -> None:
    operator = sign_in(lite, "ada")
    answer = press(operator, "/operate/people", f"/operate/people/{number_of(lite, 'ada')}/{act}", **fields)
    assert (answer.status_code, "the last operator" in answer.text) == (422, True)
    assert operator.get("/operate/people").status_code == 200


@pytest.mark.parametrize("number", ["999999", str(2**63), "0"])
def test_nobody_is_found_under_an_odd_number(lite: Flask, number: str) -> None:
    operator = sign_in(lite, "ada")
    assert press(operator, "/operate/people", f"/operate/people/{number}/close").status_code == 404


def test_sign_ins_are_lines_of_the_journal_and_failures_a_number(app: Flask) -> None:
    password = new_password(app, "ada")
    for guess in ("guess", "another"):
        app.test_client().post("/moderate/login", data={"name": "ada", "password": guess, "csrf_token": "x"})
    parts(app).failed_sign_ins.count("ada", by=2)
    enter(app, "ada", password)
    assert lines(app, Kind.SIGN_IN) == [("sign_in", "ada", {"with": "a password", "failures": 2})]


def test_appointments_are_lines_of_the_journal(app: Flask) -> None:
    campaign(app)
    operator = sign_in(app, "ada")
    new_password(app, "bert")
    desk = "/moderate/campaigns/biscuits"
    for fields in ({"name": "BERT"}, {"name": "bert", "remove": "1"}):
        press(operator, desk, f"{desk}/moderators", **fields)
    found = lines(app, Kind.APPOINTMENT)
    assert [each[:2] for each in found] == [("appoint", "bert"), ("dismiss", "bert")]
    with parts(app).database.read() as session:
        assert people.looking_after(session, 1) == []
        assert people.named(session, "bert").role is Role.MODERATOR  # type: ignore[union-attr]
