"""The tables are what the migrations make."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from billboard import models  # noqa: F401 the tables, known once imported
from billboard.infra.db import Base
from tests.models.migrating import alembic_config


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_migrations_make_the_tables_of_the_models_and_unmake_them(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    empty = request.getfixturevalue("postgres_url") if kind == "postgresql" else f"sqlite:///{tmp_path / 'empty.db'}"
    config = alembic_config(empty)
    engine = config.attributes["engine"]
    command.upgrade(config, "head")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    by_hand = ("poster_words", "tokens", "huey_")  # of the search and the queue, which no model describes
    assert [each for each in differences if not any(name in str(each) for name in by_hand)] == []
    command.downgrade(config, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(config, "head")
    assert {table.name for table in Base.metadata.sorted_tables} <= set(inspect(engine).get_table_names())
    engine.dispose()
