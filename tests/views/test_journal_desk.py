"""The journal by name, which operators alone read, and what it keeps of what was judged."""

import re

from flask import Flask

from billboard.accounts import people
from billboard.models import Role
from tests.application import NOW, decide, parts, publish, sign_in, token
from tests.html import Html
from tests.journal.tampering import first_problem
from tests.settings.changing import change
from tests.statements import asked_for


def words(text: str) -> str:
    return " ".join(Html(text).words.split())


def test_operators_read_who_did_what_and_what_was_judged(app: Flask) -> None:
    client, code = sign_in(app, "ada"), publish(app, "Quite unspeakable words")
    decide(client, code, "hide", "hate")
    change(app, "site_name", "Hoarding")
    page = client.get("/moderate/journal").text
    assert f"Hidden {code} for “Hateful about who people are” by ada" in words(page)
    assert "Setting changed site_name by a shell" in words(page)
    assert "Signed in ada" in words(page)
    assert "unspeakable" not in page
    only = words(client.get(f"/moderate/journal?kind=decision&about={code}").text)
    assert "Hidden" in only
    assert "site_name" not in only
    link = re.search(r'href="(/moderate/journal/\d+)"', client.get("/moderate/journal?kind=decision").text)
    assert link
    assert "Quite unspeakable words" in client.get(link[1]).text
    assert client.get("/moderate/journal/999").status_code == 404
    assert client.get("/moderate/journal?kind=nonsense").status_code == 400
    assert client.get("/moderate/journal?before=0").status_code == 400
    assert "No such line" in client.get("/moderate/journal?about=‽").text


def test_what_was_judged_is_erased_with_a_reason(app: Flask) -> None:
    client, code = sign_in(app, "ada"), publish(app, "Quite unspeakable words")
    decide(client, code, "hide", "private")
    line = re.search(r"/moderate/journal/\d+", client.get("/moderate/journal?kind=decision").text)
    assert line
    seal = token(client.get(line[0]).text)
    for why, said in (("", "Say why"), ("She asked for it.", "It is erased")):
        client.post(f"{line[0]}/erase", data={"csrf_token": seal, "why": why})
        assert said in client.get(line[0]).text
    page = client.get(line[0]).text
    assert "unspeakable" not in page
    assert "What it was about was erased" in page
    assert "She asked for it." in client.get("/moderate/journal?kind=erasure").text
    assert "by ada" in words(client.get("/moderate/journal?kind=erasure").text)
    assert first_problem(app) == ""


def test_moderators_who_run_nothing_do_not_read_it(lite: Flask) -> None:
    sign_in(lite, "ada")
    client = sign_in(lite, "bea")
    with parts(lite).database.read() as session:
        bea = people.named(session, "bea")
        assert bea is not None
        assert bea.role is Role.MODERATOR
    for path in ("/moderate/journal", "/moderate/journal/1"):
        assert client.get(path).status_code == 403
        assert lite.test_client().get(path).status_code == 303
    assert client.post("/moderate/journal/1/erase", data={"why": "no"}).status_code == 400
    assert 'href="/moderate/journal"' not in client.get("/moderate").text


def test_it_asks_the_same_however_long_it_is(lite: Flask) -> None:
    client = sign_in(lite)
    few = len(asked_for(lite, "/moderate/journal", client).statements)
    for number in range(5):
        decide(client, publish(lite, f"Number {number} of many", now=NOW), "hide", "hate")
    assert len(asked_for(lite, "/moderate/journal", client).statements) == few
