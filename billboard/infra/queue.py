"""The queue of jobs, kept by huey: on Valkey where there is one, else beside the database that there is."""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from huey.api import Huey, TaskWrapper
from huey.constants import EmptyData
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import BaseStorage, MemoryStorage, PostgresStorage, SqliteStorage
from sqlalchemy.engine import make_url
from valkey import Valkey

from billboard.infra.config import Settings
from billboard.infra.jobs import Argument, JobName
from billboard.infra.patience import wait_at_most

NAME = "billboard"
PATIENCE = 0.2  # seconds that whoever asks for a job waits
HANGING = 4  # attempts that may hang at the same time; further ones are given up at once
MOST = 10_000  # jobs that wait; where nobody takes any, more are not kept
RETRIES, DELAY, BACKOFF = 5, 10, 2  # a job that fails is tried again after 10, 20, 40, 80 and 160 seconds
CONNECT, ANSWER = 2, 5  # seconds; taking a job from Valkey waits for up to one
logger = logging.getLogger("billboard.jobs")
Perform = Callable[[JobName, Mapping[str, Argument]], None]


class QueueFull(Exception):
    """Nobody takes jobs from it."""


class JsonSerializer(Serializer):
    """Jobs as JSON: whoever can write to the queue's place can make us run jobs, and nothing else (unlike pickle)."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data, default=datetime.isoformat).encode()

    def _deserialize(self, data: bytes) -> Message:
        message = Message(*json.loads(bytes(data)))
        return message._replace(eta=datetime.fromisoformat(message.eta) if message.eta else None)


class ValkeyStorage(BaseStorage):
    """On Valkey, by the client that limits are counted with; huey's own wants Redis's.

    Nothing of huey's results and revocations is used here, and so nothing is kept of them.
    """

    blocking = True

    def __init__(self, name: str, url: str) -> None:
        super().__init__(name)
        self._client = Valkey.from_url(url, socket_connect_timeout=CONNECT, socket_timeout=ANSWER)
        self._queue, self._schedule = f"{name}.jobs", f"{name}.jobs.later"

    def close(self) -> None:
        self._client.close()  # type: ignore[no-untyped-call]

    def enqueue(self, data: bytes, priority: float | None = None) -> None:
        self._client.lpush(self._queue, data)

    def dequeue(self) -> bytes | None:
        popped: Any = self._client.brpop([self._queue], timeout=1)
        return popped[1] if popped else None

    def queue_size(self) -> Any:
        return self._client.llen(self._queue)

    def add_to_schedule(self, data: bytes, ts: datetime) -> None:
        self._client.zadd(self._schedule, {data: ts.timestamp()})

    def read_schedule(self, ts: datetime) -> Any:
        with self._client.pipeline(transaction=True) as pipe:
            pipe.zrangebyscore(self._schedule, "-inf", ts.timestamp())
            pipe.zremrangebyscore(self._schedule, "-inf", ts.timestamp())
            return pipe.execute()[0]  # type: ignore[no-untyped-call]

    def schedule_size(self) -> Any:
        return self._client.zcard(self._schedule)

    def flush_all(self) -> None:
        self._client.delete(self._queue, self._schedule)

    def peek_data(self, key: str) -> Any:
        return EmptyData

    pop_data = peek_data


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
        huey = Huey(
            NAME, results=False, serializer=JsonSerializer(), storage_class=lambda name: _storage(name, self._settings)
        )
        self._ask: TaskWrapper = huey.task(name="job", retries=RETRIES, retry_delay=DELAY, retry_backoff=BACKOFF)(
            self._job
        )
        return huey

    def enqueue(self, name: JobName, **arguments: Argument) -> bool:
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


def _storage(name: str, settings: Settings) -> BaseStorage:
    if settings.valkey_url:
        return ValkeyStorage(name, settings.valkey_url)
    url = make_url(settings.database_url)
    if url.get_backend_name() == "postgresql":
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresStorage(name, dsn=dsn, create_tables=False, connect_timeout=CONNECT)
    if url.database in (None, "", ":memory:"):
        return MemoryStorage(name)
    # A file of its own: nobody who votes waits for a job to be queued, and nobody who queues one for a vote.
    database = Path(url.database)
    return SqliteStorage(name, filename=str(database.with_name(f"{database.stem}-jobs.db")))
