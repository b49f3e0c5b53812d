from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from billboard.core.errors import BadRequest
from billboard.models import Status
from billboard.walls import walls
from billboard.walls.choices import Period, Sort, WallChoices
from tests.application import NOW, parts
from tests.statements import asked_for
from tests.walls.filling import fill, walk


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("query", ["", "slogan"])
def test_pages_show_every_live_poster_once(app: Flask, sort: Sort, query: str) -> None:
    many = [{"votes": number % 3} for number in range(60)]
    fill(app, *many, *[{"status": Status.HIDDEN}] * 5)
    codes = walk(app, sort=sort, query=query)
    assert sorted(codes) == sorted(f"code{number}" for number in range(60))


def test_new_is_newest_first(app: Flask) -> None:
    fill(app, *[{"age": timedelta(minutes=9 - number)} for number in range(9)])
    assert walk(app, sort=Sort.NEW) == [f"code{number}" for number in range(8, -1, -1)]


def test_top_is_by_votes_and_newest_among_equals(app: Flask) -> None:
    fill(app, {"votes": 3}, {"votes": 9}, {"votes": 3}, {"votes": 0})
    assert walk(app, sort=Sort.TOP) == ["code1", "code2", "code0", "code3"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.DAY, ["code0", "code1"]),
        (Period.WEEK, ["code2", "code0", "code1"]),
        (Period.MONTH, ["code3", "code2", "code0", "code1"]),
        (Period.ALL, ["code4", "code3", "code2", "code0", "code1"]),
    ],
)
@pytest.mark.parametrize("query", ["", "slogan"])
def test_top_of_a_period_is_a_rolling_window(app: Flask, period: Period, expected: list[str], query: str) -> None:
    fill(
        app,
        {"votes": 2, "age": timedelta(hours=1)},
        {"votes": 1, "age": timedelta(hours=23)},
        {"votes": 3, "age": timedelta(days=6)},
        {"votes": 4, "age": timedelta(days=29)},
        {"votes": 5, "age": timedelta(days=40)},
    )
    assert walk(app, sort=Sort.TOP, period=period, query=query) == expected


@pytest.mark.parametrize("sort", list(Sort))
def test_a_template_has_a_wall_of_its_own(app: Flask, sort: Sort) -> None:
    fill(app, {"template": "one"}, {"template": "two"}, {"template": "one"})
    assert sorted(walk(app, sort=sort, template="one")) == ["code0", "code2"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("crème", {"code0"}),
        ("CREME", {"code0"}),
        ("biscuit", {"code0", "code1"}),
        ("BISCUITS", {"code0", "code1"}),
        ("bisc", set()),
        ("biscuits creme", {"code0"}),
        ("scuit", set()),
        ("мир", {"code2"}),
        ("don't", {"code3"}),
        ("シヤ", set()),
        ("投票", {"code4"}),
        ("नमस्ते", {"code5"}),
        ("' OR 1=1 --", set()),
        ('"', set()),
        ("* & | ! :*", set()),
        ("NEAR(biscuit creme)", set()),
        ("\\", set()),
    ],
)
def test_the_same_words_find_the_same_posters_on_both_databases(app: Flask, query: str, expected: set[str]) -> None:
    texts = ["Crème biscuits", "A biscuit!", "Миру мир", "We don't", "投票しよう", "नमस्ते दुनिया"]
    fill(app, *[{"text": text} for text in texts])
    assert set(walk(app, sort=Sort.NEW, query=query)) == expected


@pytest.mark.parametrize("sort", list(Sort))
def test_words_are_found_in_a_template_however_many_have_them_elsewhere(app: Flask, sort: Sort) -> None:
    old = [{"template": "rare-one"}] * 3
    fill(app, *old, *[{"template": "common"}] * 1100)
    assert sorted(walk(app, sort=sort, query="slogan", template="rare-one")) == ["code0", "code1", "code2"]


def test_new_goes_on_past_the_newest_matches_that_are_looked_at(lite: Flask) -> None:
    fill(lite, *[{}] * 1100)
    assert len(walk(lite, sort=Sort.NEW, query="slogan")) == 1100


@pytest.mark.parametrize("path", ["/", "/gallery", "/gallery?sort=new&template={}", "/gallery?q=slogan&template={}"])
def test_a_page_of_the_site_asks_the_database_once_or_of_hot_thrice(app: Flask, path: str) -> None:
    slug = next(iter(parts(app).templates))
    fill(app, *[{"template": slug}] * 30)
    asked = asked_for(app, path.format(slug)).statements
    hot = {"/": 3, "/gallery": 3, "/gallery?q=slogan&template={}": 2}  # Hot for everybody has places for newcomers
    assert len(asked) == hot.get(path, 1)


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("period", list(Period))
@pytest.mark.parametrize("query", ["", "slogan"])
def test_a_page_is_one_statement_or_of_hot_two(app: Flask, sort: Sort, period: Period, query: str) -> None:
    fill(app, *[{} for _ in range(30)])
    seen: list[str] = []
    database = parts(app).database
    event.listen(database.engine, "before_cursor_execute", lambda *call: seen.append(f"{call[2]} {call[3]}"))
    with database.read() as session:
        page = walls.wall_page(session, WallChoices(sort=sort, period=period, query=query), now=NOW)
        walls.wall_page(session, WallChoices(sort=sort, period=period, query=query, after=page.next or ""), now=NOW)
    asked = [each for each in seen if not each.startswith("BEGIN")]
    assert len(asked) == (4 if sort is Sort.HOT else 2)
    for each in asked:
        assert "count(" not in each.lower()
        # SQLAlchemy always spells SQLite's OFFSET out; it must be nothing.
        assert "OFFSET" not in each or each.endswith(("(0,)", ", 0)"))


@pytest.mark.parametrize(
    "cursor", ["zzz", "W10", "WyJuZXciXQ", "WyJuZXciLCJ4Il0", "WyJuZXciLDFlOTk5XQ", "é", "[" * 5000]
)
def test_a_cursor_that_no_page_gave_is_refused(app: Flask, cursor: str) -> None:
    with parts(app).database.read() as session, pytest.raises(BadRequest):
        walls.wall_page(session, WallChoices(sort=Sort.NEW, after=cursor), now=NOW)


def test_a_cursor_of_another_order_is_refused(app: Flask) -> None:
    fill(app, *[{} for _ in range(30)])
    with parts(app).database.read() as session:
        after = walls.wall_page(session, WallChoices(sort=Sort.HOT), now=NOW).next
        assert after
        with pytest.raises(BadRequest):
            walls.wall_page(session, WallChoices(sort=Sort.TOP, after=after), now=NOW)
