"""What a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from werkzeug.test import TestResponse

from tests.application import parts

LOOKED_AT = ("setting_changes", "catalogue_edition")


class Asked(NamedTuple):
    answer: TestResponse
    statements: list[str]
    connections: int


@contextmanager
def statements(app: Flask, connections: list[Connection] | None = None) -> Iterator[list[str]]:
    """What is asked meanwhile, but for the look for changed settings and templates that each process takes once a
    second."""
    said = list[str]()

    def note(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN") and not any(table in statement for table in LOOKED_AT):
            said.append(statement)
            if connections is not None and connection not in connections:
                connections.append(connection)

    engine = parts(app).database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked_for(app: Flask, path: str, client: FlaskClient | None = None) -> Asked:
    """Of a page."""
    connections = list[Connection]()
    with statements(app, connections) as said:
        answer = (client or app.test_client()).get(path)
    assert answer.status_code == 200, answer.text
    return Asked(answer, said, len(connections))
