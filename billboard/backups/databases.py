"""The copy of a database of whichever kind."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine

from billboard.backups import postgresql_copies, sqlite_copies
from billboard.backups.manifests import BackupBroken
from billboard.backups.tables import Copied
from billboard.infra.db import Database


def kind(engine: Engine) -> str:
    return engine.dialect.name


def copy(engine: Engine, folder: Path) -> Copied:
    if kind(engine) == "postgresql":
        return postgresql_copies.copy(engine, folder)
    return sqlite_copies.copy(engine, folder)


def check(archive: Path, of: str, rows: Mapping[str, int], folder: Path) -> None:
    """Read all of it. Raises BackupBroken."""
    if of == "postgresql":
        postgresql_copies.check(archive, rows)
        return
    path = sqlite_copies.unpack(archive, folder)
    found = sqlite_copies.rows_of(path)
    path.unlink()
    if found != dict(rows):
        raise BackupBroken("The copy of the database does not have the rows that it had.")


def put_back(archive: Path, engine: Engine, revision: str, rows: Mapping[str, int], folder: Path) -> None:
    """Whole or not at all, and brought to this version's tables."""
    if kind(engine) == "postgresql":
        postgresql_copies.put_back(archive, engine, revision, rows)
    else:
        sqlite_copies.put_back(sqlite_copies.unpack(archive, folder), engine)


def is_empty(database: Database) -> bool:
    """Whether there are no tables, or nobody has used them yet."""
    copies = postgresql_copies if kind(database.engine) == "postgresql" else sqlite_copies
    with database.engine.connect() as connection:
        if copies.is_empty(connection):
            return True
        walks = (f"SELECT 1 FROM {name} LIMIT 1" for name in ("posters", "moderators", "campaigns"))  # noqa: S608
        return not any(connection.exec_driver_sql(walk).first() for walk in walks)
