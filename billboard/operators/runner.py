"""The process that runs the jobs: those whose turn it is by the clock, and those that were asked for.

Of however many are started one leads and the others wait for its lease. By the clock jobs run whatever becomes of the
queue; what was asked for is taken from it by huey's workers, with their retries.
"""

import logging
import os
import signal
import threading
import traceback
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from flask import Flask
from huey.consumer import Consumer
from sqlalchemy.exc import SQLAlchemyError

from billboard.core.errors import Refused, StoreUnavailable
from billboard.infra.jobs import Argument, JobName
from billboard.infra.queue import HueyQueue
from billboard.jobs import runs
from billboard.jobs.lease import Candidate
from billboard.operators.jobs import JOBS
from billboard.operators.timetable import turns
from billboard.web.site import Site, now

BEAT = 3.0  # seconds between two looks at the lease and the clock
WORKERS = 2  # threads for what was asked for
GRACE = 6.0  # seconds that jobs under way get to end
IDLE, BROKEN = 1.0, 10.0  # seconds at most until an empty queue is asked again, and one that does not answer
logger = logging.getLogger("billboard.jobs")


class JobFailed(Exception):
    """It is noted already of what; a retry is all that is left to do."""


class Runner:
    def __init__(self, app: Flask) -> None:
        site = app.extensions["billboard"]
        assert isinstance(site, Site)
        assert isinstance(site.jobs, HueyQueue)
        self._app, self._site, self._queue = app, site, site.jobs
        self._queue.perform = self._perform
        self._candidate = Candidate(site.database)
        self._leads, self._reachable = False, True
        self._consumer: Consumer | None = None
        self._turns: dict[JobName, threading.Thread] = {}
        self._signals: SimpleQueue[int] = SimpleQueue()  # which a signal's handler may use without fear

    def run(self, *, alive: Path | None = None, parent: int | None = None) -> None:
        """Until SIGTERM, SIGINT or the end of the process `parent`; touches the file `alive` meanwhile."""
        self._listen()
        try:
            while parent is None or os.getppid() == parent:
                self._beat()
                if alive:
                    alive.touch()
                if self._told_to_stop():
                    break
        finally:
            self._step_down()

    def _listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: self._signals.put(number))

    def _told_to_stop(self) -> bool:
        try:
            self._signals.get(timeout=BEAT)
        except Empty:
            return False
        return True

    def _beat(self) -> None:
        try:
            held = self._candidate.hold()
            if held and not self._leads:
                self._lead()
            if held:
                self._start_turns()
            self._reachable = True
        except SQLAlchemyError as error:
            if self._reachable:
                logger.warning("jobs wait for the database", extra={"error": type(error).__name__})
            self._reachable = False
            held = self._leads and not self._candidate.lost()
        if self._leads and not held:
            self._step_down()
        if self._leads:
            self._consume()

    def _lead(self) -> None:
        moment = now()
        when = {name: turns(job.when, self._site.environment) for name, job in JOBS.items()}
        first = {name: each.first(moment) if each else None for name, each in when.items()}
        with self._site.database.write() as session:
            runs.plan(session, first, now=moment)
        self._leads = True
        logger.info("jobs are run here", extra={"runner": self._candidate.name})

    def _start_turns(self) -> None:
        with self._site.database.read() as session:
            due = runs.due(session, now=now())
        for name in due:
            if name not in self._turns or not self._turns[name].is_alive():
                self._turns[name] = threading.Thread(target=self._turn, args=(name,), daemon=True)
                self._turns[name].start()

    def _consume(self) -> None:
        """Begin to take what was asked for, or see to the threads that do. A queue that is down is tried again."""
        try:
            if self._consumer is None:
                delay = BROKEN if self._queue.huey.storage.blocking else IDLE
                consumer = Consumer(
                    self._queue.huey, WORKERS, periodic=False, max_delay=delay, shutdown_timeout=GRACE / 2
                )
                consumer.start()
                self._listen()  # it listens to signals itself, and this loop knows better when to stop
                self._consumer = consumer
            self._consumer.check_worker_health()
        except Exception as error:  # noqa: BLE001 of whatever kind the queue's place is
            logger.warning("the queue of jobs cannot be opened", extra={"error": type(error).__name__})

    def _step_down(self) -> None:
        deadline = monotonic() + GRACE
        if self._consumer is not None:
            self._consumer.stop(graceful=True)
            self._consumer = None
        for turn in self._turns.values():
            turn.join(max(0.0, deadline - monotonic()))
        if self._leads:
            self._leads = False
            logger.info("jobs are no longer run here", extra={"runner": self._candidate.name})
        try:
            self._candidate.release()
        except SQLAlchemyError as error:  # it will be seen to be abandoned
            logger.warning("the jobs' lease could not be given back", extra={"error": type(error).__name__})

    def _turn(self, name: JobName) -> None:
        when = turns(JOBS[name].when, self._site.environment)
        try:
            self._perform(name, {}, next_=when.after(now()) if when else None)
        except JobFailed:
            pass
        except SQLAlchemyError as error:
            logger.warning("a job could not be noted", extra={"job": name.value, "error": type(error).__name__})

    def _perform(self, name: JobName, arguments: Mapping[str, Argument], next_: datetime | None = None) -> None:
        """Raises JobFailed, and SQLAlchemyError where nothing can be noted of it."""
        with self._site.database.write() as session:
            runs.begin(session, name, now=now(), next_=next_)
        said, error = self._work(name, arguments)
        with self._site.database.write() as session:
            runs.end(session, name, now=now(), said=" ".join(said), error=error)
        if error:
            raise JobFailed(f"{name}: {error}")

    def _work(self, name: JobName, arguments: Mapping[str, Any]) -> tuple[list[str], str]:
        """What it has done, and the name of what it failed of."""
        said: list[str] = []
        try:
            with self._app.app_context():
                for sentence in JOBS[name].work(self._site, now(), **arguments):
                    said.append(sentence)
        except Exception as failure:  # noqa: BLE001 one job's fault is no other's
            if isinstance(failure, Refused) and not isinstance(
                failure, StoreUnavailable
            ):  # whose words are for visitors
                said.append(failure.message)
            # Where, but not what it says: a message may quote what somebody typed.
            where = "".join(traceback.format_tb(failure.__traceback__))
            error = type(failure).__name__
            logger.error("a job failed", extra={"job": name.value, "error": error, "where": where})
            return said, error
        return said, ""
