"""What a page asks the database."""

from typing import NamedTuple

from flask import Flask
from sqlalchemy import Connection, event
from werkzeug.test import TestResponse

from tests.application import parts


class Asked(NamedTuple):
    answer: TestResponse
    statements: list[str]
    connections: int


def asked_for(app: Flask, path: str) -> Asked:
    """Of a page, but for the look for changed settings that each process takes once a second."""
    statements, connections = list[str](), list[Connection]()

    def note(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN") and "setting_changes" not in statement:
            statements.append(statement)
            connections.extend([connection] if connection not in connections else [])

    engine = parts(app).database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        answer = app.test_client().get(path)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 200, answer.text
    return Asked(answer, statements, len(connections))
