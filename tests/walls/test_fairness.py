"""Fair walls on both databases: caps, what waits, and the formula."""

import base64
import json
import random
import re
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text

from billboard import visitors
from billboard.core.days import day_of
from billboard.core.errors import BadRequest
from billboard.core.rank.fairness import GUARANTEED
from billboard.models import Newcomer, Origin, Poster
from billboard.walls import walls
from billboard.walls.choices import Sort, WallChoices
from billboard.walls.walls import PAGE, WallPage
from billboard.web.site import now
from tests.application import NOW, parts, publish, token
from tests.walls.filling import fill, walk


def pages(app: Flask, *, newcomers: bool = False, template: str = "") -> list[WallPage]:
    found, after = list[WallPage](), ""
    while True:
        with parts(app).database.read() as session:
            page = walls.wall_page(session, WallChoices(after=after, template=template), now=NOW, newcomers=newcomers)
        found.append(page)
        if not page.next:
            return found
        after = page.next


def mark(app: Flask, chance: random.Random) -> None:
    """Give posters mottos, origins and newcomers' rows at random."""
    with parts(app).database.write() as session:
        ids = list(session.scalars(select(Poster.id)))
        for number in ids:
            motto = chance.choice([None, None, "'same'", f"'m{number}'"]) or "NULL"
            session.execute(text(f"UPDATE posters SET motto = {motto} WHERE id = {number}"))
        origins = [
            {"poster_id": n, "day": 1, "network": f"n{chance.randrange(5)}"} for n in ids if chance.random() < 0.7
        ]
        session.execute(insert(Origin), origins)
        fresh = [{"poster_id": n, "turn": chance.randrange(9)} for n in ids if chance.random() < 0.3]
        session.execute(insert(Newcomer), fresh)


