"""Reports, and how they are weighed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from billboard.core.rank.urgency import PER_RANK
from billboard.models import Poster
from billboard.moderation import queue
from billboard.moderation.queue import View
from billboard.moderation.reasons import REASONS
from billboard.moderation.reports import TENTHS
from billboard.posters import posters
from tests.application import NOW, parts, publish
from tests.moderation.reporting import report


def test_reports_at_the_same_moment_are_all_counted(app: Flask) -> None:
    many = [publish(app) for _ in range(3)]
    together = Barrier(8)

    def complain(number: int) -> None:
        together.wait()
        for code in many:
            report(app, code, "spam", f"reporter{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(complain, range(8)))
    with parts(app).database.read() as session:
        standing = session.execute(select(Poster.open_reports, Poster.urgency)).all()
    assert [each.open_reports for each in standing] == [8] * 3
    assert len({each.urgency for each in standing}) == 1


def test_recount_mends_the_urgency_too(app: Flask) -> None:
    code = publish(app)
    report(app, code, "threat")
    with parts(app).database.write() as session:
        posters.find(session, code).urgency = 1
    done = app.test_cli_runner().invoke(args=["recount"], catch_exceptions=False)
    assert "1 of reports" in done.output
    with parts(app).database.read() as session:
        assert posters.find(session, code).urgency >= TENTHS * PER_RANK * REASONS["threat"].rank


def test_one_visitor_cannot_report_a_poster_twice(app: Flask) -> None:
    code = publish(app)
    report(app, code, "spam", note="first")
    report(app, code, "hate", note="second")
    with parts(app).database.read() as session:
        case = queue.page(session, View.REPORTED, now=NOW).cases[0]
    assert case.reasons == [("Hateful about who people are", 1)]
    assert case.notes == [("second", 1)]
