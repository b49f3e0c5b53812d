"""The role that the site works as in the containers' database."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.application import MakeApp, publish
from tests.paths import ROOT
from tests.servers.postgres import Postgres, binaries

PASSWORD = "it's\\secret"
OWNED = """
SELECT relname::text, pg_get_userbyid(relowner)::text FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'i')
UNION SELECT proname::text, pg_get_userbyid(proowner)::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def give_to_role(url: str) -> str:
    """What compose runs before the tables are made; the same database's URL for that role."""
    parsed = make_url(url)
    environment = {
        "DATABASE_PASSWORD": PASSWORD,
        "PGHOST": str(parsed.host),
        "PGPORT": str(parsed.port),
        "PGUSER": "postgres",
        "PGDATABASE": str(parsed.database),
        "PATH": os.environ["PATH"],
    }
    command = [str(binaries() / "psql"), "--no-psqlrc", "--file", str(ROOT / "deploy" / "role.sql")]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    return parsed.set(username="site", password=PASSWORD).render_as_string(hide_password=False)


@pytest.fixture
def roles(postgres_server: Postgres) -> Iterator[None]:
    """A role belongs to the whole server, which other tests share."""
    yield
    with postgres_server.connect() as connection:
        connection.execute("GRANT CONNECT ON DATABASE postgres TO PUBLIC")


def owners(url: str) -> set[str]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        rows: list[tuple[str, str]] = connection.execute(OWNED).fetchall()
    assert rows
    return {owner for _, owner in rows}


def test_the_site_works_as_a_role_that_may_do_nothing_else(
    roles: None, postgres_url: str, make_app: MakeApp, tmp_path: Path
) -> None:
    url = give_to_role(postgres_url)
    app = make_app(database_url=url)
    assert app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False).exit_code == 0
    assert publish(app)
    assert owners(url) == {"site"}
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for forbidden in ("CREATE ROLE another", "COPY (SELECT 1) TO PROGRAM 'true'", "CREATE DATABASE another"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)


def test_tables_that_were_the_superusers_become_the_roles(roles: None, postgresql_url: str, make_app: MakeApp) -> None:
    assert owners(postgresql_url) == {"postgres"}
    for _ in range(2):  # at every start
        url = give_to_role(postgresql_url)
    assert owners(url) == {"site"}
    assert publish(make_app(database_url=url))