@pytest.mark.parametrize("beginning", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_of_hot_shows_every_poster_once_whatever_the_caps(app: Flask, seed: int, beginning: bool) -> None:
    chance = random.Random(seed)
    templates = ["one"] * 5 + [f"t{number}" for number in range(8)]
    specs = [
        {
            "votes": chance.randrange(50),
            "looks": chance.choice([0, 100, 1000]),
            "template": chance.choice(templates),
            "age": timedelta(hours=chance.randrange(90)),
        }
        for _ in range(190)
    ]
    fill(app, *specs)
    mark(app, chance)
    found = pages(app, newcomers=beginning)
    assert sorted(row.id for page in found for row in page.rows) == list(range(1, 191))
    assert all(len(page.rows) == PAGE for page in found[:-1])


def test_a_flood_of_one_template_is_spread_over_the_pages(app: Flask) -> None:
    fill(
        app,
        *[{"votes": 90, "looks": 400, "template": "flood"}] * 12,
        *[{"template": f"t{number}"} for number in range(90)],
    )
    for page in pages(app)[:3]:
        assert Counter(row.template for row in page.rows)["flood"] == 4
    assert len(pages(app, template="flood")[0].rows) == 12


def test_a_walk_goes_on_when_posters_that_wait_come_down_or_rise(app: Flask) -> None:
    fill(
        app,
        *[{"votes": 90, "looks": 400, "template": "flood"}] * 12,
        *[{"template": f"t{number}"} for number in range(90)],
    )
    with parts(app).database.read() as session:
        first = walls.wall_page(session, WallChoices(), now=NOW)
    with parts(app).database.write() as session:
        session.execute(text("UPDATE posters SET status = 'hidden' WHERE id = 8"))
        session.execute(text("UPDATE posters SET votes = 999, hot = hot + 9 WHERE id = 7"))
    seen, after = [row.id for row in first.rows], first.next
    while after:
        with parts(app).database.read() as session:
            page = walls.wall_page(session, WallChoices(after=after), now=NOW)
        seen, after = seen + [row.id for row in page.rows], page.next
    assert sorted(seen) == [number for number in range(1, 103) if number != 8]


def test_a_cursor_stays_short_enough_for_an_address(app: Flask) -> None:
    fill(app, *[{"template": "flood"}] * 250)
    with parts(app).database.write() as session:  # as far apart as on a wall of three millions
        session.execute(text("UPDATE posters SET id = id * 12345"))
    assert max(len(page.next or "") for page in pages(app)) < 1000


@pytest.mark.parametrize(
    "numbers",
    [
        [1],
        [1, 5, 1],  # who waits is missing
        [1, 5, 0],
        [1, 5, 201, *[1] * 201, 0],  # more than a pool
        [1, 5, 0, 205, *[1] * 205],
        [1, 5, 1, 0, 0],  # one twice
        [1, 5, 1, 2**62, 0],
        [1, 2**62 + 1, 0, 0],
        [1, 5, 0, 0, 0],  # something after the end
    ],
)
def test_a_forged_list_of_those_who_wait_is_refused(app: Flask, numbers: list[int]) -> None:
    with parts(app).database.read() as session, pytest.raises(BadRequest):
        walls.wall_page(session, WallChoices(after=written(numbers)), now=NOW)


@pytest.mark.parametrize("data", [b"\x80", b"\xff" * 30, b"\x01\x05\x00\x80"])
def test_broken_groups_are_refused(app: Flask, data: bytes) -> None:
    broken = base64.urlsafe_b64encode(data).decode().rstrip("=")
    with parts(app).database.read() as session, pytest.raises(BadRequest):
        walls.wall_page(session, WallChoices(after=broken), now=NOW)


def written(numbers: list[int]) -> str:
    data = bytearray()
    for number in numbers:
        left = number
        while left > 127:
            data.append(left & 127 | 128)
            left >>= 7
        data.append(left)
    return base64.urlsafe_b64encode(bytes(data)).decode().rstrip("=")


def test_an_address_that_was_made_up_shows_no_posters_of_another_wall_and_none_twice(app: Flask) -> None:
    fill(app, *[{"template": "theirs"}] * 3, *[{"template": "ours"}] * 3)
    made_up = written([1, 6, 5, 1, 1, 1, 1, 1, 0])
    with parts(app).database.read() as session:
        page = walls.wall_page(session, WallChoices(template="ours", after=made_up), now=NOW)
    assert sorted(row.id for row in page.rows) == [4, 5]


def test_an_address_from_before_hot_was_drawn_leads_on_newest_first(app: Flask) -> None:
    fill(app, *[{"template": f"t{number}"} for number in range(60)])
    with parts(app).database.read() as session:
        for lists in ([], [[3, 5], [7]]):
            old = base64.urlsafe_b64encode(json.dumps(["hot", 1e4, 51, *lists]).encode()).decode().rstrip("=")
            page = walls.wall_page(session, WallChoices(after=old), now=NOW)
            assert [row.id for row in page.rows] == list(range(50, 50 - PAGE, -1))


def test_a_posters_network_is_known_as_a_hash_until_its_day_is_over(app: Flask) -> None:
    client, site = app.test_client(), parts(app)
    slug = next(iter(site.templates))
    form = {**site.templates[slug].defaults, "csrf_token": token(client.get(f"/make/{slug}").text)}
    client.post(f"/make/{slug}", data=form, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    with site.database.write() as session:
        kept = session.scalars(select(Origin)).one()
        assert re.fullmatch("[0-9a-f]{32}", kept.network)
        visitors.daily_key(session, kept.day)  # the same day: it stays
        assert session.scalar(select(func.count()).select_from(Origin)) == 1
        visitors.daily_key(session, kept.day + 1)
        assert session.scalar(select(func.count()).select_from(Origin)) == 0


def test_tidying_up_forgets_yesterdays_networks(app: Flask) -> None:
    publish(app)
    with parts(app).database.write() as session:
        session.add(Origin(poster_id=1, day=day_of(now()) - 1, network="x"))
    app.test_cli_runner().invoke(args=["expire"], catch_exceptions=False)
    with parts(app).database.read() as session:
        assert session.scalar(select(func.count()).select_from(Origin)) == 0


def test_the_page_of_the_formula_tells_the_numbers_that_are_in_force(lite: Flask) -> None:
    page = " ".join(lite.test_client().get("/about/hot").text.split())
    assert f"{GUARANTEED} looks</b>, on whichever wall" in page
    assert "four of one template, three by one creator and two of one slogan" in page


def test_new_and_top_are_as_they_were(app: Flask) -> None:
    fill(app, *[{"votes": number, "template": "flood"} for number in range(30)])
    for sort in (Sort.NEW, Sort.TOP):
        assert walk(app, sort=sort) == [f"code{number}" for number in range(29, -1, -1)]
