"""Newcomers: who is one, and whose turn it is."""

import re
from datetime import timedelta

from flask import Flask
from sqlalchemy import event, func, select, text

from billboard.core.rank.fairness import GUARANTEED
from billboard.models import Newcomer, Origin, Poster, State
from billboard.walls import evidence, guaranteed_views, hot_statements, walls
from billboard.walls.choices import WallChoices
from tests.application import NOW, decide, parts, publish, sign_in
from tests.campaigns.campaigning import campaign, enter, set_state
from tests.walls.filling import fill
from tests.walls.looking import tell


def shown(app: Flask, code: str) -> int | None:
    parts(app).looks.flush()
    with parts(app).database.read() as session:
        return session.scalar(
            select(Newcomer.shown).join(Poster, Poster.id == Newcomer.poster_id).where(Poster.code == code)
        )


def test_a_newcomer_has_a_place_on_a_wall_of_favourites_until_it_was_seen_often_enough(app: Flask) -> None:
    fill(app, *[{"votes": 900, "looks": 4000, "template": f"t{number}"} for number in range(60)])
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
    fill(app, *[{"votes": 900, "looks": 4000, "template": f"t{number}"} for number in range(60)])
    codes = [publish(app, f"Newcomer {number}", now=NOW - timedelta(hours=9)) for number in range(3)]
    parts(app).looks.count(codes[0], by=2)
    parts(app).looks.flush()
    page = app.test_client().get("/gallery").text
    order = [code for code in re.findall(r'data-bill="(\w+)" data-newcomer', page) if code in codes]
    assert order == [codes[1], codes[2], codes[0]]


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
            guaranteed_views.on_status_change(session, row, None)
        return [row.code for row in rows]


def test_a_creators_heap_of_posters_leaves_newcomers_places_to_others(app: Flask) -> None:
    fill(app, *[{"votes": 900, "looks": 4000, "template": f"t{number}"} for number in range(60)])
    paste(app, "heap", hot_statements.NEEDIEST + 6)
    others = [code for number in range(3) for code in paste(app, f"other{number}")]
    with parts(app).database.read() as session:
        page = walls.wall_page(session, WallChoices(), now=NOW, newcomers=True)
    assert set(others) < {row.code for row in page.rows if row.template.startswith("p")}


def test_a_creators_next_poster_is_set_back_and_never_as_far_as_what_is_guaranteed(app: Flask) -> None:
    paste(app, "one", 22)
    paste(app, "two")
    paste(app, None, 2)
    with parts(app).database.read() as session:
        turns = session.scalars(select(Newcomer.turn).order_by(Newcomer.poster_id)).all()
    assert turns == [*range(0, 95, 5), 95, 95, 95, 0, 0, 0]


def test_posters_of_a_campaign_that_has_ended_leave_the_newcomers_queue(app: Flask) -> None:
    campaign(app)
    theirs, other = enter(app), publish(app, "Elsewhere altogether")
    set_state(app, State.FROZEN)
    assert shown(app, theirs) == 0
    set_state(app, State.ENDED)
    assert shown(app, theirs) is None
    assert shown(app, other) == 0


def test_looks_lock_posters_in_the_order_in_which_duels_do(lite: Flask) -> None:
    fill(lite, *[{}] * 3)
    locked = list[int]()

    def lock(_conn: object, _cursor: object, statement: str, values: tuple[object, ...], *_rest: object) -> None:
        if statement.startswith("UPDATE posters"):
            number = values[-1]
            assert isinstance(number, int)
            locked.append(number)

    with parts(lite).database.write() as session:
        session.execute(text("UPDATE posters SET code = 'z' || (9 - id)"))
        event.listen(parts(lite).database.engine, "before_cursor_execute", lock)
        evidence.record(session, {f"z{number}": 1 for number in (6, 7, 8)})
    assert locked == [1, 2, 3]
