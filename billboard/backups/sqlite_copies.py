"""A SQLite database copied while it is written to, and put back, by SQLite's own backup API: whole or not at all."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy import Connection, Engine

from billboard.backups import belongings
from billboard.backups.manifests import BackupBroken
from billboard.backups.tables import LEFT_OUT, REVISION, Copied
from billboard.infra import migrations
from billboard.infra.db import open_engine

FILE = "billboard.db"
BROKEN = "The copy of the database is damaged: {}."


def copy(engine: Engine, folder: Path) -> Copied:
    """Into a private folder. Raises BackupBroken where the copy does not hold."""
    path = _new(folder / FILE)
    with _opened(path) as target:
        source = engine.raw_connection()
        try:
            source.driver_connection.backup(target)  # type: ignore[union-attr]
        finally:
            source.close()
        _leave_out(target)
        rows = _counts(target)
    check(path)
    with _engine(path) as copied, copied.connect() as connection:
        revision, wanted = migrations.present(connection), belongings.of(connection)
    archive = _new(folder / "database.zip")
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=3) as zipped:
        zipped.write(path, FILE)
    path.unlink()
    return Copied(archive, revision, rows, wanted)


def unpack(archive: Path, folder: Path) -> Path:
    """Raises BackupBroken."""
    path = _new(folder / FILE)
    try:
        with ZipFile(archive) as zipped, zipped.open(FILE) as source, path.open("wb") as file:
            while piece := source.read(1 << 20):
                file.write(piece)
    except (BadZipFile, KeyError, EOFError, OSError) as error:
        raise BackupBroken(BROKEN.format(type(error).__name__)) from None
    check(path)
    return path


def rows_of(path: Path) -> dict[str, int]:
    with _opened(path) as database:
        return _counts(database)


def check(path: Path) -> None:
    """Raises BackupBroken."""
    try:
        with _opened(path) as database:
            said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphan = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupBroken(BROKEN.format(error)) from None
    if said != "ok" or orphan:
        raise BackupBroken(BROKEN.format(said if said != "ok" else f"a row of {orphan[0]} names one that is not there"))


def put_back(path: Path, engine: Engine) -> None:
    """Bring the copy to this version's tables, and put it in the place of the database. All that is there goes."""
    with _engine(path) as copied:
        migrations.upgrade(copied)
        with copied.begin() as connection:
            connection.exec_driver_sql("UPDATE leases SET holder = ''")
    check(path)
    target = engine.raw_connection()
    try:
        with _opened(path) as source:
            source.backup(target.driver_connection)  # type: ignore[arg-type]
    finally:
        target.close()
    engine.dispose()
    if engine.url.database:
        Path(engine.url.database).chmod(0o600)


def is_empty(connection: Connection) -> bool:
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'table'").scalar()


def _leave_out(database: sqlite3.Connection) -> None:
    """With nothing left of it in the file's unused pages."""
    database.execute("PRAGMA journal_mode=DELETE")
    database.execute("PRAGMA secure_delete=ON")
    for name in LEFT_OUT & _tables(database):
        database.execute(f"DELETE FROM {name}")  # noqa: S608 the names are ours
    database.commit()
    database.execute("VACUUM")


def _counts(database: sqlite3.Connection) -> dict[str, int]:
    names = sorted(_tables(database) - {REVISION})
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _tables(database: sqlite3.Connection) -> set[str]:
    """But those of the search and SQLite's own."""
    walk = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    names = {name for (name,) in database.execute(walk)}
    virtual = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")}
    shadows = tuple(f"{each}_" for each in virtual)
    return {name for name in names if not name.startswith(("sqlite_", *shadows))}


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as database:
        yield database


@contextmanager
def _engine(path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{path}")
    try:
        yield engine
    finally:
        engine.dispose()


def _new(path: Path) -> Path:
    """A file that nobody else may read."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    return path
