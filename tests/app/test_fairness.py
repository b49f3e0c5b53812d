"""Fair walls on both databases: caps, newcomers, and what is known of whom."""

import base64
import html
import json
import math
import random
import re
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text

from billboard import newcomers, visitors, voting, walls
from billboard.core.errors import BadRequest
from billboard.core.fairness import GUARANTEED
from billboard.models import Newcomer, Origin, Poster
from billboard.site import now
from billboard.walls import PAGE, Sort, WallPage
from tests.app.conftest import NOW, decide, parts, publish, sign_in, token
from tests.app.test_walls import fill, walk

OWN = {"Sec-Fetch-Site": "same-origin"}


def pages(app: Flask, *, newcomers: bool = False, template: str = "") -> list[WallPage]:
    found, after = list[WallPage](), ""
    while True:
        with parts(app).database.read() as session:
            page = walls.wall_page(session, now=NOW, after=after, template=template, newcomers=newcomers)
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


def shown(app: Flask, code: str) -> int | None:
    parts(app).looks.flush()
    with parts(app).database.read() as session:
        return session.scalar(
            select(Newcomer.shown).join(Poster, Poster.id == Newcomer.poster_id).where(Poster.code == code)
        )


def tell(app: Flask, page: str, codes: list[str], address: str = "192.0.2.1", **headers: str) -> int:
    seal = re.search(r'data-shown="([^"]+)"', page)
    form = {"seal": seal.group(1) if seal else "", "seen": ",".join(codes)}
    client = app.test_client()
    return client.post("/shown", data=form, headers=headers or OWN, environ_base={"REMOTE_ADDR": address}).status_code


