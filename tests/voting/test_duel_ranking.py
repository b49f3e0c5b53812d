"""The strengths that all duels together make."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from billboard.core.rank import strength
from billboard.core.rank.strength import Meeting
from billboard.models import Duel, Poster
from billboard.voting.duels import Pick
from billboard.walls.choices import Sort
from tests.application import NOW, parts
from tests.voting.duelling import judge, pair, row, slogans
from tests.walls.filling import fill, tell, walk


def test_ranking_sets_the_strengths_that_all_duels_make_likeliest(app: Flask) -> None:
    slogans(app, 3)
    for number in range(12):
        judge(app, pair(app, f"v{number}").token, (Pick.LEFT, Pick.RIGHT, Pick.SKIP)[number % 3], f"v{number}")
    with parts(app).database.read() as session:
        rows = session.scalars(select(Duel).where(Duel.low_won.is_not(None))).all()
    exact = strength.fit(Meeting(d.low_id, d.high_id, int(bool(d.low_won)), int(not d.low_won)) for d in rows)
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(strength=9.0))
    done = app.test_cli_runner().invoke(args=["rank-duels"], catch_exceptions=False)
    assert "3 strengths changed" in done.output
    for number in range(3):
        poster = row(app, f"code{number}")
        assert poster.strength == pytest.approx(exact.get(poster.id, 0.0), abs=1e-5)
    assert "0 strengths changed" in app.test_cli_runner().invoke(args=["rank-duels"]).output


def test_recount_mends_duels_and_strengths_that_drifted(app: Flask) -> None:
    slogans(app, 3)
    judge(app, pair(app).token)
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(strength=9.0, duels=7))
    done = app.test_cli_runner().invoke(args=["recount"], catch_exceptions=False)
    assert "3 of duels were wrong" in done.output
    fought = sorted((row(app, f"code{number}").duels, row(app, f"code{number}").strength) for number in range(3))
    assert [duels for duels, _ in fought] == [0, 1, 1]
    assert fought[0] == (0, 0.0)
    assert fought[1][1] == pytest.approx(-fought[2][1], abs=1e-5)


def test_the_order_of_duels_is_strongest_first_and_within_a_template_and_a_search_too(app: Flask) -> None:
    fill(app, *[{"text": f"promise {'kept' if number < 3 else 'made'}"} for number in range(6)])
    fill(app, *[{"text": "promise kept", "template": "two"}] * 2)
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code.in_(["code2", "code7"])).values(strength=1.5))
        session.execute(update(Poster).where(Poster.code == "code4").values(strength=2.5))
        session.execute(update(Poster).where(Poster.code == "code1").values(strength=-0.5))
    assert walk(app, sort=Sort.DUEL) == ["code4", "code7", "code2", "code6", "code5", "code3", "code0", "code1"]
    assert walk(app, sort=Sort.DUEL, template="two") == ["code7", "code6"]
    assert walk(app, sort=Sort.DUEL, query="kept") == ["code7", "code2", "code6", "code0", "code1"]


def test_how_well_a_strength_is_known_is_counted_at_once_and_found_exactly_by_the_job(app: Flask) -> None:
    slogans(app, 3)
    for number in range(30):
        judge(app, pair(app, f"v{number}").token, (Pick.LEFT, Pick.RIGHT)[number % 2], f"v{number}")
    counted = {each.id: each for each in (row(app, f"code{number}") for number in range(3))}
    with parts(app).database.read() as session:
        rows = session.scalars(select(Duel)).all()
    met = [Meeting(duel.low_id, duel.high_id, int(bool(duel.low_won)), int(not duel.low_won)) for duel in rows]
    exact = strength.known(met, strength.fit(met))
    assert all(1 < poster.information < strength.UNFOUGHT + poster.duels / 4 for poster in counted.values())
    app.test_cli_runner().invoke(args=["rank-duels"], catch_exceptions=False)
    for number in range(3):
        poster = row(app, f"code{number}")
        assert poster.information == pytest.approx(exact[poster.id], rel=1e-3)


def test_the_job_says_where_duels_and_votes_disagree_and_takes_it_back(app: Flask) -> None:
    many = 24
    slogans(app, many)
    for number in range(many):
        tell(app, f"code{number}", 4000, 40 * number + 40 if number else 2000)
    with parts(app).database.write() as session:
        ids = list(session.scalars(select(Poster.id).order_by(Poster.id)))
        session.execute(update(Poster).values(duels=many))
        fought = [
            Duel(voter=f"v{turn}", low_id=low, high_id=high, low_won=turn == 0, made=NOW)
            for at, low in enumerate(ids)
            for high in ids[at + 1 :]
            for turn in range(7)
        ]
        session.add_all(fought)
    app.test_cli_runner().invoke(args=["rank-duels"], catch_exceptions=False)
    assert [row(app, f"code{number}").at_odds for number in range(many)] == [-1] + [0] * (many - 1)
    tell(app, "code0", 4000, 20)
    app.test_cli_runner().invoke(args=["rank-duels"], catch_exceptions=False)
    assert row(app, "code0").at_odds == 0
