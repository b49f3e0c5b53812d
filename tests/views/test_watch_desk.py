"""The desk of watched words, in the browser's terms."""

import html
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.accounts import people
from billboard.campaigns import campaigns
from billboard.core.likeness.entries import Action, Reach
from tests.application import NOW, decide, parts, publish, sign_in, token
from tests.campaigns.campaigning import campaign, enter
from tests.watching.listing import watch

FORM = {"text": "wanker", "action": "hold", "reach": "start", "exceptions": "", "note": "a classic"}


def send(client: FlaskClient, path: str = "new", **fields: str) -> Any:
    """The form as its page comes, but for some fields."""
    page = client.get(f"/moderate/words/{path}").text
    seen = re.search(r'name="seen" value="(\d*)"', page)
    assert seen
    return client.post(f"/moderate/words/{path}", data={"csrf_token": token(page), "seen": seen[1], **FORM, **fields})


def plain(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", answer.text)).split())


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    return sign_in(app, "ada")


def crumb(app: Flask) -> FlaskClient:
    """A moderator of the campaign alone."""
    with parts(app).database.write() as session:
        password = people.appoint(session, "crumb", campaigns.find(session, "biscuits").id, now=NOW)
    client = app.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "crumb", "password": password}
    assert client.post("/moderate/login", data=form).status_code == 303
    return client


def test_a_word_is_added_changed_and_removed(app: Flask, ada: FlaskClient) -> None:
    assert send(ada).status_code == 303
    page = plain(ada.get("/moderate/words"))
    for told in ("wanker", "Hold", "where words begin", "a classic", "ada,"):
        assert told in page
    assert publish(app, "What wankers") in ada.get("/moderate?view=waiting").text
    assert "held 1 poster" in plain(ada.get("/moderate/words"))
    number = re.search(r"/moderate/words/(\d+)", ada.get("/moderate/words").text)
    assert number
    assert send(ada, number[1], action="block").status_code == 303
    assert "Block" in plain(ada.get("/moderate/words"))
    page = ada.get(f"/moderate/words/{number[1]}").text
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    form = {"csrf_token": token(page), "seen": seen[1]}
    gone = ada.post(f"/moderate/words/{number[1]}/remove", data=form, follow_redirects=True)
    assert "No word is watched for" in gone.text


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(ada: FlaskClient) -> None:
    answer = send(ada, text="x", note="keep me")
    assert answer.status_code == 422
    assert "too short" in answer.text
    assert "keep me" in answer.text


def test_a_stale_form_is_told_who_was_quicker(app: Flask, ada: FlaskClient) -> None:
    word = watch(app, "wanker")
    other = sign_in(app, "bob")
    page = ada.get(f"/moderate/words/{word.id}").text
    assert send(other, str(word.id), text="tosser").status_code == 303
    form = {"csrf_token": token(page), "seen": str(word.version), **FORM}
    answer = ada.post(f"/moderate/words/{word.id}", data=form)
    assert answer.status_code == 409
    assert "bob changed “tosser”" in answer.text


def test_a_sentence_is_tried_and_the_exception_that_saves_it_is_named(app: Flask, ada: FlaskClient) -> None:
    watch(app, "dick", exceptions=("Dick Whittington",))
    watch(app, "cunt", Action.BLOCK, reach=Reach.PART, exceptions=("Scunthorpe",))
    page = plain(ada.get("/moderate/words", query_string={"try": "A d1ck from Scunthorpe meets Dick Whittington"}))
    for told in (
        "“dick”: waits for a moderator",
        "“cunt” would be found, and the exception “Scunthorpe” lets it pass",
        "“dick” would be found, and the exception “Dick Whittington” lets it pass",
    ):
        assert told in page
    assert "Nothing is found in it" in ada.get("/moderate/words?try=Good+morning").text


def test_a_dry_run_shows_what_hangs_and_changes_nothing(app: Flask, ada: FlaskClient) -> None:
    codes = [publish(app, f"W4nkers of the year {year}") for year in range(2000, 2023)]
    innocent, hidden = publish(app, "Swankers"), publish(app, "Wanker")
    decide(ada, hidden, "hide", "spam")
    answer = send(ada, dry="1")
    page = plain(answer)
    assert answer.status_code == 200
    assert "23 posters" in page
    assert "The newest 20 of them" in page
    assert f"Read were the {len(codes) + 1} posters" in page
    assert codes[-1] in page
    assert codes[0] not in page
    assert innocent not in page
    assert hidden not in page
    assert "a classic" in answer.text
    assert "No word is watched for" in ada.get("/moderate/words").text


@pytest.mark.parametrize("text", ["W4nker", "w a n k e r", "wnkr", "WANKKKER", "Wаnkеr", "w*nker"])
def test_a_dry_run_finds_other_spellings(lite: Flask, text: str) -> None:
    client, code = sign_in(lite), publish(lite, f"You {text} you")
    assert code in send(client, dry="1").text


def test_a_dry_run_that_finds_nothing_says_so(ada: FlaskClient) -> None:
    assert "No poster that hangs holds it" in send(ada, dry="1").text


def test_a_campaigns_moderator_keeps_its_list_alone(app: Flask, ada: FlaskClient) -> None:
    campaign(app)
    word = watch(app, "wanker")
    keeper = crumb(app)
    assert keeper.get(f"/moderate/words/{word.id}").status_code == 404
    assert send(keeper, text="dunking").status_code == 303
    page = plain(keeper.get("/moderate/words"))
    assert "dunking" in page
    assert "wanker" not in page
    elsewhere, ours = publish(app, "A dunking"), enter(app, "Another dunking")
    assert ours in keeper.get("/moderate?view=waiting").text
    assert elsewhere not in keeper.get("/moderate?view=waiting").text
    assert "whole site" not in keeper.get("/moderate/words/new").text
    tried = plain(keeper.get("/moderate/words?try=dunking+wanker"))
    assert "“dunking”" in tried
    assert "“wanker”" in tried, "what the site watches for counts there too"


def test_the_site_chooses_a_campaign_for_a_word(app: Flask, ada: FlaskClient) -> None:
    campaign(app)
    assert send(ada, wall="biscuits", text="dunking").status_code == 303
    assert "Biscuits for all" in ada.get("/moderate/words").text
    assert send(ada, wall="nowhere").status_code == 422


def test_nobody_else_comes_in(client: FlaskClient) -> None:
    for path in ("", "/new", "/1"):
        assert client.get(f"/moderate/words{path}").status_code == 303
    assert client.post("/moderate/words/1/remove").status_code in (303, 400)
