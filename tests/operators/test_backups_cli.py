"""Backups by command and by the clock."""

from datetime import time
from pathlib import Path

import pytest
from flask import Flask

from billboard.infra.jobs import JobName
from billboard.infra.queue import HueyQueue
from billboard.jobs import runs
from billboard.models import JobRun, LogLine
from billboard.operators.jobs import JOBS
from billboard.operators.runner import JobFailed, Runner
from billboard.operators.timetable import Daily, turns
from tests.application import NOW, MakeApp, parts, publish


def run(app: Flask, *words: str) -> tuple[int, str]:
    said = app.test_cli_runner().invoke(args=[*words])
    return said.exit_code, said.output


def test_backups_are_made_listed_verified_and_put_back_by_command(
    lite: Flask, make_app: MakeApp, tmp_path: Path
) -> None:
    publish(lite)
    kept = str(tmp_path / "kept")
    code, said = run(lite, "backup", kept)
    assert (code, "3 pictures (" in said, "every one holds." in said) == (0, True, True)
    name = run(lite, "backups", kept)[1].split("\t")[0]
    assert run(lite, "backup-verify", kept)[1].startswith(f"{name} holds: ")
    assert run(lite, "restore", kept) == (
        1,
        "Error: This site is not empty. A restore throws away what it has: say --replace if that is what you want.\n",
    )
    other = make_app(
        database_url=f"sqlite:///{tmp_path / 'o.db'}",
        image_store=f"folder:{tmp_path / 'o'}",
        backup_place=f"folder:{kept}",
        secret_key="another-one-of-32-characters-or-so",
    )
    code, said = run(other, "restore", "--backup", name)
    assert (code, "under another SECRET_KEY" in said) == (0, True)
    assert run(make_app(database_url=f"sqlite:///{tmp_path / 'none.db'}"), "backup", kept) == (
        1,
        "Error: The database has no tables yet.\n",
    )
    assert run(lite, "backup") == (1, "Error: Say where to, folder:PATH or s3://BUCKET/PREFIX, or set BACKUP_PLACE.\n")
    assert run(lite, "backup-verify", str(tmp_path / "none")) == (1, "Error: There is no backup in this place.\n")


def test_they_are_a_job_at_an_hour_where_a_place_is_set(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(backup_place=f"folder:{tmp_path / 'kept'}", backup_hour=5)
    site = parts(app)
    assert turns(JOBS[JobName.BACKUP].when, site.environment) == Daily(time(5))
    assert "every one holds." in " ".join(JOBS[JobName.BACKUP].work(site, NOW))
    assert "deleted 14 days later." in " ".join(app.test_client().get("/about/privacy").text.split())
    assert "Copies against accidents" not in make_app().test_client().get("/about/privacy").text
    with site.database.read() as session:
        line = session.query(LogLine).one()
        assert (line.did, line.rule, line.moderator_id) == ("backup", "timetable", None)
    assert turns(JOBS[JobName.BACKUP].when, parts(make_app()).environment) is None


def test_a_job_is_planned_anew_when_a_setting_says_another_hour_or_never(lite: Flask) -> None:
    early, late = Daily(time(13)).first(NOW), Daily(time(14)).first(NOW)
    for planned in (None, late, early, None):
        with parts(lite).database.write() as session:
            runs.plan(session, {JobName.BACKUP: planned}, now=NOW)
        with parts(lite).database.read() as session:
            found = session.get(JobRun, JobName.BACKUP.value)
            assert found
            assert found.next == planned


def test_a_job_that_is_refused_says_what_to_do(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    app = make_app(backup_place=f"folder:{tmp_path / 'file'}")
    Runner(app)
    queue = parts(app).jobs
    assert isinstance(queue, HueyQueue)
    with pytest.raises(JobFailed):
        queue.perform(JobName.BACKUP, {})
    with parts(app).database.read() as session:
        run = session.get(JobRun, JobName.BACKUP.value)
        assert run
        assert (run.error, run.said) == ("PlaceUnavailable", "The place of the backups cannot be used: File exists.")
