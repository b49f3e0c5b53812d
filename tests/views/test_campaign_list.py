"""The page of all campaigns."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import update

from billboard.campaigns import campaigns
from billboard.models import Campaign, Poster, State, Status
from tests.application import NOW, parts, sign_in, stored
from tests.campaigns.campaigning import campaign, enter, set_state
from tests.statements import asked_for
from tests.views.campaign_desk import picture, save


def groups(page: str) -> dict[str, list[str]]:
    """The campaigns under each heading, in order."""
    parts_of = re.split(r'<section aria-labelledby="(\w+)">', page)[1:]
    return {
        name: re.findall(r'data-campaign="([^"]+)"', body)
        for name, body in zip(parts_of[::2], parts_of[1::2], strict=True)
    }


def test_campaigns_are_listed_as_they_stand(app: Flask) -> None:
    campaign(app, "later", opens="2999-01-01T00:00")
    campaign(app, "sooner", opens="2998-01-01T00:00")
    campaign(app, "closed", closes="2020-01-01T00:00")
    campaign(app, "open")
    campaign(app, "closes-first", closes="2997-01-01T00:00")
    campaign(app, "over")
    campaign(app, "frozen")
    set_state(app, State.ENDED, "over")
    set_state(app, State.FROZEN, "frozen")
    page = app.test_client().get("/campaigns")
    assert page.status_code == 200
    assert groups(page.text) == {
        "up": ["closes-first", "open", "closed", "frozen"],
        "soon": ["sooner", "later"],
        "over": ["over"],
    }
    assert "s-maxage=1" in page.headers["Cache-Control"]
    assert "Set-Cookie" not in page.headers


def test_no_campaigns_are_told_of_kindly(lite: Flask) -> None:
    page = lite.test_client().get("/campaigns").text
    assert "<section" not in page
    assert 'href="/gallery"' in page


def test_pages_and_search_engines_lead_to_it(lite: Flask) -> None:
    client = lite.test_client()
    assert client.get("/").text.count('href="/campaigns"') == 2
    assert "/campaigns</loc>" in client.get("/sitemap-pages.xml").text


def test_each_shows_its_header_art_or_its_newest_posters_that_are_up(app: Flask) -> None:
    campaign(app, "painted")
    campaign(app, "plain")
    codes = [enter(app, f"Tin {number}", "plain") for number in range(4)]
    enter(app, "Painted over", "painted")
    assert save(sign_in(app), "painted", picture()).status_code == 303
    assert len(stored(app)) == 5 * 3 + 1
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == codes[2]).values(status=Status.HIDDEN))
    page = app.test_client().get("/campaigns").text
    assert "/c/painted/header.jpg?v=" in page
    assert re.findall(r"/p/(\w+)/thumb", page) == [codes[3], codes[1]]
    assert "4 posters" in page


def test_colours_are_a_stylesheet_and_titles_are_text(lite: Flask) -> None:
    campaign(lite, title="<script>alert(1)</script>", introduction="<b>x</b>", accent="#0a5c36")
    page = lite.test_client().get("/campaigns").text
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "style=" not in page
    link = re.search(r'href="(/campaigns\.css[^"]*)"', page)
    assert link
    style = lite.test_client().get(unescape(link[1]))
    assert style.mimetype == "text/css"
    assert '[data-campaign="biscuits"] { --hot: #0a5c36; --on-hot: #ffffff; }' in style.text


@pytest.mark.parametrize("number", [1, 12])
def test_it_asks_the_database_three_times_however_many_there_are(app: Flask, number: int) -> None:
    for each in range(number):
        campaign(app, f"tin-{each}")
        enter(app, f"Tin {each}", f"tin-{each}")
    asked = asked_for(app, "/campaigns").statements
    assert len(asked) == 3


def test_the_newest_are_listed_where_there_are_very_many(lite: Flask) -> None:
    with parts(lite).database.write() as session:
        kept = {"title": "T", "introduction": "", "accent": "#0a5c36", "templates": [], "imprint": "", "header": ""}
        for number in range(campaigns.LISTED + 5):
            session.add(Campaign(slug=f"c{number}", created=NOW, state=State.RUNNING, posted=0, **kept))
    listed = groups(lite.test_client().get("/campaigns").text)["up"]
    assert len(listed) == campaigns.LISTED
    assert "c0" not in listed
