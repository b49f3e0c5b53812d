"""What is kept of the jobs: the last run of each, and when the next is due."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from billboard.infra.jobs import JobName
from billboard.jobs import runs
from billboard.models import JobRun
from billboard.models.jobs import Outcome
from tests.application import NOW, parts

SOON, LATER = NOW + timedelta(minutes=5), NOW + timedelta(hours=1)
FIRST = {JobName.MOVE_PICTURES: NOW, JobName.RANK_DUELS: LATER, JobName.RECOUNT: None}


def line(session: Session, name: JobName) -> JobRun:
    found = session.get(JobRun, name.value)
    assert found
    return found


def test_each_job_is_due_at_its_first_moment_and_then_as_it_says(app: Flask) -> None:
    database = parts(app).database
    with database.write() as session:
        runs.plan(session, FIRST, now=NOW)
        assert runs.due(session, now=NOW - timedelta(seconds=1)) == []
        assert runs.due(session, now=NOW) == [JobName.MOVE_PICTURES]
        runs.begin(session, JobName.MOVE_PICTURES, now=NOW, next_=SOON)
        assert runs.due(session, now=NOW) == []
        assert runs.due(session, now=LATER) == [JobName.MOVE_PICTURES, JobName.RANK_DUELS]


def test_the_last_run_is_kept_with_what_came_of_it(app: Flask) -> None:
    database = parts(app).database
    with database.write() as session:
        runs.plan(session, FIRST, now=NOW)
        runs.begin(session, JobName.MOVE_PICTURES, now=NOW, next_=SOON)
        assert line(session, JobName.MOVE_PICTURES).outcome is Outcome.RUNNING
    with database.write() as session:
        done = NOW + timedelta(seconds=2)
        runs.end(session, JobName.MOVE_PICTURES, now=done, said="3 posters' pictures moved.")
    with database.read() as session:
        [report, *_] = runs.reports(session)
        run = report.run
        assert (report.name, report.label) == (
            JobName.MOVE_PICTURES,
            "Move pictures of posters that were taken down or put back",
        )
        assert (run.begun, run.took, run.outcome, run.error, run.said, run.next) == (
            NOW,
            timedelta(seconds=2),
            Outcome.DONE,
            "",
            "3 posters' pictures moved.",
            SOON,
        )


def test_a_failure_is_kept_by_its_name_until_the_next_run(app: Flask) -> None:
    with parts(app).database.write() as session:
        runs.plan(session, FIRST, now=NOW)
        runs.begin(session, JobName.RECOUNT, now=NOW)
        runs.end(session, JobName.RECOUNT, now=SOON, error="StoreUnavailable" + "x" * 200)
        session.expire_all()
        failed = line(session, JobName.RECOUNT)
        assert (failed.outcome, failed.error[:16], len(failed.error)) == (Outcome.FAILED, "StoreUnavailable", 100)
        runs.begin(session, JobName.RECOUNT, now=SOON)
        runs.end(session, JobName.RECOUNT, now=SOON)
        session.expire_all()
        assert (failed.outcome, failed.error) == (Outcome.DONE, "")


def test_a_run_that_was_asked_for_does_not_put_off_the_turn_by_the_clock(app: Flask) -> None:
    with parts(app).database.write() as session:
        runs.plan(session, FIRST, now=NOW)
        runs.begin(session, JobName.MOVE_PICTURES, now=NOW)
        runs.end(session, JobName.MOVE_PICTURES, now=NOW)
        session.expire_all()
        assert line(session, JobName.MOVE_PICTURES).next == NOW


def test_who_takes_over_runs_at_once_what_was_cut_short(app: Flask) -> None:
    database = parts(app).database
    with database.write() as session:
        runs.plan(session, FIRST, now=NOW)
        runs.begin(session, JobName.MOVE_PICTURES, now=NOW, next_=LATER)
        runs.begin(session, JobName.RECOUNT, now=NOW)
    with database.write() as session:
        runs.plan(session, FIRST, now=SOON)
        assert runs.due(session, now=SOON) == [JobName.MOVE_PICTURES]
        cut_short = line(session, JobName.MOVE_PICTURES)
        assert (cut_short.outcome, cut_short.error, cut_short.ended) == (Outcome.FAILED, "Interrupted", SOON)
        assert line(session, JobName.RECOUNT).next is None
        assert line(session, JobName.RANK_DUELS).next == LATER


def test_jobs_that_there_are_no_more_leave_and_new_ones_come(app: Flask) -> None:
    with parts(app).database.write() as session:
        session.add(JobRun(name="water-the-plants", next=NOW, error="", said=""))
        session.flush()
        runs.plan(session, {JobName.RECOUNT: None}, now=NOW)
        assert [report.name for report in runs.reports(session)] == [JobName.RECOUNT]
        assert session.get(JobRun, "water-the-plants") is None
        runs.plan(session, FIRST, now=NOW)
        assert {report.name for report in runs.reports(session)} == set(FIRST)
