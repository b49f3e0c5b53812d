"""Hot: drawn by what is known of each poster, the same for everybody, and every poster once."""

import hashlib
import html
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from math import log, sqrt
from statistics import NormalDist, fmean

import pytest
from flask import Flask
from sqlalchemy import event, text

from billboard.core.rank import appeal
from billboard.core.rank.appeal import Evidence
from billboard.walls import hot, walls
from billboard.walls.choices import WallChoices
from billboard.walls.walls import PAGE, WallPage
from tests.application import NOW, parts
from tests.walls.filling import fill

MINUTE = timedelta(minutes=1)


def page_at(app: Flask, minutes: int = 0, **asked: object) -> WallPage:
    with parts(app).database.read() as session:
        return walls.wall_page(session, WallChoices(**asked), now=NOW + minutes * MINUTE)  # type: ignore[arg-type]


def places(app: Flask, draws: int = 60) -> dict[str, float]:
    """The mean place of each poster, over so many draws."""
    found = Counter[str]()
    for minute in range(draws):
        for place, row in enumerate(page_at(app, minute).rows, 1):
            found[row.code] += place
    return {code: total / draws for code, total in found.items()}


def test_what_is_known_to_be_liked_stands_before_what_had_more_looks_and_as_many_votes(app: Flask) -> None:
    fill(
        app,
        {"votes": 300, "looks": 9000},
        {"votes": 300, "looks": 2000},
        {"votes": 30, "looks": 1000},
    )
    assert [row.code for row in page_at(app).rows] == ["code1", "code0", "code2"]


def test_votes_alone_are_no_evidence(app: Flask) -> None:
    fill(app, {"votes": 9000}, {"votes": 300, "looks": 2000})
    assert places(app)["code1"] < places(app)["code0"]


def test_ten_times_the_appeal_is_worth_a_week(app: Flask) -> None:
    fill(
        app,
        {"votes": 4000, "looks": 10_000, "age": timedelta(days=8)},
        {"votes": 400, "looks": 10_000},
        {"votes": 4000, "looks": 10_000, "age": timedelta(days=6)},
    )
    assert [row.code for row in page_at(app).rows] == ["code2", "code1", "code0"]


def test_what_little_is_known_of_is_tried_now_and_then(app: Flask) -> None:
    fill(app, {"votes": 150, "looks": 1500}, {"votes": 3, "looks": 50})
    first = Counter(page_at(app, minute).rows[0].code for minute in range(200))
    assert 2 < first["code1"] < 60


