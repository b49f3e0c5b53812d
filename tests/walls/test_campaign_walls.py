"""A campaign's wall, and its winners."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from billboard.core.colour import contrast, from_hex
from billboard.walls import walls
from billboard.walls.choices import Sort, WallChoices
from billboard.web.campaign_view_models import ink_on, stylesheet
from tests.application import NOW, parts
from tests.campaigns.campaigning import campaign, enter, fill, read
from tests.statements import asked_for


@pytest.mark.parametrize("sort", list(Sort))
def test_a_wall_shows_the_campaigns_posters_alone(app: Flask, sort: Sort) -> None:
    campaign(app)
    campaign(app, "tea")
    ours, theirs = enter(app), enter(app, "More tea", "tea")
    with parts(app).database.read() as session:
        page = walls.wall_page(session, WallChoices(sort=sort, campaign=read(app).id), now=NOW)
    assert [row.code for row in page.rows] == [ours]
    page_text = app.test_client().get(f"/c/biscuits?sort={sort}").text
    assert f"/p/{ours}" in page_text
    assert f"/p/{theirs}" not in page_text


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_of_a_campaigns_wall_show_every_poster_once(app: Flask, sort: Sort) -> None:
    campaign(app)
    codes, seen, after = fill(app, 30), list[str](), ""
    while True:
        with parts(app).database.read() as session:
            page = walls.wall_page(session, WallChoices(sort=sort, campaign=read(app).id, after=after), now=NOW)
        seen += [row.code for row in page.rows]
        if page.next is None:
            break
        after = page.next
    assert sorted(seen) == sorted(codes)


@pytest.mark.parametrize("sort", list(Sort))
def test_a_campaigns_wall_walks_an_index_of_its_own(lite: Flask, sort: Sort) -> None:
    campaign(lite)
    said: list[str] = []
    engine = parts(lite).database.engine

    def explain(_conn: Any, cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            said.extend(row[3] for row in cursor.fetchall())

    with parts(lite).database.read() as session:
        number = read(lite).id
        event.listen(engine, "before_cursor_execute", explain)
        walls.wall_page(session, WallChoices(sort=sort, campaign=number), now=NOW)
    index = "all" if sort is Sort.NEW else sort
    walked = [each for each in said if "posters" in each and "PRIMARY KEY (rowid=?)" not in each]  # not by number
    assert [f"ix_posters_campaign_{index}" in each for each in walked] == [True], said
    assert not [each for each in said if "TEMP B-TREE" in each and sort is not Sort.TOP], said


@pytest.mark.parametrize("path", ["/c/biscuits", "/c/biscuits?sort=new", "/c/biscuits/thread/1"])
def test_a_page_of_a_campaign_asks_the_database_twice_or_of_hot_three_times(app: Flask, path: str) -> None:
    campaign(app)
    fill(app, 5)
    answer, asked, _ = asked_for(app, path)
    assert "s-maxage=1" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert len(asked) == (3 if path == "/c/biscuits" else 2)


def test_its_posters_hang_on_the_sites_wall_too(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    code = enter(app)
    assert f"/p/{code}" in client.get("/gallery?sort=new").text
    page = client.get(f"/p/{code}").text
    assert 'href="/c/biscuits"' in page
    assert 'href="/c/biscuits/thread/1#no-1"' in page


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "Tea & “biscuits” </title>", "{{ 7*7 }}"])
def test_what_operators_type_is_text_on_every_page(lite: Flask, title: str) -> None:
    campaign(lite, title=title, introduction=f'{title}\n"quoted"')
    code = enter(lite)
    for path in ("/c/biscuits", "/c/biscuits/thread/1", f"/p/{code}", "/make/home-front?campaign=biscuits"):
        page = lite.test_client().get(path).text
        assert "<script>alert" not in page
        assert "49" not in re.findall(r"<h1.*?</h1>", page)[:1]


def test_an_accent_is_a_stylesheet_that_can_be_read(lite: Flask) -> None:
    campaign(lite, accent="#0A5C36")
    style = re.search(r"/c/biscuits/accent\.css\?v=\w+", lite.test_client().get("/c/biscuits").text)
    assert style
    answer = lite.test_client().get(style[0])
    assert answer.mimetype == "text/css"
    assert "--hot: #0a5c36" in answer.text
    for accent in ("#000000", "#ffffff", "#777777", "#767676", "#ff0000", "#0000ff", "#757575", "#7a7a7a"):
        assert contrast(from_hex(ink_on(accent)), from_hex(accent)) >= 4.5


@pytest.mark.parametrize(
    ("accent", "themes"),
    [
        ("#ff4a1c", []),
        ("#d4d5d1", ["light", "dark"]),
        ("#f2c230", ["light", "dark"]),
        ("#0a5c36", ["dark"]),
        ("#fbfaf6", ["light", "dark"]),
    ],
)
def test_lines_that_an_accent_cannot_draw_are_of_ink(accent: str, themes: list[str]) -> None:
    assert re.findall(r"scheme: (\w+)\) \{ :root \{ --mark: currentcolor", stylesheet(accent)) == themes
