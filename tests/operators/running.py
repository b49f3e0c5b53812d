"""Runners of jobs as processes of their own, and what the database knows of them."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from billboard.infra.db import Database
from billboard.infra.jobs import JobName
from billboard.jobs import runs
from billboard.models import JobRun
from tests.paths import ROOT
from tests.servers.process import Server


class Known:
    """What is known of a site's jobs."""

    def __init__(self, url: str) -> None:
        self._database = Database(url)

    def leader(self) -> int:
        """The number of the process that runs them; 0 where none does."""
        with self._database.read() as session:
            return int((runs.leader(session) or "nobody:0:").split(":")[1])

    def run(self, name: JobName) -> JobRun | None:
        with self._database.read() as session:
            return session.get(JobRun, name.value)

    def outcome(self, name: JobName) -> str:
        run = self.run(name)
        return str(run.outcome) if run else ""

    def close(self) -> None:
        self._database.engine.dispose()


@contextmanager
def known(url: str) -> Iterator[Known]:
    jobs = Known(url)
    try:
        yield jobs
    finally:
        jobs.close()


def runner(environment: Mapping[str, str], log: Path, *options: str) -> Server:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "run-jobs", *options]
    return Server(command, log=log, cwd=ROOT, env=environment)
