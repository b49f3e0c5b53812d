"""Which tables the database has, and which this version wants: Alembic's revisions."""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from billboard.infra.config import ROOT


@cache
def expected() -> str:
    """The newest revision that this version knows."""
    return _scripts().get_current_head() or ""


@cache
def known() -> frozenset[str]:
    return frozenset(each.revision for each in _scripts().walk_revisions())


def present(connection: Connection) -> str:
    """The revision that the database has; empty where it has no tables."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def upgrade(engine: Engine, revision: str = "head") -> None:
    _run(revision, engine=engine)


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """The same in a transaction that is under way, which ends as whoever began it says."""
    _run(revision, connection=connection)


def _run(revision: str, **given: Engine | Connection) -> None:
    config = _config()
    config.attributes.update(given)
    command.upgrade(config, revision)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config
