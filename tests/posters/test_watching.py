"""Posters that hold a watched word."""

import json
from collections.abc import Iterable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.core.catalogue.designs import Design
from billboard.core.errors import SloganProblems
from billboard.core.likeness.entries import Action, Reach
from billboard.core.likeness.skeleton import skeleton
from billboard.core.likeness.watched import Match, WatchList
from billboard.core.picture.stored_pictures import Pictures
from billboard.core.rank.urgency import PROVEN
from billboard.models import Hold, Poster, Report, Reporter, Status
from billboard.moderation import covering
from billboard.posters import posters, skeletons
from tests.application import decide, main_slot, parts, publish, sign_in
from tests.campaigns.campaigning import campaign, enter
from tests.moderation.blocking import status, told
from tests.publishing import filled_form, first
from tests.statements import statements
from tests.watching.listing import watch

INNOCENT = ("Scunthorpe United", "Penistone for ever", "Dick Whittington and his cat")


@pytest.fixture
def watched(lite: Flask) -> Flask:
    watch(lite, "cunt", Action.BLOCK, reach=Reach.PART, exceptions=("Scunthorpe",))
    watch(lite, "penis", Action.HOLD, reach=Reach.PART, exceptions=("Penistone",))
    watch(lite, "dick", Action.FLAG, exceptions=("Dick Whittington",))
    return lite


@pytest.mark.parametrize("text", INNOCENT)
def test_what_an_exception_knows_goes_up_and_nobody_is_told(watched: Flask, text: str) -> None:
    assert status(watched, publish(watched, text)) is Status.LIVE
    with parts(watched).database.read() as session:
        assert session.scalars(select(Report.id)).all() == []
        assert session.scalars(select(Hold.id)).all() == []


def test_a_blocked_word_is_not_taken_and_the_words_are_kept(watched: Flask) -> None:
    client = watched.test_client()
    slot = main_slot(parts(watched).templates[first(watched)]).name
    answer = client.post(f"/make/{first(watched)}", data=filled_form(watched, client, **{slot: "Some C.U.N.T. again"}))
    assert answer.status_code == 422
    assert "“C.U.N.T” is not taken on this wall" in answer.text
    assert "Some C.U.N.T. again" in answer.text, "what was typed is kept"
    with parts(watched).database.read() as session:
        assert session.scalars(select(Poster.id)).all() == []


def test_a_blocked_word_is_told_of_where_it_was_typed(watched: Flask) -> None:
    template = next(iter(parts(watched).templates.values()))
    other = next(slot.name for slot in template.slots if not slot.required)
    with pytest.raises(SloganProblems) as refused:
        publish(watched, "Fine words", more={other: "a cunt"})
    assert list(refused.value.problems) == [other]
    with pytest.raises(SloganProblems) as refused:
        publish(watched, "Fine words", stickers=bubble("a cunt"))
    assert list(refused.value.problems) == ["stickers"]


def bubble(text: str) -> str:
    return json.dumps([{"kind": "speech-bubble", "x": 600, "y": 700, "width": 600, "turn": 0, "text": text}])


def test_a_held_word_waits_and_its_maker_is_not_told_which(watched: Flask) -> None:
    code = publish(watched, "P3nis of the year")
    assert status(watched, code) is Status.WAITING
    case = told(sign_in(watched).get("/moderate?view=waiting").text, code)
    assert "Watched word: “penis”, typed as “P3nis”" in case
    page = watched.test_client().get(f"/p/{code}").text
    assert "waits for a moderator to look at it." in page
    assert "P3nis" not in page


def test_a_flagged_word_goes_up_and_opens_a_case_that_no_person_reported(watched: Flask) -> None:
    code = publish(watched, "What a d1ck")
    assert status(watched, code) is Status.LIVE
    client = sign_in(watched)
    case = told(client.get("/moderate").text, code)
    assert "Watched word" in case
    assert "“dick”, typed as “d1ck”" in case
    assert "Found by a rule: watched word" in case
    assert "voice" not in case
    assert decide(client, code, "approve") == 303
    assert code not in client.get("/moderate").text


