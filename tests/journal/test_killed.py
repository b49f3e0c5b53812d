"""Processes that are killed while they decide: no act without its line, no line without its act."""

import random
import subprocess
import sys
import time
from pathlib import Path

from flask import Flask
from sqlalchemy import Select, func, select

from billboard.infra.config import ROOT
from billboard.models import Decision, LogLine
from tests.application import parts, publish, sign_in
from tests.journal.tampering import first_problem

ENOUGH = 500  # decisions
A_ROUND = 0.1  # seconds, about, for a few decisions and taking them back


def test_no_act_is_without_its_line_and_no_line_without_its_act_whenever_processes_are_killed(
    app: Flask, tmp_path: Path
) -> None:
    sign_in(app)
    for _ in range(20):
        publish(app)
    url = parts(app).database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.journal.deciding", url, str(tmp_path / "images")]
    moments, killed = random.Random(11), 0
    while _decisions(app) < ENOUGH or killed < 3:
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(moments.randrange(3, 20)):
                assert process.stdout.readline() == "decided\n"
            time.sleep(moments.uniform(0, A_ROUND))  # what is tested is that the moment does not matter
            assert process.poll() is None, "it decides until it is killed"
            process.kill()
        killed += 1
        with parts(app).database.read() as session:
            lines = select(func.count()).select_from(LogLine).where(LogLine.decision_id.is_not(None))
            assert session.scalar(select(lines.scalar_subquery() - _count().scalar_subquery())) == 0
    assert first_problem(app) == ""


def _decisions(app: Flask) -> int:
    with parts(app).database.read() as session:
        return session.scalar(_count()) or 0


def _count() -> Select[int]:
    return select(func.count()).select_from(Decision)