@pytest.mark.parametrize("beginning", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_of_hot_shows_every_poster_once_whatever_the_caps(app: Flask, seed: int, beginning: bool) -> None:
    chance = random.Random(seed)
    templates = ["one"] * 5 + [f"t{number}" for number in range(8)]
    specs = [
        {
            "votes": chance.randrange(50),
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
    fill(app, *[{"votes": 9, "template": "flood"}] * 12, *[{"template": f"t{number}"} for number in range(90)])
    for page in pages(app)[:3]:
        assert Counter(row.template for row in page.rows)["flood"] == 4
    assert len(pages(app, template="flood")[0].rows) == 12


def test_a_walk_goes_on_when_posters_that_wait_come_down_or_rise(app: Flask) -> None:
    fill(app, *[{"votes": 9, "template": "flood"}] * 12, *[{"template": f"t{number}"} for number in range(90)])
    with parts(app).database.read() as session:
        first = walls.wall_page(session, now=NOW)
    with parts(app).database.write() as session:
        session.execute(text("UPDATE posters SET status = 'hidden' WHERE id = 8"))
        session.execute(text("UPDATE posters SET votes = 999, hot = hot + 9 WHERE id = 7"))
    seen, after = [row.id for row in first.rows], first.next
    while after:
        with parts(app).database.read() as session:
            page = walls.wall_page(session, now=NOW, after=after)
        seen, after = seen + [row.id for row in page.rows], page.next
    assert sorted(seen) == [number for number in range(1, 103) if number != 8]


def test_a_cursor_stays_short_enough_for_an_address(app: Flask) -> None:
    fill(app, *[{"template": "flood"}] * 150)
    assert max(len(page.next or "") for page in pages(app)) < 1000


@pytest.mark.parametrize(
    "lists", [[[1], 2], [["x"], []], [[1] * 49, []], [[], [1] * 5], [[-1], []], [[True], []], [[2**62], []], [[1]]]
)
def test_a_forged_list_of_those_who_wait_is_refused(app: Flask, lists: list[object]) -> None:
    forged = base64.urlsafe_b64encode(json.dumps(["hot", 1.0, 1, *lists]).encode()).decode().rstrip("=")
    with parts(app).database.read() as session, pytest.raises(BadRequest):
        walls.wall_page(session, now=NOW, after=forged)


def test_an_address_that_was_made_up_shows_no_posters_of_another_wall_and_none_twice(app: Flask) -> None:
    fill(app, *[{"template": "theirs"}] * 3, *[{"template": "ours"}] * 3)
    made_up = json.dumps(["hot", -1.0, 1, [1, 2, 4, 4, 5], []])
    after = base64.urlsafe_b64encode(made_up.encode()).decode().rstrip("=")
    with parts(app).database.read() as session:
        page = walls.wall_page(session, now=NOW, template="ours", after=after)
    assert [row.id for row in page.rows] == [4, 5]


def test_an_address_from_before_walls_were_fair_still_leads_on(app: Flask) -> None:
    fill(app, *[{}] * 30)
    old = base64.urlsafe_b64encode(json.dumps(["hot", 1e9, 1]).encode()).decode().rstrip("=")
    with parts(app).database.read() as session:
        assert len(walls.wall_page(session, now=NOW, after=old).rows) == PAGE


def test_a_newcomer_has_a_place_on_a_wall_of_favourites_until_it_was_seen_often_enough(app: Flask) -> None:
    fill(app, *[{"votes": 900, "template": f"t{number}"} for number in range(60)])
    code = publish(app, now=NOW - timedelta(hours=9))
    client = app.test_client()
    for _ in range(GUARANTEED - 1):
        assert shown(app, code) is not None
        parts(app).looks.count(code)
    assert f'data-bill="{code}" data-newcomer' in client.get("/").text
    page = client.get("/gallery").text
    assert f'data-bill="{code}" data-newcomer' in page
    assert tell(app, page, [code]) == 204
    assert shown(app, code) is None
    assert code not in client.get("/gallery").text


def test_the_neediest_newcomer_comes_first_and_of_equals_the_oldest(app: Flask) -> None:
    fill(app, *[{"votes": 900, "template": f"t{number}"} for number in range(60)])
    codes = [publish(app, f"Newcomer {number}", now=NOW - timedelta(hours=9)) for number in range(3)]
    parts(app).looks.count(codes[0], by=2)
    parts(app).looks.flush()
    page = app.test_client().get("/gallery").text
    order = [code for code in re.findall(r'data-bill="(\w+)" data-newcomer', page) if code in codes]
    assert order == [codes[1], codes[2], codes[0]]


def test_a_network_counts_once_a_minute_and_others_count_too(lite: Flask) -> None:
    code = publish(lite, now=now())
    page = lite.test_client().get("/gallery").text
    for address in ("192.0.2.1", "192.0.2.77", "198.51.100.1"):  # the first two are neighbours
        tell(lite, page, [code], address)
    assert shown(lite, code) in (2, 3)  # three where a minute ends in between


@pytest.mark.parametrize("breakage", ["seal", "code", "site", "none"])
def test_only_what_a_page_of_this_site_showed_is_counted(lite: Flask, breakage: str) -> None:
    code, other = publish(lite, "One", now=now()), "nobody1234"
    page = lite.test_client().get("/gallery").text
    if breakage == "seal":
        assert tell(lite, page.replace('data-shown="', 'data-shown="1'), [code]) == 204
    elif breakage == "code":
        assert tell(lite, page, [other]) == 204
    elif breakage == "site":
        assert tell(lite, page, [code], **{"Sec-Fetch-Site": "cross-site"}) == 403
    else:
        assert lite.test_client().post("/shown", headers=OWN).status_code == 204
    assert shown(lite, code) == 0


def test_a_seal_is_the_same_for_ten_minutes_and_good_for_an_hour() -> None:
    begun = NOW.replace(minute=0)
    seal = newcomers.seal(["b", "a"], "key", begun)
    assert seal == newcomers.seal(["a", "b"], "key", begun + timedelta(minutes=9))
    assert newcomers.sealed(seal, "key", begun + timedelta(minutes=69)) == {"a", "b"}
    assert newcomers.sealed(seal, "key", begun + timedelta(minutes=71)) == frozenset()
    assert newcomers.sealed(seal, "another", begun) == frozenset()


def test_a_hidden_poster_is_no_newcomer_and_a_restored_one_is(app: Flask) -> None:
    code, moderator = publish(app), sign_in(app)
    decide(moderator, code, "hide", "spam")
    assert shown(app, code) is None
    decide(moderator, code, "restore")
    assert shown(app, code) == 0


def test_looks_at_a_poster_that_has_gone_are_dropped(app: Flask) -> None:
    parts(app).looks.count("nobody1234")
    parts(app).looks.flush()
    assert shown(app, "nobody1234") is None


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
        session.add(Origin(poster_id=1, day=int(now().timestamp()) // 86400 - 1, network="x"))
    app.test_cli_runner().invoke(args=["collect-orphans"], catch_exceptions=False)
    with parts(app).database.read() as session:
        assert session.scalar(select(func.count()).select_from(Origin)) == 0


def test_the_page_of_the_formula_tells_the_numbers_that_are_in_force(lite: Flask) -> None:
    page = lite.test_client().get("/about/hot").text
    assert f"{GUARANTEED} impressions" in page
    assert "four of one template, three by one creator and two of one slogan" in page


def test_new_and_top_are_as_they_were(app: Flask) -> None:
    fill(app, *[{"votes": number, "template": "flood"} for number in range(30)])
    for sort in (Sort.NEW, Sort.TOP):
        assert walk(app, sort=sort) == [f"code{number}" for number in range(29, -1, -1)]


def test_the_heat_in_the_database_is_that_of_the_published_formula(app: Flask) -> None:
    """Read off the page, and worked out as it says, for votes cast in any order and taken back."""
    page = app.test_client().get("/about/hot").text
    formula = re.search(r'<p class="formula">(.*?)</p>', page)
    assert formula
    said = html.unescape(re.sub(r"</?sub>", "", formula.group(1)))
    shape = re.fullmatch(r"heat = log10\(the greater of 1 and votes\) \+ published ÷ ([\d,]+)", said)
    assert shape, said
    seconds = int(shape.group(1).replace(",", ""))
    fill(app, *[{"age": timedelta(hours=number)} for number in range(3)])
    caps = voting.Caps(1000, 1000)
    for number, (given, taken) in enumerate([(0, 0), (1, 1), (7, 2)]):
        for voter in range(given + taken):
            with parts(app).database.write() as session:
                voting.vote(
                    session,
                    f"code{number}",
                    f"v{voter % given}",
                    wanted=voter < given,
                    address="192.0.2.1",
                    caps=caps,
                    now=NOW,
                )
    with parts(app).database.read() as session:
        for row in session.scalars(select(Poster)):
            assert row.hot == pytest.approx(
                math.log10(max(1, row.votes)) + row.published.timestamp() / seconds, abs=1e-9
            )
        assert [row.votes for row in session.scalars(select(Poster).order_by(Poster.id))] == [0, 0, 5]


def paste(app: Flask, network: str | None, many: int = 1) -> list[str]:
    """New posters by one creator, rows alone; their codes."""
    with parts(app).database.read() as session:
        up = session.scalar(select(func.count()).select_from(Poster)) or 0
    fill(app, *[{"age": timedelta(hours=9), "template": f"p{up + number}"} for number in range(many)])
    with parts(app).database.write() as session:
        rows = session.scalars(select(Poster).where(Poster.id > up).order_by(Poster.id)).all()
        for row in rows:
            if network:
                session.add(Origin(poster_id=row.id, day=row.day, network=network))
                session.flush()
            newcomers.follow(session, row, None)
        return [row.code for row in rows]


def test_a_creators_heap_of_posters_leaves_newcomers_places_to_others(app: Flask) -> None:
    fill(app, *[{"votes": 900, "template": f"t{number}"} for number in range(60)])
    paste(app, "heap", walls.CANDIDATES + 6)
    others = [code for number in range(3) for code in paste(app, f"other{number}")]
    with parts(app).database.read() as session:
        page = walls.wall_page(session, now=NOW, newcomers=True)
    assert set(others) < {row.code for row in page.rows if row.template.startswith("p")}


def test_a_creators_next_poster_is_set_back_and_never_as_far_as_what_is_guaranteed(app: Flask) -> None:
    paste(app, "one", 12)
    paste(app, "two")
    paste(app, None, 2)
    with parts(app).database.read() as session:
        turns = session.scalars(select(Newcomer.turn).order_by(Newcomer.poster_id)).all()
    assert turns == [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 45, 45, 0, 0, 0]
