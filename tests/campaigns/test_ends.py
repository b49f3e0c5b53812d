"""The end of a campaign: its winners, and what other sites' frames say of it."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from billboard.campaigns import threads
from billboard.models import Poster, State
from tests.application import decide, parts, sign_in
from tests.campaigns.campaigning import campaign, enter, fill, give, read, set_state
from tests.walls.filling import tell


def test_an_ended_campaign_shows_its_winners_and_equals_share_a_place(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = fill(app, 6)
    for code, votes in zip(codes, (5, 9, 5, 2, 1, 0), strict=True):
        with parts(app).database.write() as session:
            session.execute(update(Poster).where(Poster.code == code).values(votes=votes))
    assert "winners are" not in client.get("/c/biscuits").text
    set_state(app, State.ENDED)
    page = client.get("/c/biscuits").text
    won = re.findall(r'<li class="place-(\d)">.*?href="/p/(\w+)"', page, re.S)
    assert won == [("1", codes[1]), ("2", codes[2]), ("2", codes[0])]


def test_of_equals_none_is_left_out_and_too_many_are_counted(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = fill(app, 20)
    give(app, dict.fromkeys(codes[:9], 3) | {codes[9]: 1})
    set_state(app, State.ENDED)
    page = client.get("/c/biscuits").text
    assert re.findall(r'<li class="place-(\d)">', page) == ["1"] * 9
    give(app, dict.fromkeys(codes, 3))
    page = client.get("/c/biscuits").text
    assert page.count('<li class="place-1">') == threads.SHOWN
    assert f"and {20 - threads.SHOWN} more with as many votes" in page


def test_a_winner_that_is_hidden_makes_room_for_the_next(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = fill(app, 4)
    give(app, dict(zip(codes, (4, 3, 2, 1), strict=True)))
    set_state(app, State.ENDED)
    decide(sign_in(app), codes[0], "hide", "spam")
    for path in ("/c/biscuits", "/c/biscuits/embed"):
        won = re.search(r"<ol.*?</ol>", client.get(path).text, re.S)
        assert won
        assert re.findall(r'href="/p/(\w+)"', won[0]) == codes[1:], path


def test_a_frame_says_how_the_campaign_stands(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    campaign(app, "later", opens="2999-01-01T00:00")
    assert "Opens 1 January 2999, 00:00 UTC." in client.get("/c/later/embed").text
    assert 'class="notice"' not in client.get("/c/biscuits/embed").text
    set_state(app, State.FROZEN)
    assert "It is frozen" in client.get("/c/biscuits/embed").text
    set_state(app, State.ENDED)
    assert "It is over." in client.get("/c/biscuits/embed").text


def test_a_vote_s_own_page_offers_no_vote_that_would_not_be_taken(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    code = enter(app)
    assert "Vote for it" in client.get(f"/p/{code}/vote").text
    for state, said in ((State.FROZEN, "The campaign is frozen"), (State.ENDED, "The campaign is over")):
        set_state(app, state)
        page = client.get(f"/p/{code}/vote").text
        assert said in page
        assert "Vote for it" not in page
        assert "Back to the poster" in page


def test_an_ended_campaign_without_a_vote_has_no_winner(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    fill(app, 2)
    set_state(app, State.ENDED)
    assert "winners are" not in client.get("/c/biscuits").text


def won(app: Flask) -> list[tuple[int, str]]:
    with parts(app).database.read() as session:
        return [(place, row.code) for place, row in threads.winners(session, read(app).id).placed]


def test_who_is_liked_most_of_those_who_looked_wins_and_not_who_was_looked_at_most(app: Flask) -> None:
    campaign(app)
    codes = fill(app, 6)
    for code, (looks, liked) in zip(codes, [(5000, 200), (900, 90), (3, 3), (900, 90), (800, 60), (0, 0)], strict=True):
        tell(app, code, looks, liked)
    give(app, {codes[5]: 1000})  # by a link: nobody who looked at a wall
    assert won(app) == [(1, codes[3]), (1, codes[1]), (3, codes[4])]


def test_votes_decide_where_nobody_looks_were_counted(app: Flask) -> None:
    campaign(app)
    codes = fill(app, 4)
    give(app, dict(zip(codes, (2, 5, 2, 0), strict=True)))
    for code in codes[:2]:  # looks, of which none came to a vote: there is no telling by them
        tell(app, code, 50, 0)
    assert won(app) == [(1, codes[1]), (2, codes[2]), (2, codes[0])]


@pytest.mark.parametrize(("liked", "walked"), [(0, "top"), (2, "worth")])
def test_winners_are_found_along_an_index(lite: Flask, liked: int, walked: str) -> None:
    campaign(lite)
    codes = fill(lite, 3)
    tell(lite, codes[0], 50, liked)
    said: list[str] = []

    def explain(_conn: Any, cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        said.extend(row[3] for row in cursor.fetchall())

    with parts(lite).database.read() as session:
        number = read(lite).id
        event.listen(parts(lite).database.engine, "before_cursor_execute", explain)
        threads.winners(session, number)
    ours = [re.sub(r" USING (COVERING )?INDEX ix_posters_", " ", each) for each in said if "posters" in each]
    assert ours
    assert all(re.match(rf"SEARCH posters campaign_({walked}|liked) \(campaign_id=\?", each) for each in ours), ours
