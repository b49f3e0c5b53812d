"""What somebody could do to the journal who has the database for their own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from billboard.infra.db import Base
from billboard.journal import verifying
from billboard.journal.verifying import Head
from billboard.models import LogDay, LogHead, LogLine, LogSnapshot, LogWait
from tests.application import parts

TABLES: Sequence[type[Base]] = (LogLine, LogHead, LogSnapshot, LogDay, LogWait)
TRIGGERS = ("log_lines_update", "log_lines_delete", "log_snapshots_update")


def first_problem(app: Flask, known: Head | None = None) -> str:
    """Empty where the journal holds."""
    with parts(app).database.read() as session:
        return verifying.verify(session, known)


def without_guards(app: Flask) -> None:
    """Take away what the database refuses changes with."""
    with parts(app).database.write() as session:
        if session.get_bind().dialect.name == "sqlite":
            for trigger in TRIGGERS:
                session.execute(text(f"DROP TRIGGER {trigger}"))
        else:
            for table in ("log_lines", "log_snapshots"):
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


@contextmanager
def tampered(app: Flask, tamper: Callable[[Session], object]) -> Iterator[None]:
    """After something was done to the tables; at the end of the block all is as it was."""
    database = parts(app).database
    with database.read() as session:
        kept = [[dict(row._mapping) for row in session.execute(select(*table.__table__.c))] for table in TABLES]
    with database.write() as session:
        tamper(session)
    yield
    with database.write() as session:
        for table in reversed(TABLES):
            session.execute(delete(table))
        for table, rows in zip(TABLES, kept, strict=True):
            if rows:
                session.execute(insert(table), rows)


def change(session: Session, line: int, **values: Any) -> None:
    changed = update(LogLine).where(LogLine.number == line).values(**values)
    session.execute(changed, execution_options={"synchronize_session": False})