def test_a_flag_is_nobodys_voice_and_its_record_no_persons(watched: Flask) -> None:
    client = sign_in(watched)
    for each in range(PROVEN):
        decide(client, publish(watched, f"What a dick, number {each} of all"), "hide", "harassment")
    with parts(watched).database.read() as session:
        assert set(session.scalars(select(Report.voice))) == {""}
        assert session.scalars(select(Reporter.agreed)).all() == [PROVEN]
        assert session.scalars(select(Reporter.reporter).where(covering.IS_PERSON)).all() == []


def test_the_list_tells_how_often_moderators_agreed_with_a_flag(watched: Flask) -> None:
    client = sign_in(watched)
    for text, action in (("What a d1ck", "approve"), ("Such a dick", "hide"), ("Dick, dick", "hide")):
        decide(client, publish(watched, text), action, "harassment")
    assert "moderators agreed with 2 of 3" in client.get("/moderate/words").text


def test_what_is_published_is_read_once_and_the_lists_are_asked_for_twice(
    watched: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is drawn, and in the transaction of its row, which reads it again where the lists have changed."""
    reading = list[str]()

    def read(kept: WatchList, text: str) -> list[Match]:
        reading.append(text)
        return find(kept, text)

    def folded(text: str, without: Iterable[str] = ()) -> str:
        reading.append("skeleton")
        return skeleton(text, without)

    find = WatchList.find
    monkeypatch.setattr(WatchList, "find", read)
    monkeypatch.setattr(skeletons, "skeleton", folded)
    publish(watched, "Scunthorpe United")  # makes the lists ready
    reading.clear()
    with statements(watched) as said:
        code = publish(watched, "Dick Tracy\nof Scunthorpe")
    assert reading == ["skeleton", "Dick Tracy\nof Scunthorpe"]
    assert len([each for each in said if "watched_words" in each]) == 2
    with parts(watched).database.read() as session:
        assert session.scalars(select(Report.poster_id)).one() == posters.find(session, code).id


def test_a_word_that_is_watched_since_a_poster_was_drawn_is_found(
    watched: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = parts(watched).renderer.pictures

    def slowly(design: Design) -> Pictures:
        watch(watched, "tracy", Action.HOLD)
        return draw(design)

    monkeypatch.setattr(parts(watched).renderer, "pictures", slowly)
    assert status(watched, publish(watched, "Spencer Tracy")) is Status.WAITING


def test_the_strongest_action_counts(watched: Flask) -> None:
    assert status(watched, publish(watched, "dick and penis")) is Status.WAITING
    with pytest.raises(SloganProblems):
        publish(watched, "dick, penis and cunt")


def test_a_templates_own_words_are_not_watched(watched: Flask) -> None:
    template = next(iter(parts(watched).templates.values()))
    word = max((word for text in template.defaults.values() for word in text.split()), key=len)
    watch(watched, word, Action.BLOCK)
    assert status(watched, publish(watched, "Something of my own")) is Status.LIVE


def test_a_campaigns_words_are_for_its_wall_alone(lite: Flask) -> None:
    number = campaign(lite).id
    watch(lite, "dunking", campaign_id=number)
    assert status(lite, enter(lite, "No dunking")) is Status.WAITING
    assert status(lite, publish(lite, "No dunking")) is Status.LIVE


def test_all_of_it_holds_on_both_databases(app: Flask, client: FlaskClient) -> None:
    watch(app, "dick", Action.FLAG)
    watch(app, "penis")
    flagged, held = publish(app, "What a dick"), publish(app, "My penis")
    assert [status(app, code) for code in (flagged, held)] == [Status.LIVE, Status.WAITING]
    assert client.get(f"/p/{flagged}").status_code == 200
    app.test_cli_runner().invoke(args=["weigh-reports"], catch_exceptions=False)
    with parts(app).database.read() as session:
        urgent = session.scalars(select(Poster.urgency).where(Poster.code == flagged)).one()
    assert urgent > 0
