"""The arrow of imports, and that the tables are what the migrations make."""

import ast
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from billboard import models  # noqa: F401 the tables, known once imported
from billboard.infra.config import ROOT
from billboard.infra.db import Base, open_engine

PACKAGE = ROOT / "billboard"
BANNED_IN_CORE = {"flask", "sqlalchemy", "boto3", "time", "datetime", "requests", "billboard"}
RANKS = [
    ("billboard.web.sticker_controls", 8),
    ("billboard.core", 0),
    ("billboard.infra.mail", 0),
    ("billboard.posters.allocator", 0),
    ("billboard.infra.config", 1),
    ("billboard.infra.db", 0),
    ("billboard.web.assets", 2),
    ("billboard.web.atom", 2),
    ("billboard.models", 3),
    ("billboard.models.posters", 1),
    ("billboard.models.campaigns", 1),
    ("billboard.models.voting", 1),
    ("billboard.models.moderation", 2),
    ("billboard.models.numbers", 1),
    ("billboard.models.roundups", 1),
    ("billboard.infra.storage", 3),
    ("billboard.visitors", 4),
    ("billboard.numbers", 4),
    ("billboard.walls.guaranteed_views", 4),
    ("billboard.infra.ledger", 3),
    ("billboard.campaigns.campaigns", 4),
    ("billboard.campaigns.admission", 5),
    ("billboard.posters.posters", 5),
    ("billboard.posters.pictures", 6),
    ("billboard.posters.publishing", 7),
    ("billboard.posters.renditions", 7),
    ("billboard.walls.cursors", 2),
    ("billboard.walls.walls", 6),
    ("billboard.posters.prints", 8),
    ("billboard.campaigns.threads", 8),
    ("billboard.web.campaign_view_models", 9),
    ("billboard.operators.campaign_cli", 9),
    ("billboard.campaigns.headers", 6),
    ("billboard.views.guard", 10),
    ("billboard.moderation.accounts", 6),
    ("billboard.voting.voting", 7),
    ("billboard.moderation.moderation", 6),
    ("billboard.moderation.queue", 7),
    ("billboard.walls.lineage", 8),
    ("billboard.voting.pairing", 7),
    ("billboard.voting.duel_tokens", 7),
    ("billboard.voting.duels", 8),
    ("billboard.moderation.claims", 8),
    ("billboard.web.site", 8),
    ("billboard.roundup.subscriptions", 9),
    ("billboard.roundup.roundups", 10),
    ("billboard.roundup.confirmations", 10),
    ("billboard.web.letters", 11),
    ("billboard.operators.seeding", 9),
    ("billboard.web.view_models", 9),
    ("billboard.web.qr", 9),
    ("billboard.web.sitemap", 7),
    ("billboard.web.embeds", 10),
    ("billboard.web.metrics", 9),
    ("billboard.web.logs", 9),
    ("billboard.web.failures", 9),
    ("billboard.web.security", 9),
    ("billboard.web.forms", 9),
    ("billboard.operators.cli", 12),
    ("billboard.views.pages", 10),
    ("billboard.views.ranges", 10),
    ("billboard.views.pictures", 11),
    ("billboard.views.claiming", 10),
    ("billboard.views.belonging", 10),
    ("billboard.views.drafts", 11),
    ("billboard.views.visiting", 12),
    ("billboard.views", 13),
]


def imports(path: Path) -> set[str]:
    """Modules imported when `path` is, those for type checking alone left out."""
    found: set[str] = set()
    tree = ast.parse(path.read_text())
    hidden = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rank(module: str) -> int | None:
    matches = [(len(prefix), number) for prefix, number in RANKS if f"{module}.".startswith(prefix + ".")]
    return max(matches)[1] if matches else None


def modules() -> list[tuple[str, Path]]:
    return [
        (".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path)
        for path in sorted(PACKAGE.rglob("*.py"))
    ]


@pytest.mark.parametrize(("name", "path"), [m for m in modules() if m[0].startswith("billboard.core")])
def test_core_knows_no_web_no_database_and_no_clock(name: str, path: Path) -> None:
    for imported in imports(path):
        if not imported.startswith("billboard.core"):
            assert imported.partition(".")[0] not in BANNED_IN_CORE, f"{name} imports {imported}"
    assert "os.environ" not in path.read_text()


@pytest.mark.parametrize(("name", "path"), [m for m in modules() if m[0] != "billboard" and "core" not in m[0]])
def test_imports_point_down(name: str, path: Path) -> None:
    own = rank(name)
    for imported in imports(path):
        if imported.startswith("billboard."):
            assert own is not None, f"give {name} its place in RANKS"
            other = rank(imported)
            assert other is not None
            assert other < own or (other == own == 0), f"{name} imports {imported}"


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["engine"] = open_engine(url)
    return config


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_migrations_make_the_tables_of_the_models_and_unmake_them(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    empty = request.getfixturevalue("postgres_url") if kind == "postgresql" else f"sqlite:///{tmp_path / 'empty.db'}"
    config = _config(empty)
    engine = config.attributes["engine"]
    command.upgrade(config, "head")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    by_hand = ("poster_words", "tokens")  # the search's own, which no model describes
    assert [each for each in differences if not any(name in str(each) for name in by_hand)] == []
    command.downgrade(config, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(config, "head")
    assert {table.name for table in Base.metadata.sorted_tables} <= set(inspect(engine).get_table_names())
    engine.dispose()
