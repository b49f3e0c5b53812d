"""Alembic's entry: run by `flask migrate` on the app's engine, in a restore's transaction, or by `alembic` itself on
DATABASE_URL."""

from alembic import context
from sqlalchemy import Connection

from billboard import models  # noqa: F401 the tables, known once imported
from billboard.infra.config import load_settings
from billboard.infra.db import Base, open_engine


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # Replicas that start together wait for each other here.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20100104)")
        context.run_migrations()


given = context.config.attributes
if "connection" in given:
    run(given["connection"])
else:
    engine = given.get("engine") or open_engine(load_settings().database_url)
    with engine.connect() as connection:
        run(connection)
