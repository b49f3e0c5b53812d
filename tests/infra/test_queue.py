"""Jobs are queued from a request, in no time, whatever becomes of the queue."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from huey.storage import PostgresStorage

from billboard.infra import queue, queue_storage
from billboard.infra.config import ROOT, Settings
from billboard.infra.jobs import Argument, JobName
from billboard.infra.queue import HueyQueue
from tests.servers.process import free_port

OpenQueue = Callable[[], HueyQueue]


class Performed(list[tuple[JobName, Mapping[str, Argument]]]):
    def __call__(self, name: JobName, arguments: Mapping[str, Argument]) -> None:
        self.append((name, arguments))


@pytest.fixture
def closing() -> Iterator[Callable[[Settings], HueyQueue]]:
    with ExitStack() as stack:

        def start(settings: Settings) -> HueyQueue:
            opened = HueyQueue(settings)
            stack.callback(opened.close)
            return opened

        yield start


@pytest.fixture(params=["sqlite", "postgresql", "valkey"])
def open_queue(
    request: pytest.FixtureRequest, tmp_path: Path, closing: Callable[[Settings], HueyQueue]
) -> Iterator[OpenQueue]:
    """Opens one and the same queue again and again, as so many processes do."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'billboard.db'}")
    if request.param == "postgresql":
        settings = Settings(database_url=request.getfixturevalue("postgresql_url"))
    if request.param == "valkey":
        settings = settings.model_copy(update={"valkey_url": request.getfixturevalue("valkey_url")})
    yield lambda: closing(settings)
    closing(settings).huey.flush()


def in_(seconds: float) -> datetime:
    """So long from now, as huey reckons: in UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=seconds)


def test_what_one_process_asks_for_another_performs_once_and_in_order(open_queue: OpenQueue) -> None:
    asking, working = open_queue(), open_queue()
    working.perform = performed = Performed()
    assert asking.enqueue(JobName.MOVE_PICTURES, codes=["a1", "b2"])
    assert asking.enqueue(JobName.RECOUNT)
    for _ in range(2):
        working.huey.execute(working.huey.dequeue())
    assert performed == [(JobName.MOVE_PICTURES, {"codes": ["a1", "b2"]}), (JobName.RECOUNT, {})]
    assert working.huey.dequeue() is None


def test_a_job_that_fails_is_tried_again_later_and_not_for_ever(open_queue: OpenQueue) -> None:
    working = open_queue()
    tried = 0

    def fail(name: JobName, arguments: Mapping[str, Argument]) -> None:
        nonlocal tried
        tried += 1
        raise OSError

    working.perform = fail
    assert working.enqueue(JobName.RECOUNT)
    task = working.huey.dequeue()
    for seconds in (10, 20, 40, 80, 160):
        working.huey.execute(task, in_(200))
        assert working.huey.read_schedule(in_(seconds - 2)) == []
        [task] = working.huey.read_schedule(in_(seconds))
    working.huey.execute(task, in_(200))
    assert tried == 6
    assert (working.huey.scheduled_count(), working.huey.pending_count()) == (0, 0)


def test_a_queue_from_which_nobody_takes_is_not_filled_for_ever(
    open_queue: OpenQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST", 3)
    asking = open_queue()
    assert [asking.enqueue(JobName.RECOUNT) for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "valkey"])
def test_a_queue_that_is_down_says_so_and_raises_nothing(
    kind: str, tmp_path: Path, closing: Callable[[Settings], HueyQueue]
) -> None:
    down = {
        "sqlite": {"database_url": "sqlite:////proc/nowhere/billboard.db"},
        "postgresql": {"database_url": f"postgresql+psycopg://me@127.0.0.1:{free_port()}/billboard"},
        "valkey": {"valkey_url": f"valkey://127.0.0.1:{free_port()}"},
    }
    assert not closing(Settings(**down[kind])).enqueue(JobName.RECOUNT)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["postgresql", "valkey"])
def test_a_queue_that_never_answers_holds_up_nobody(kind: str, closing: Callable[[Settings], HueyQueue]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"127.0.0.1:{silent.getsockname()[1]}"
        hung = {
            "postgresql": {"database_url": f"postgresql+psycopg://me@{place}/billboard"},
            "valkey": {"valkey_url": f"valkey://{place}"},
        }
        asking = closing(Settings(**hung[kind]))  # type: ignore[arg-type]
        begun = time.monotonic()
        assert [asking.enqueue(JobName.RECOUNT) for _ in range(50)] == [False] * 50
        # 0.2 s for each of those that may hang, and nothing for the others.
        assert time.monotonic() - begun < queue.HANGING * queue.PATIENCE + 1


def test_who_writes_to_the_queue_can_name_jobs_and_run_nothing_else(open_queue: OpenQueue) -> None:
    working = open_queue()
    working.enqueue(JobName.RECOUNT)
    kept = bytes(working.huey.storage.dequeue())
    assert kept.startswith(b'["')
    working.huey.storage.enqueue(kept.replace(b"recount", b"rm -rf /"))
    working.perform = performed = Performed()
    working.huey.execute(working.huey.dequeue())
    assert performed == []


def test_the_tables_of_the_queue_are_those_that_the_library_would_make(postgres_url: str, postgresql_url: str) -> None:
    def tables(url: str) -> set[tuple[object, ...]]:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            columns = "table_name, column_name, data_type, is_nullable, column_default"
            found = connection.execute(
                f"SELECT {columns} FROM information_schema.columns WHERE table_name LIKE 'huey%'"
            )
            indexes = connection.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'huey%'")
            return {*found, *indexes}

    PostgresStorage(queue_storage.NAME, dsn=postgres_url.replace("+psycopg", "")).close()
    assert tables(postgresql_url) == tables(postgres_url)


def test_a_worker_loads_nothing_large_before_it_is_asked_for_it(tmp_path: Path) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, wsgi; print(*sys.modules)"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'billboard.db'}", "SECRET_KEY": "s" * 40},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "billboard.infra.queue" in loaded
    rarely_needed = {"cryptography", "fpdf", "huey", "psycopg", "standardwebhooks", "urllib3", "valkey", "webauthn"}
    rarely_needed |= {"cv2", "numpy", "pillow_heif", "zxcvbn"}
    assert rarely_needed.intersection(loaded) == set()
