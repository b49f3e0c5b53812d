"""The engine, reading and writing sessions, and the types both databases share."""

import math
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import BigInteger, Connection, DateTime, Engine, Enum, Integer, MetaData, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

PLANNING = {
    "timezone": "utc",
    # A search must be planned for its words: a walk from the newest for a common one, the index for a rare one.
    "plan_cache_mode": "force_custom_plan",
    "random_page_cost": "1.1",  # the walls' indexes live in memory or on an SSD
    "max_parallel_workers_per_gather": "0",  # pages are small; starting helpers costs more than they save
}

BRIEFLY, PATIENTLY = 200, 10_000  # milliseconds until a SQLite that somebody else writes to is given up
CONNECT = 3  # seconds until a PostgreSQL that is silent is given up, where its URL says no other `connect_timeout`

# SQLite numbers rows by itself only for a column declared exactly INTEGER.
RowNumber = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite, which keeps no zone, gives it back as aware too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def named(kind: type[StrEnum]) -> Enum:
    """A StrEnum kept as its value in a plain column, so that a new value needs no ALTER TYPE."""
    return Enum(
        kind, native_enum=False, create_constraint=False, length=16, values_callable=lambda k: [m.value for m in k]
    )


class Database:
    """One engine. `read()` never takes a write lock; `write()` is one transaction, committed when its block ends."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._writer = self.engine.execution_options(immediate=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def check(self) -> None:
        """Raises SQLAlchemyError when the database does not answer."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    def leave_nothing_behind(self) -> None:
        """SQLite's log keeps pages as they were before something was deleted, until others are written over them:
        empty it, unless somebody is reading just now. PostgreSQL has nobody read its log."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw
                raw.execute(f"PRAGMA busy_timeout={BRIEFLY}")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                raw.execute(f"PRAGMA busy_timeout={PATIENTLY}")


def insert_into(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT, in the session's dialect."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def open_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            keep_to_ourselves(Path(parsed.database))
        engine = create_engine(parsed, connect_args={"timeout": PATIENTLY / 1000}, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        parsed,
        hide_parameters=True,  # they hold what people typed, and errors are logged
        pool_pre_ping=True,
        pool_timeout=3,
        connect_args={
            "connect_timeout": parsed.query.get("connect_timeout", CONNECT),
            "options": " ".join(f"-c {name}={value}" for name, value in PLANNING.items()),
        },
    )
    event.listen(engine, "before_cursor_execute", _begin_statement)
    event.listen(engine, "after_cursor_execute", _end_statement)
    return engine


def keep_to_ourselves(file: Path) -> None:
    """A SQLite file that nobody else on the machine reads; what SQLite puts beside it is as open as it is."""
    file.parent.mkdir(0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
    for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        with suppress(FileNotFoundError, PermissionError):  # another owner knows what they do
            mode = stat.S_IMODE(each.stat().st_mode)
            if mode & stat.S_IRWXO:
                each.chmod(mode & ~(stat.S_IRWXG | stat.S_IRWXO))


def seconds_in_databases() -> float:
    """That servers of databases have taken for this thread's statements; SQLite's work is the thread's own."""
    return _statements.seconds


class _Statements(threading.local):
    begun = seconds = 0.0


_statements = _Statements()


def _begin_statement(*_: Any) -> None:
    _statements.begun = perf_counter()


def _end_statement(*_: Any) -> None:
    _statements.seconds += perf_counter() - _statements.begun


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not guessed by the driver
    for name, function in (("ln", math.log), ("sqrt", math.sqrt)):  # that not every SQLite is built with
        connection.create_function(name, 1, function, deterministic=True)
    connection.create_function("mod", 2, math.fmod, deterministic=True)
    connection.create_function("log10", 1, math.log10, deterministic=True)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads and then writes cannot wait for the lock it needs: ask for it at once.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
