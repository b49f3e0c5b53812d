"""The runner of jobs as a process: one leads, it is seen to, and it does what is due and what was asked for."""

import os
import signal
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from billboard.infra.jobs import JobName
from tests.operators.running import Known, known, runner
from tests.paths import ROOT
from tests.servers.process import Server, free_port, lives
from tests.servers.site import Site, Sites
from tests.waiting import wait_until

BY_THE_CLOCK = (JobName.MOVE_PICTURES, JobName.COLLECT_ORPHANS, JobName.EXPIRE, JobName.SEND_ROUNDUP)
ASK = """
from billboard.infra.jobs import JobName
from billboard.web.site import current_site
print("queued:", current_site().jobs.enqueue(JobName.RECOUNT))

"""


@pytest.fixture(params=["sqlite", "postgresql"])
def prepared(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A site that is not served: a database with its tables, and settings."""
    environment = {}
    if request.param == "postgresql":
        environment["DATABASE_URL"] = request.getfixturevalue("postgres_url")
    site = Site(tmp_path, environment)
    site.flask("migrate")
    return site


@pytest.fixture
def jobs(prepared: Site) -> Iterator[Known]:
    with known(prepared.environment["DATABASE_URL"]) as jobs:
        yield jobs


def test_of_two_runners_one_works_and_the_other_takes_over(prepared: Site, jobs: Known, tmp_path: Path) -> None:
    files = [tmp_path / f"alive-{number}" for number in range(2)]
    runners = [
        runner(prepared.environment, tmp_path / f"log-{number}", "--alive", str(file))
        for number, file in enumerate(files)
    ]
    try:
        wait_until(lambda: all(file.exists() for file in files))
        wait_until(lambda: jobs.leader() != 0)
        [leader] = [each for each in runners if each.process.pid == jobs.leader()]
        [other] = [each for each in runners if each is not leader]
        wait_until(lambda: all(jobs.outcome(name) == "done" for name in BY_THE_CLOCK))
        assert "jobs are run here" in leader.log.read_text()
        assert "jobs are run here" not in other.log.read_text()
        nightly, asked_for = jobs.run(JobName.RANK_DUELS), jobs.run(JobName.RECOUNT)
        assert nightly
        assert nightly.next
        assert (nightly.next.hour, nightly.next.minute, nightly.begun) == (3, 30, None)
        assert asked_for
        assert (asked_for.next, asked_for.begun) == (None, None)

        leader.process.kill()
        wait_until(lambda: jobs.leader() == other.process.pid)
        other.process.send_signal(signal.SIGTERM)
        assert other.process.wait(30) == 0
        assert jobs.leader() == 0  # given back: the next one need not wait
    finally:
        for each in runners:
            each.stop()


def test_a_job_that_fails_is_noted_and_keeps_no_other_from_running(tmp_path: Path) -> None:
    site = Site(
        tmp_path,
        {"IMAGE_STORE": "s3://bucket/posters", "S3_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}"}
        | {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"},
    )
    site.flask("migrate")
    process = runner(site.environment, tmp_path / "log")
    try:
        with known(site.environment["DATABASE_URL"]) as jobs:
            wait_until(lambda: jobs.outcome(JobName.COLLECT_ORPHANS) == "failed")
            failed = jobs.run(JobName.COLLECT_ORPHANS)
            assert failed
            assert (failed.error, failed.said) == ("StoreUnavailable", "0 posters' pictures moved.")
            assert failed.next
            assert failed.begun
            assert failed.next > failed.begun
            wait_until(lambda: jobs.outcome(JobName.EXPIRE) == "done")
    finally:
        process.stop()
    assert '"a job failed", "job": "collect-orphans", "error": "StoreUnavailable"' in process.log.read_text()


def test_jobs_run_by_the_clock_while_the_queue_is_down(tmp_path: Path) -> None:
    site = Site(tmp_path, {"VALKEY_URL": f"valkey://127.0.0.1:{free_port()}"})
    site.flask("migrate")
    process = runner(site.environment, tmp_path / "log")
    try:
        with known(site.environment["DATABASE_URL"]) as jobs:
            wait_until(lambda: all(jobs.outcome(name) == "done" for name in BY_THE_CLOCK))
        assert "queued: False" in site.flask("shell", text=ASK)
    finally:
        process.stop()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "valkey"])
def test_what_a_worker_asks_for_is_done_by_the_servers_runner(
    kind: str, live_server: Sites, request: pytest.FixtureRequest
) -> None:
    settings = {"RUN_JOBS": "yes", "WEB_CONCURRENCY": "1"}
    if kind == "postgresql":
        settings["DATABASE_URL"] = request.getfixturevalue("postgres_url")
    if kind == "valkey":
        settings["VALKEY_URL"] = request.getfixturevalue("valkey_url")
    site = live_server(settings)
    with known(site.environment["DATABASE_URL"]) as jobs:
        wait_until(lambda: jobs.leader() != 0)
        assert "queued: True" in site.flask("shell", text=ASK)
        wait_until(lambda: jobs.outcome(JobName.RECOUNT) == "done")
        assert "recount" in site.flask("jobs")
    site.stop()  # before its database goes


def test_the_servers_runner_comes_back_when_it_is_killed_and_ends_with_the_server(live_server: Sites) -> None:
    site = live_server({"RUN_JOBS": "yes", "WEB_CONCURRENCY": "1"})
    assert site.server
    with known(site.environment["DATABASE_URL"]) as jobs:
        wait_until(lambda: jobs.leader() != 0)
        first = jobs.leader()
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: jobs.leader() not in (0, first))
        second = jobs.leader()
        assert site.answers()
        os.kill(second, signal.SIGTERM)  # whoever ends it, the server wants it
        wait_until(lambda: jobs.leader() not in (0, first, second))
        third = jobs.leader()
        site.server.process.send_signal(signal.SIGTERM)
        assert site.server.process.wait(30) == 0
        assert not lives(third)
        assert jobs.leader() == 0


def test_the_servers_runner_does_not_outlive_a_server_that_is_killed(live_server: Sites) -> None:
    site = live_server({"RUN_JOBS": "yes", "WEB_CONCURRENCY": "1"})
    assert site.server
    with known(site.environment["DATABASE_URL"]) as jobs:
        wait_until(lambda: jobs.leader() != 0)
        process = jobs.leader()
        site.server.process.kill()
        wait_until(lambda: not lives(process))
        assert jobs.leader() == 0


DYING = """
import sys, time
from pathlib import Path
from billboard.operators.keeper import Keeper

def die():
    with Path(sys.argv[1]).open("a") as file:
        file.write(f"{time.monotonic()}\\n")

keeper = Keeper(die)
keeper.listen()
keeper.start()
while True:
    time.sleep(60)
"""


def test_a_process_that_dies_at_once_is_begun_ever_later(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    begun.touch()
    server = Server([sys.executable, "-c", DYING, begun], log=tmp_path / "log", env={"PYTHONPATH": str(ROOT)})
    try:
        server.wait_until(lambda: len(begun.read_text().splitlines()) == 4)
        moments = [float(line) for line in begun.read_text().splitlines()]
        pauses = [after - before for before, after in pairwise(moments)]
        assert all(pause >= least for pause, least in zip(pauses, (1, 2, 4), strict=True))
    finally:
        server.stop()
