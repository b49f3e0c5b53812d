"""How many see a poster now."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import event

from billboard.core.rank.urgency import Exposure
from billboard.models import Newcomer, RecentVote
from billboard.moderation import exposures, queue
from billboard.posters import posters
from tests.application import NOW, parts, publish
from tests.moderation.reporting import codes, report


def vote(app: Flask, code: str, votes: int, at: datetime) -> None:
    with parts(app).database.write() as session:
        poster = posters.find(session, code)
        poster.votes += votes
        for number in range(votes):
            voter = f"{code}{at:%H%M}{number}"
            row = RecentVote(poster_id=poster.id, voter=voter, rival_id=0, network="n", is_new=False, at=at)
            session.add(row)


def shown(app: Flask, code: str, times: int) -> None:
    with parts(app).database.write() as session:
        found = session.get(Newcomer, posters.find(session, code).id)
        assert found
        found.shown = times


def exposure(app: Flask, code: str, now: datetime) -> Exposure:
    with parts(app).database.read() as session:
        poster = posters.find(session, code)
        return exposures.of(session, [poster], now)[poster.id]


def test_votes_of_the_last_hour_count_and_those_before_do_not(app: Flask) -> None:
    once, now_ = publish(app, "Kippers at dawn"), publish(app, "Marmalade at noon")
    vote(app, once, 40, NOW)
    late = NOW + timedelta(hours=2)
    vote(app, now_, 5, late - timedelta(minutes=10))
    assert (exposure(app, once, late).votes, exposure(app, now_, late).votes) == (0, 5)
    for code in (now_, once):
        report(app, code, "spam", address="198.51.100.7", reporter=code, now=late)
    assert codes(app) == [now_, once]


def test_views_of_newcomers_count_by_the_hour(app: Flask) -> None:
    seen, unseen = publish(app, "Kippers at dawn"), publish(app, "Marmalade at noon")
    shown(app, seen, 60)
    assert exposure(app, seen, NOW + timedelta(hours=2)).views_an_hour == 30
    assert exposure(app, seen, NOW).views_an_hour == 60
    assert exposure(app, unseen, NOW) == Exposure(0, 0)
    for code in (seen, unseen):
        report(app, code, "spam", address="198.51.100.7", reporter=code)
    assert codes(app) == [seen, unseen]


def test_a_case_says_how_many_see_it_now(app: Flask) -> None:
    code = publish(app)
    vote(app, code, 3, NOW)
    shown(app, code, 50)
    assert exposure(app, code, NOW).points > 0
    report(app, code, "spam")
    with parts(app).database.read() as session:
        (case,) = queue.page(session, queue.View.REPORTED, now=NOW).cases
    assert {"3 votes within the hour", "about 50 views an hour as a newcomer"} <= {*case.because}


def test_however_many_posters_take_one_statement(app: Flask) -> None:
    every = [publish(app, f"Kippers in {number} streets") for number in range(12)]
    statements = []
    engine = parts(app).database.engine
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    with parts(app).database.read() as session:
        rows = [posters.find(session, code) for code in every]
        statements.clear()
        assert len(exposures.of(session, rows, NOW)) == 12
    assert len([each for each in statements if each.startswith("SELECT")]) == 1
