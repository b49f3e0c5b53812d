"""On which pages of walls looks count: not on those that somebody can make up to show a poster of their choice."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import update

from billboard.core.days import day_of, hour_of
from billboard.models import Poster
from billboard.walls import cursors
from billboard.walls.choices import Sort
from billboard.walls.cursors import Drawn
from billboard.web.site import now
from tests.application import MakeApp, parts
from tests.campaigns.campaigning import campaign, enter, fill
from tests.walls.looking import seal_of, shown


@pytest.mark.parametrize("sort", Sort)
def test_a_search_does_not_for_a_link_to_it_shows_the_poster_that_its_words_name(lite: Flask, sort: Sort) -> None:
    campaign(lite)
    code = enter(lite, "Bins", now=now())
    for path in ("/gallery?", f"/gallery?template={next(iter(parts(lite).templates))}&", "/c/biscuits?"):
        page = lite.test_client().get(f"{path}q=bins&sort={sort}").text
        assert f'data-bill="{code}"' in page
        assert seal_of(page) == ""
        assert shown(lite, f"{path}q=+&sort={sort}").keys() == {code}, "nothing is searched for"


def crowd(app: Flask, number: int) -> None:
    """So many posters of one campaign, of today."""
    campaign(app)
    fill(app, number)
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(hour=hour_of(now()), day=day_of(now())))


def wall_of(app: Flask, path: str) -> str:
    return path.format(next(iter(parts(app).templates)))


def further(page: str) -> str:
    """The address of the next page of a wall; empty on its last."""
    link = re.search(r'<a [^>]*rel="next" href="([^"]+)"', page)
    return unescape(link[1]) if link else ""


def bills(page: str) -> set[str]:
    return set(re.findall(r'data-bill="(\w+)"', page))


WALLS = ["/gallery", "/gallery?template={}", "/c/biscuits"]
ORDERS = ["sort=hot", "sort=hot&period=week", "sort=new", "sort=top", "sort=top&period=month", "sort=duel"]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("wall", WALLS)
def test_further_pages_say_so_where_pages_of_the_wall_lead_there(lite: Flask, wall: str, order: str) -> None:
    crowd(lite, 60)
    path, seen = f"{wall_of(lite, wall)}{'&' if '?' in wall else '?'}{order}", list[str]()
    while path:
        page = lite.test_client().get(path).text
        assert shown(lite, path).keys() == bills(page)
        seen += bills(page)
        path = further(page)
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize(
    ("sort", "cursor"),
    [
        ("hot", cursors.write_drawn(Drawn(1, 50, [55]))),
        ("hot", cursors.write_drawn(Drawn(1, 50))),
        ("new", cursors.write("new", [56])),
        ("top", cursors.write("top", [0, 56])),
        ("duel", cursors.write("duel", [0.0, 56])),
    ],
)
@pytest.mark.parametrize("wall", WALLS)
def test_pages_behind_a_cursor_that_somebody_made_up_open_and_do_not(
    lite: Flask, wall: str, sort: str, cursor: str
) -> None:
    crowd(lite, 60)
    begun = f"{wall_of(lite, wall)}{'&' if '?' in wall else '?'}sort={sort}"
    for mark in ("", ".", ".0123456789abcdef", ".\u00e9", f".{cursor}"):
        path = f"{begun}&after={cursor}{mark}"
        page = lite.test_client().get(path)
        assert page.status_code == 200
        assert bills(page.text)
        assert seal_of(page.text) == ""
        following = further(page.text)
        assert following
        assert shown(lite, following) == {}, "nor does the page that it leads to"


def test_a_cursor_is_good_for_its_own_wall_and_order_alone(lite: Flask) -> None:
    crowd(lite, 60)
    campaign(lite, "buns")
    path = further(lite.test_client().get("/gallery?sort=new").text)
    assert shown(lite, path)
    slug = next(iter(parts(lite).templates))
    for another in (f"{path}&template={slug}", path.replace("/gallery", "/c/biscuits"), f"{path}&q=hands"):
        page = lite.test_client().get(another)
        assert page.status_code == 200
        assert bills(page.text)
        assert seal_of(page.text) == ""
    week = further(lite.test_client().get("/gallery?sort=top&period=week").text)
    assert shown(lite, week)
    assert shown(lite, week.replace("week", "month")) == {}


def test_a_search_leads_to_no_page_that_does(lite: Flask) -> None:
    crowd(lite, 60)
    path = further(lite.test_client().get("/gallery?sort=new&q=hands").text)
    assert bills(lite.test_client().get(path).text)
    assert shown(lite, path.replace("q=hands&", "").replace("&q=hands", "")) == {}


def test_a_cursor_outlives_the_key_that_marked_it(make_app: MakeApp) -> None:
    before = make_app(secret_key="first" * 8)
    crowd(before, 30)
    path = further(before.test_client().get("/gallery").text)
    for older, good in ((("first" * 8,), True), ((), False)):
        after = make_app(secret_key="second" * 8, secret_key_fallbacks=older)
        assert bool(shown(after, path)) is good
