"""How sure the orders are of a poster, as pages say it."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from billboard.models import Poster, State
from tests.application import parts, publish
from tests.campaigns.campaigning import campaign, enter, give, set_state
from tests.statements import asked_for
from tests.walls.filling import tell


def known(app: Flask, code: str, **fields: float) -> None:
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == code).values(**fields))


def bill(page: str, code: str) -> str:
    """The words beneath a poster on a wall."""
    found = re.search(rf'data-bill="{code}".*?</article>', page, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


@pytest.mark.parametrize("period", ["day", "month", "all"])
def test_top_says_how_sure_it_is_beside_the_votes_and_names_equals(
    app: Flask, client: FlaskClient, period: str
) -> None:
    codes = [publish(app, f"Promise {letter}", now=datetime.now(UTC)) for letter in "abcd"]
    tell(app, codes[0], 1000, 900)
    tell(app, codes[1], 10, 10)
    page = client.get(f"/gallery?sort=top&period={period}").text
    assert "Certain: 80 to 90 of 100 who looked" in bill(page, codes[0])
    assert "Fairly sure: 11 to 29 of 100 who looked" in bill(page, codes[1])
    assert "Not looked at yet" in bill(page, codes[3])
    assert "Level" not in bill(page, codes[0]) + bill(page, codes[1]) + bill(page, codes[3])
    assert "Level with the one before it" in bill(page, codes[2])
    assert 'href="/about/hot#top"' in page
    give(app, {codes[2]: 3})
    assert "Looks not counted: its votes stand alone" in client.get(f"/gallery?sort=top&period={period}").text


def test_other_orders_say_nothing_of_it(app: Flask, client: FlaskClient) -> None:
    publish(app)
    for path in ("/", "/gallery", "/gallery?sort=new"):
        assert "looked at yet" not in client.get(path).text


def test_duels_say_how_sure_they_are(app: Flask, client: FlaskClient) -> None:
    codes = [publish(app, f"Promise {letter}") for letter in "abc"]
    known(app, codes[0], strength=1.0, duels=400, information=80.0)
    known(app, codes[1], strength=0.5, duels=2, information=1.0)
    page = client.get("/gallery?sort=duel").text
    assert "Certain: wins 69 to 77 of 100" in bill(page, codes[0])
    assert "Too early to say: wins 24 to 90 of 100" in bill(page, codes[1])
    assert "No duels yet" in bill(page, codes[2])


def test_a_posters_page_has_both_and_says_why_they_disagree(app: Flask, client: FlaskClient) -> None:
    code = publish(app)
    page = client.get(f"/p/{code}").text
    assert "Not looked at yet" in page
    assert "No duels yet" in page
    tell(app, code, 900, 90)
    known(app, code, strength=-1.0, duels=400, information=80.0)
    page = client.get(f"/p/{code}").text
    assert "Certain: 8 to 12 of 100 who looked" in page
    assert "Certain: wins 23 to 31 of 100" in page
    assert "place it higher" not in page
    for odds, said in ((1, "Duels place it higher than votes do."), (-1, "Votes place it higher than duels do.")):
        known(app, code, at_odds=odds)
        assert said in client.get(f"/p/{code}").text


def test_an_ended_campaign_says_how_its_winners_were_found(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = [enter(app, f"Hands off {letter}") for letter in "ab"]
    assert 'href="/about/hot#winners"' in client.get("/c/biscuits").text
    tell(app, codes[0], 1000, 100)
    tell(app, codes[1], 5000, 110)
    set_state(app, State.ENDED)
    page = client.get("/c/biscuits").text
    won = page.partition('<section class="winners"')[2].partition("</section>")[0]
    assert re.findall(r'href="/p/(\w+)"', won) == codes
    assert "Certain: 8 to 12 of 100 who looked" in won
    assert 'href="/about/hot#winners"' in won
    assert len(asked_for(app, "/c/biscuits?sort=new").statements) == 4
    for order, often in (("new", 1), ("top", 2)):  # among the winners, and on the wall
        assert client.get(f"/c/biscuits/embed?sort={order}").text.count("Certain: 8 to 12 of 100 who looked") == often


def test_the_rule_is_published_with_its_own_figures(client: FlaskClient) -> None:
    page = " ".join(client.get("/about/hot").text.split())
    assert 'id="top"' in page
    assert 'id="winners"' in page
    assert "900 of 1,000 are at least 80 in 100; 10 of 10 only at least 11 in 100." in page