def test_a_page_is_the_same_for_everybody_for_a_minute_and_another_in_the_next(app: Flask) -> None:
    fill(app, *[{"template": f"t{number}"} for number in range(60)])
    begun = NOW.replace(second=0)
    with parts(app).database.read() as session:
        drawn = [
            [row.id for row in walls.wall_page(session, WallChoices(), now=begun + timedelta(seconds=second)).rows]
            for second in (0, 59, 60)
        ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_anybody_can_work_out_a_page_from_its_seed(app: Flask) -> None:
    fill(app, *[{"template": f"t{number}", "votes": number, "looks": 90 * (number % 3)} for number in range(40)])
    page = page_at(app)
    with parts(app).database.read() as session:
        rows = session.execute(text("SELECT code, hot, looks, liked, prior FROM posters")).all()
    drawn = {
        code: appeal.draw(hot, appeal.wary(Evidence(looks, liked), prior).deviation, page.seed, code)
        for code, hot, looks, liked, prior in rows
    }
    assert [row.code for row in page.rows] == sorted(drawn, key=drawn.__getitem__, reverse=True)[:PAGE]
    assert page.seed == f"wall/{int(NOW.timestamp()) // 60}"
    assert page_at(app, template="t7").seed.startswith("template/t7/")


@pytest.mark.parametrize("number", [1, 23, 24, 25, 199, 200, 201, 290])
def test_a_walk_shows_every_poster_once_whatever_is_voted_and_drawn_meanwhile(app: Flask, number: int) -> None:
    fill(app, *[{"template": f"t{each % 9}", "votes": each % 5, "looks": 60} for each in range(number)])
    seen, after, minute, pages = [], "", 0, 0
    while True:
        page = page_at(app, minute, after=after)
        seen += [row.id for row in page.rows]
        pages += 1
        if not page.next:
            break
        after, minute = page.next, minute + 1
        with parts(app).database.write() as session:  # everything is turned upside down
            session.execute(text("UPDATE posters SET hot = -hot, liked = 900 - liked"))
    assert sorted(seen) == list(range(1, number + 1))
    assert pages == max(1, -(-number // PAGE))


def test_beyond_its_pool_hot_is_newest_first(app: Flask) -> None:
    fill(app, *[{"template": f"t{each}", "age": timedelta(minutes=300 - each)} for each in range(300)])
    seen, after = list[int](), ""
    while True:
        page = page_at(app, after=after)
        seen += [row.id for row in page.rows]
        if not page.next:
            break
        after = page.next
    assert set(seen[:200]) == set(range(101, 301))
    assert seen[224:] == sorted(seen[224:], reverse=True)


def test_a_poster_that_has_gone_up_meanwhile_is_met_once_at_most(app: Flask) -> None:
    fill(app, *[{"template": f"t{each}"} for each in range(230)])
    first = page_at(app)
    fill(app, *[{"template": f"new{each}"} for each in range(5)])
    seen, after = [row.id for row in first.rows], first.next
    while after:
        page = page_at(app, after=after)
        seen, after = seen + [row.id for row in page.rows], page.next
    assert len(seen) == len(set(seen))
    assert set(range(1, 231)) <= set(seen)


def test_a_poster_that_is_deleted_while_a_page_is_put_together_is_left_out(app: Flask) -> None:
    fill(app, *[{"template": f"t{each}"} for each in range(5)])
    database, deleted = parts(app).database, list[bool]()

    def delete() -> None:
        with database.write() as session:
            session.execute(text("DELETE FROM posters WHERE id = 3"))

    def meanwhile(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "posters.slogan" in statement and not deleted:  # the candidates have been read
            deleted.append(True)
            with ThreadPoolExecutor(1) as other:
                other.submit(delete).result()

    event.listen(database.engine, "before_cursor_execute", meanwhile)
    assert {row.id for row in page_at(app).rows} >= {1, 2, 4, 5}
    assert deleted
    assert {row.id for row in page_at(app).rows} == {1, 2, 4, 5}


def test_of_equals_the_fresher_stands_higher_on_the_whole(app: Flask) -> None:
    fill(app, *[{"template": f"t{each}", "age": timedelta(days=each // 10)} for each in range(20)])
    mean = places(app)
    assert fmean(mean[f"code{each}"] for each in range(10)) < fmean(mean[f"code{each}"] for each in range(10, 20))


def test_anybody_can_check_a_page_by_what_it_says_of_itself(app: Flask) -> None:
    """With the formula that /about/hot prints, and nothing of ours but the throw's definition."""
    slug, other = list(parts(app).templates)[:2]
    fill(
        app,
        *[
            {"template": slug, "votes": each, "looks": 90 * (each % 3), "age": timedelta(hours=each)}
            for each in range(20)
        ],
    )
    fill(app, *[{"template": other, "votes": 9, "looks": 100}] * 5)
    client = app.test_client()
    for address, count in (("/gallery/drawn.json", 25), (f"/gallery/drawn.json?template={slug}", 20)):
        told = client.get(address).get_json()
        assert len(told["pool"]) == count
        for each in told["pool"]:
            neutral = each["prior"] * 2.5 / 3 * each["looks"]
            beyond = each["liked"] - neutral
            counted = neutral + beyond * abs(beyond) / (abs(beyond) + (8 if beyond > 0 else 1))
            assert each["counted"] == pytest.approx(counted, abs=1e-6)
            expected = (2.5 + counted) / (3 / each["prior"] + max(each["looks"], each["liked"]))
            throw = each["deviate"] / sqrt(2.5 + min(counted, each["liked"]))
            place = log(expected) + throw + each["published"] / appeal.AGEING
            assert each["drawn"] == pytest.approx(place, abs=1e-6)
            digest = hashlib.sha256(f"{told['seed']} {each['code']}".encode()).hexdigest()
            assert NormalDist().cdf(each["deviate"]) == pytest.approx(int(digest[:13], 16) / 2**52, abs=1e-8)
    assert told["page"] == [each["code"] for each in told["pool"]]
    page = client.get(f"/gallery?template={slug}").text
    assert told["seed"] in page
    assert re.findall(r'data-bill="(\w+)"', page) == told["page"]


def test_what_a_page_was_drawn_from_names_nobody_elses_wall(app: Flask) -> None:
    assert app.test_client().get("/gallery/drawn.json?template=nowhere").status_code == 404
    assert app.test_client().get("/gallery/drawn.json?campaign=nowhere").status_code == 404
    assert app.test_client().get("/gallery/drawn.json").get_json()["pool"] == []


def test_the_page_of_the_formula_tells_what_is_in_force(lite: Flask) -> None:
    page = " ".join(html.unescape(re.sub(r"<[^>]+>", "", lite.test_client().get("/about/hot").text)).split())
    assert "appeal = (2.5 + counted) ÷ (3 ÷ expected + looks)" in page
    assert "Hot counts x × x ÷ (x + 8) of them; with x fewer, 1 takes the place of 8." in page
    assert f"place = ln(appeal) + throw ÷ √(2.5 + counted) + published ÷ {appeal.AGEING:,.0f}" in page
    assert f"the {hot.POOL} posters that would stand highest with a throw of {appeal.WIDE};" in page
