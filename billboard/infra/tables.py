"""Whether a database has the tables of this version."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import inspect, text

from billboard.infra.config import ROOT
from billboard.infra.db import Database

REVISIONS = ROOT / "migrations" / "versions"


class Tables(StrEnum):
    """Each as `/readyz` says it."""

    THERE = "ok"
    NONE = "without tables"
    OLD = "older than this version"


def tables_of(database: Database, revisions: Path = REVISIONS) -> Tables:
    """Raises SQLAlchemyError where the database does not answer. One of a newer version, which others serve already,
    will do."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return Tables.NONE
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is None:
        return Tables.NONE
    known = sorted(path.name.partition("_")[0] for path in revisions.glob("[0-9]*.py"))
    return Tables.OLD if found in known[:-1] else Tables.THERE
