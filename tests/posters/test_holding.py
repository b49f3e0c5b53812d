"""Posters that somebody must look at first, whatever asks for it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.models import HELD, Hold, HoldReason, Status
from billboard.posters import asking
from billboard.posters.holding import Entrant, Reason
from tests.application import NOW, decide, parts, publish, sign_in, stored, token
from tests.campaigns.campaigning import campaign, enter, poster
from tests.posters.moving import change
from tests.publishing import paste


def ask_for(monkeypatch: pytest.MonkeyPatch, *reasons: Reason, on: int = 1) -> None:
    """Let somebody ask for these: from the first time that a poster's is asked about, or from the second."""
    asked = []

    def question(_: Session, entrant: Entrant) -> Iterator[Reason]:
        asked.append(entrant)
        if len(asked) >= on:
            yield from reasons

    monkeypatch.setattr(asking, "QUESTIONS", (question,))


def held(app: Flask) -> list[Hold]:
    with parts(app).database.read() as session:
        return list(session.scalars(select(Hold).where(HELD)))


def waiting_count(app: Flask) -> int:
    found = re.search(r'tally-mark">(\d+)<', sign_in(app, "counter").get("/moderate").text)
    return int(found[1]) if found else 0


def test_a_held_poster_waits_without_a_campaign_and_its_maker_is_told_why(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(monkeypatch, Reason(HoldReason.BLOCK, "secret detail"))
    _, (answer, _) = paste(client, app, "Seen before")
    assert answer.headers["Location"].endswith("/claim")
    code = answer.headers["Location"].split("/")[2]
    assert poster(app, code).status is Status.WAITING
    fresh = client.get(answer.headers["Location"]).text
    link = re.search(r"/claim/[a-z0-9]{32}", fresh)
    assert link
    for page in (fresh, client.get(link[0]).text):
        assert "words like these were taken down here before" in page
        assert "its campaign" not in page
        assert "secret detail" not in page
    assert all(key.startswith("quarantine/") for key in stored(app))


def test_everybody_else_is_told_that_it_waits(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_for(monkeypatch, Reason(HoldReason.BLOCK))
    code = publish(app, "Seen before")
    page = client.get(f"/p/{code}")
    assert page.status_code == 404
    assert "waits for a moderator to look at it: words like these were taken down here before" in page.text
    oembed = client.get("/oembed", query_string={"url": f"http://localhost/p/{code}"})
    assert oembed.status_code == 401
    assert "words like these were taken down here before" in oembed.text
    assert client.get(f"/p/{code}.jpg").status_code == 404
    assert code not in client.get("/gallery?sort=new").text


def test_a_watched_word_is_not_named_to_the_public(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(monkeypatch, Reason(HoldReason.WATCHED, "“wanker”"))
    told = client.get(f"/p/{publish(app)}").text
    assert "waits for a moderator to look at it." in told
    assert "wanker" not in told


def test_its_maker_reads_that_it_may_be_for_a_word_and_not_for_which(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(monkeypatch, Reason(HoldReason.WATCHED, "“wanker”"))
    _, (answer, _) = paste(client, app, "Hello")
    told = client.get(answer.headers["Location"]).text
    assert "before it goes up: there may be words in it that moderators watch for." in told
    assert "wanker" not in told


def test_the_queue_says_why_and_approving_puts_it_up_as_of_now(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_for(monkeypatch, Reason(HoldReason.WATCHED, "“wanker”"), Reason(HoldReason.SWITCH))
    code = publish(app)
    assert waiting_count(app) == 1
    moderator = sign_in(app)
    queue = moderator.get("/moderate?view=waiting").text
    assert "Watched word: “wanker”" in queue
    assert "Everything new is held" in queue
    assert decide(moderator, code, "approve") == 303
    up = poster(app, code)
    assert up.status is Status.LIVE
    assert up.published > NOW
    assert held(app) == []
    assert waiting_count(app) == 0
    assert app.test_client().get(f"/p/{code}.jpg").status_code == 200


def test_hiding_ends_the_hold_and_what_is_restored_goes_up_as_of_then(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(monkeypatch, Reason(HoldReason.SWITCH))
    code = publish(app)
    moderator = sign_in(app)
    assert decide(moderator, code, "hide", "spam") == 303
    assert held(app) == []
    assert waiting_count(app) == 0
    assert app.test_client().get(f"/p/{code}").status_code == 410
    assert decide(moderator, code, "restore") == 303
    first = poster(app, code).published
    assert first > NOW
    for status in (Status.HIDDEN, Status.LIVE):
        change(app, code, status=status)
    assert poster(app, code).published == first, "it had been up"


def test_an_approval_that_is_taken_back_holds_it_again_for_what_held_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(monkeypatch, Reason(HoldReason.WATCHED, "“wanker”"))
    code = publish(app)
    moderator = sign_in(app)
    decide(moderator, code, "approve")
    log = moderator.get("/moderate/log").text
    line = re.search(r'name="line" value="(\d+)"', log)
    assert line
    moderator.post("/moderate/undo", data={"csrf_token": token(log), "line": line[1]})
    assert poster(app, code).status is Status.WAITING
    assert [each.detail for each in held(app)] == ["“wanker”"]


def test_what_asks_for_it_after_the_drawing_is_heard_too_and_the_pictures_follow(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(monkeypatch, Reason(HoldReason.BLOCK), on=2)
    code = publish(app)
    assert poster(app, code).status is Status.WAITING
    assert len(held(app)) == 1
    assert all(key.startswith("quarantine/") for key in stored(app))


def test_a_poster_of_a_campaign_is_held_for_both(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign(app, moderation="pre")
    enter(app, "First")
    ask_for(monkeypatch, Reason(HoldReason.BLOCK))
    code = enter(app, "Second")
    assert "words like these" in client.get(f"/p/{code}").text
    decide(sign_in(app), code, "approve")
    assert poster(app, code).number == 1
