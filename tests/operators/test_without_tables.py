"""What operators are told where nothing was prepared yet."""

import shlex
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from billboard.infra.tables import REVISIONS, Tables, tables_of
from billboard.operators.refusals import FLASK
from tests.application import MakeApp, parts
from tests.servers.process import free_port

COMMANDS = (
    *("seed", "create-moderator ada", "disable-moderator ada", "recount", "expire", "jobs", "send-roundup"),
    *("campaign list", "campaign create tea --title Tea", "settings list", "moderator list", "moderator invite"),
    *("log verify", "rank-duels"),
)


@pytest.fixture
def bare(make_app: MakeApp, tmp_path: Path) -> Flask:
    return make_app(database_url=f"sqlite:///{tmp_path / 'bare.db'}")


def said(app: Flask, command: str) -> tuple[int, list[str]]:
    done = app.test_cli_runner().invoke(args=shlex.split(command))
    return done.exit_code, done.output.splitlines()


def test_a_command_without_tables_says_in_one_sentence_what_to_run(bare: Flask) -> None:
    sentence = f"Error: The database has no tables yet. Run `{FLASK} migrate`, and this again."
    assert {command: said(bare, command) for command in COMMANDS} == dict.fromkeys(COMMANDS, (1, [sentence]))


def test_a_site_without_tables_is_not_ready(bare: Flask) -> None:
    answer = bare.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"database": "without tables", "store": "ok"})
    assert said(bare, "migrate")[0] == 0
    assert bare.test_client().get("/readyz").status_code == 200


def test_a_database_of_an_older_version_is_told_from_one_of_a_newer(lite: Flask) -> None:
    newest = max(path.name.partition("_")[0] for path in REVISIONS.glob("[0-9]*.py"))
    for version, found in ((newest, Tables.THERE), ("0001", Tables.OLD), ("9999", Tables.THERE)):
        with parts(lite).database.write() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
        assert tables_of(parts(lite).database) is found
    with parts(lite).database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert said(lite, "recount")[1] == [
        f"Error: The database has the tables of an older version. Run `{FLASK} migrate`, and this again."
    ]


def test_a_command_says_so_where_the_database_does_not_answer(make_app: MakeApp) -> None:
    url = f"postgresql+psycopg://somebody:secret@127.0.0.1:{free_port()}/billboard"
    status, lines = said(make_app(database_url=url), "campaign list")
    assert status == 1
    assert lines[0].startswith("Error: DATABASE_URL: postgresql+psycopg://somebody:***@127.0.0.1:")
    assert "does not answer" in lines[0]
