"""What the jobs are, when they are due, and how they are run by hand."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import update

from billboard.core.rank.appeal import USUAL
from billboard.infra.jobs import LABELS, JobName
from billboard.jobs import runs
from billboard.models import Poster, Status
from billboard.operators.jobs import JOBS
from billboard.operators.timetable import Daily, Every
from billboard.posters import pictures, posters
from billboard.walls import evidence
from billboard.web.site import now
from tests.application import NOW, parts, publish, stored


def test_every_job_has_its_work_its_label_and_its_command(lite: Flask) -> None:
    assert set(JOBS) == set(LABELS) == set(JobName)
    commands = lite.test_cli_runner().invoke(args=["--help"]).output
    for name in JobName:
        assert f"\n  {name} " in commands


def test_turns_come_after_a_while_or_at_an_hour_of_the_day() -> None:
    assert Every(timedelta(minutes=5)).first(NOW) == NOW
    assert Every(timedelta(minutes=5)).after(NOW) == NOW + timedelta(minutes=5)
    nightly = Daily(time(3, 30))
    assert nightly.first(NOW) == datetime(2026, 5, 8, 3, 30, tzinfo=UTC)
    assert nightly.after(datetime(2026, 5, 8, 3, 29, 59, tzinfo=UTC)) == datetime(2026, 5, 8, 3, 30, tzinfo=UTC)
    assert nightly.after(datetime(2026, 5, 8, 3, 30, tzinfo=UTC)) == datetime(2026, 5, 9, 3, 30, tzinfo=UTC)


def take_down(app: Flask, code: str) -> None:
    """The row alone, as when the store is down."""
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == code).values(status=Status.HIDDEN))


def quarantined(app: Flask) -> int:
    return len([key for key in stored(app) if key.startswith("quarantine/")]) // len(pictures.KINDS)


def test_pictures_of_named_posters_are_moved_and_of_all_where_none_is_named(app: Flask) -> None:
    codes = [publish(app, word) for word in ("First", "Second", "Third")]
    for code in codes:
        take_down(app, code)
    work = JOBS[JobName.MOVE_PICTURES].work
    assert list(work(parts(app), NOW, codes=codes[:1])) == ["1 posters' pictures moved."]
    assert quarantined(app) == 1
    assert list(work(parts(app), NOW)) == ["2 posters' pictures moved."]
    assert quarantined(app) == 3
    assert list(work(parts(app), NOW)) == ["0 posters' pictures moved."]


def test_a_command_names_the_store_that_takes_no_pictures(lite: Flask, tmp_path: Path) -> None:
    take_down(lite, publish(lite))
    (tmp_path / "images" / "quarantine").write_text("in the way")
    said = lite.test_cli_runner().invoke(args=["move-pictures"])
    assert said.exit_code == 1
    assert said.output.startswith(f"Error: IMAGE_STORE: folder:{tmp_path / 'images'} does not take pictures: ")


def test_jobs_that_have_never_run_are_listed_as_nobodys(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["jobs"], catch_exceptions=False).output == "Run by nobody.\n"
    with parts(app).database.write() as session:
        runs.plan(session, {JobName.RECOUNT: None, JobName.RANK_DUELS: NOW}, now=NOW)
        runs.begin(session, JobName.RANK_DUELS, now=NOW)
        runs.end(session, JobName.RANK_DUELS, now=NOW + timedelta(seconds=3), error="TimeoutError")
    assert app.test_cli_runner().invoke(args=["jobs"], catch_exceptions=False).output.splitlines() == [
        "rank-duels\t2026-05-07 12:00:00\t3.0 s\tfailed (TimeoutError)\t2026-05-07 12:00:00\t-",
        "recount\t-\t-\t-\t-\t-",
        "Run by nobody.",
    ]


def test_what_is_to_be_expected_of_new_posters_is_found_every_hour(app: Flask) -> None:
    assert JOBS[JobName.FIND_EXPECTATIONS].when == Every(timedelta(hours=1))
    code, moment = publish(app, now=now()), now()
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == code).values(looks=4000, liked=800))
    assert list(JOBS[JobName.FIND_EXPECTATIONS].work(parts(app), moment)) == [
        "What is to be expected of new posters was found from 1 poster."
    ]
    with parts(app).database.read() as session:
        template = posters.find(session, code).template
        assert evidence.expected(session, template, moment) > 2 * USUAL
