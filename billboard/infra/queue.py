"""The queue of jobs, kept by huey."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from billboard.infra.config import Settings
from billboard.infra.jobs import Argument, JobName
from billboard.infra.patience import wait_at_most

if TYPE_CHECKING:
    from huey.api import Huey, TaskWrapper

STORAGE = "billboard.infra.queue_storage"  # it is large, and few workers ever ask for a job
PATIENCE = 0.2  # seconds that whoever asks for a job waits
HANGING = 4  # attempts that may hang at the same time; further ones are given up at once
MOST = 10_000  # jobs that wait; where nobody takes any, more are not kept
RETRIES, DELAY, BACKOFF = 5, 10, 2  # a job that fails is tried again after 10, 20, 40, 80 and 160 seconds
logger = logging.getLogger("billboard.jobs")
Perform = Callable[[JobName, Mapping[str, Argument]], None]


class QueueFull(Exception):
    """Nobody takes jobs from it."""


class HueyQueue:
    """Opens its place when it is first used, so that no connection is made before workers are forked.

    `perform` is what the runner of jobs does with one; elsewhere jobs are only put in.
    """

    def __init__(self, settings: Settings) -> None:
        self.perform: Perform = _nobody
        self._settings = settings
        self._attempts = threading.BoundedSemaphore(HANGING)

    @cached_property
    def huey(self) -> Huey:
        from billboard.infra.queue_storage import open_huey

        huey = open_huey(self._settings)
        self._ask: TaskWrapper = huey.task(name="job", retries=RETRIES, retry_delay=DELAY, retry_backoff=BACKOFF)(
            self._job
        )
        return huey

    def enqueue(self, name: JobName, **arguments: Argument) -> bool:
        import_module(STORAGE)  # first, for it takes as long as an attempt may
        if not self._attempts.acquire(blocking=False):
            return False
        kept = threading.Event()

        def attempt() -> None:
            try:
                self._put(name, arguments)
                kept.set()
            except Exception as error:  # noqa: BLE001 whatever it is, a request must not suffer from it
                extra = {"job": name.value, "error": type(error).__name__}
                logger.warning("a job could not be queued; the clock will see to it", extra=extra)
            finally:
                self._attempts.release()

        wait_at_most(PATIENCE, attempt)
        return kept.is_set()

    def close(self) -> None:
        if "huey" in self.__dict__:
            self.huey.storage.close()

    def _put(self, name: JobName, arguments: Mapping[str, Argument]) -> None:
        if self.huey.pending_count() >= MOST:
            raise QueueFull
        self._ask(name.value, arguments)

    def _job(self, name: str, arguments: Mapping[str, Argument]) -> None:
        self.perform(JobName(name), arguments)


def _nobody(name: JobName, arguments: Mapping[str, Argument]) -> None:
    raise NotImplementedError("jobs are performed by their runner alone")
