"""Where huey keeps the queue of jobs: on Valkey where there is one, else beside the database that there is.

huey brings some 140 modules along, the drivers of every place that it knows. They are loaded with this module, and
this module where the queue is first used: no worker holds them that has no job to ask for.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from huey.api import Huey
from huey.constants import EmptyData
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import BaseStorage, MemoryStorage, PostgresStorage, SqliteStorage
from sqlalchemy.engine import make_url
from valkey import Valkey

from billboard.infra.config import Settings
from billboard.infra.db import keep_to_ourselves

NAME = "billboard"
CONNECT, ANSWER = 2, 5  # seconds; taking a job from Valkey waits for up to one


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


def open_huey(settings: Settings) -> Huey:
    """One that keeps no results, with the queue where the settings have room for it."""
    return Huey(NAME, results=False, serializer=JsonSerializer(), storage_class=lambda name: _storage(name, settings))


def _storage(name: str, settings: Settings) -> BaseStorage:
    if settings.valkey_url:
        return ValkeyStorage(name, settings.valkey_url)
    url = make_url(settings.database_url)
    if url.get_backend_name() == "postgresql":
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        patience = url.query.get("connect_timeout", CONNECT)
        return PostgresStorage(name, dsn=dsn, create_tables=False, connect_timeout=patience)
    if url.database in (None, "", ":memory:"):
        return MemoryStorage(name)
    # A file of its own: nobody who votes waits for a job to be queued, and nobody who queues one for a vote.
    database = Path(url.database)
    jobs = database.with_name(f"{database.stem}-jobs.db")
    keep_to_ourselves(jobs)
    return SqliteStorage(name, filename=str(jobs))
