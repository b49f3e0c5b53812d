"""Top of a period: by what a poster's appeal is at least, votes deciding where nothing else is known."""

from datetime import timedelta
from typing import Any

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import event, select, update

from billboard.core.errors import BadRequest
from billboard.core.rank import appeal
from billboard.core.rank.appeal import Evidence
from billboard.models import Poster
from billboard.walls import evidence, walls
from billboard.walls.choices import Period, Sort, WallChoices
from tests.application import NOW, parts
from tests.models.migrating import alembic_config
from tests.walls.filling import fill, tell, walk

PERIODS = [period for period in Period if period is not Period.ALL]


def row(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return session.scalars(select(Poster).where(Poster.code == code)).one()


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("query", ["", "slogan"])
def test_ten_of_ten_do_not_beat_900_of_1000(app: Flask, period: Period, query: str) -> None:
    fill(app, {}, {}, {})
    tell(app, "code0", 1000, 900)
    tell(app, "code1", 10, 10)
    tell(app, "code2", 4000, 1000)
    assert walk(app, sort=Sort.TOP, period=period, query=query) == ["code0", "code2", "code1"]
    assert walk(app, sort=Sort.TOP, period=Period.ALL, query=query) == ["code2", "code0", "code1"]


@pytest.mark.parametrize("period", PERIODS)
def test_votes_decide_among_posters_whose_looks_were_not_counted(app: Flask, period: Period) -> None:
    fill(app, {"votes": 3}, {"votes": 90}, {"votes": 3}, {}, {}, {})
    tell(app, "code4", 1000, 80)
    tell(app, "code5", 1000, 1)
    assert walk(app, sort=Sort.TOP, period=period) == ["code4", "code1", "code2", "code0", "code3", "code5"]


@pytest.mark.parametrize("period", PERIODS)
def test_pages_of_a_period_show_every_poster_once_whatever_is_known(app: Flask, period: Period) -> None:
    fill(app, *[{"votes": number % 5, "age": timedelta(minutes=number)} for number in range(70)])
    for number in range(40):
        tell(app, f"code{number}", 100 * (number % 7), number % 4)
    codes = walk(app, sort=Sort.TOP, period=period)
    assert sorted(codes) == sorted(f"code{number}" for number in range(70))
    with parts(app).database.read() as session:
        known = {each.code: (each.worth, each.votes, each.id) for each in session.scalars(select(Poster))}
    assert codes == sorted(codes, key=known.__getitem__, reverse=True)


@pytest.mark.parametrize("period", [Period.WEEK, Period.ALL])
def test_equals_are_known_from_one_page_to_the_next(app: Flask, period: Period) -> None:
    fill(app, *[{"votes": 9}] * 24, {"votes": 9}, {"votes": 2}, {"votes": 2}, {"votes": 1})
    with parts(app).database.read() as session:
        first = walls.wall_page(session, WallChoices(Sort.TOP, period), now=NOW)
        second = walls.wall_page(session, WallChoices(Sort.TOP, period, after=first.next or ""), now=NOW)
    assert first.level == {row.code for row in first.rows[1:]}
    assert [row.code in second.level for row in second.rows] == [True, False, True, False]


def test_other_orders_speak_of_no_equals(app: Flask) -> None:
    fill(app, *[{}] * 3)
    with parts(app).database.read() as session:
        pages = [walls.wall_page(session, WallChoices(sort), now=NOW) for sort in Sort if sort is not Sort.TOP]
    assert [page.level for page in pages] == [frozenset()] * 3


def test_a_cursor_of_top_ever_leads_nowhere_in_a_period_nor_the_other_way_round(app: Flask) -> None:
    fill(app, *[{}] * 30)
    for one, other in ((Period.ALL, Period.DAY), (Period.DAY, Period.ALL)):
        with parts(app).database.read() as session:
            after = walls.wall_page(session, WallChoices(Sort.TOP, one), now=NOW).next
            assert after
            with pytest.raises(BadRequest):
                walls.wall_page(session, WallChoices(Sort.TOP, other, after=after), now=NOW)


@pytest.mark.parametrize(("period", "index"), [(Period.DAY, "top_hour"), (Period.WEEK, "top_day")])
@pytest.mark.parametrize("template", ["", "one"])
def test_a_period_walks_the_indexes_of_its_buckets(lite: Flask, period: Period, index: str, template: str) -> None:
    fill(lite, *[{"age": timedelta(hours=number)} for number in range(30)])
    said: list[str] = []
    engine = parts(lite).database.engine

    def explain(_conn: Any, cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            said.extend(row[3] for row in cursor.fetchall())

    with parts(lite).database.read() as session:
        event.listen(engine, "before_cursor_execute", explain)
        walls.wall_page(session, WallChoices(Sort.TOP, period, template=template), now=NOW)
    ours = [each for each in said if "posters" in each]
    whole = f"ix_posters_{'template_' if template else ''}{index} "
    assert all(f"USING INDEX {whole}" in each for each in ours[1:])
    assert "INTEGER PRIMARY KEY" in ours[0]


def test_what_a_poster_is_worth_follows_what_is_known_of_it(app: Flask) -> None:
    fill(app, {}, {})
    assert row(app, "code0").worth == pytest.approx(appeal.lower(Evidence(), appeal.USUAL))
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == "code0").values(prior=0.08))
        evidence.record(session, {"code0": 40})
        changed = update(Poster).where(Poster.code == "code0").values(evidence.scored(NOW, liked=7))
        session.execute(changed.execution_options(synchronize_session=False))
    found = row(app, "code0")
    assert found.worth == pytest.approx(appeal.lower(Evidence(40, 7), 0.08), abs=1e-9)
    assert found.worth == pytest.approx(evidence.worth(found), abs=1e-9)
    assert found.hot == pytest.approx(appeal.bound(appeal.wary(Evidence(40, 7), 0.08), NOW.timestamp()), abs=1e-9)


def test_older_posters_stand_by_their_votes(app: Flask) -> None:
    fill(app, {"votes": 4}, {"votes": 60}, {}, {"votes": 900})
    url = parts(app).database.engine.url.render_as_string(hide_password=False)
    config = alembic_config(url)
    command.downgrade(config, "0045")
    command.upgrade(config, "head")
    config.attributes["engine"].dispose()
    for code in ("code0", "code3"):
        assert row(app, code).worth == pytest.approx(evidence.worth(row(app, code)), abs=1e-9)
    assert walk(app, sort=Sort.TOP, period=Period.WEEK) == ["code3", "code1", "code0", "code2"]
