"""The application in this process, on both databases, with a picture folder of its own."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

import billboard
from billboard import create_app
from billboard.core.catalogue.sticker_catalogue import load_sticker_catalogue
from billboard.core.catalogue.templates import PosterTemplate, load_templates
from billboard.core.picture.rendering import Renderer
from billboard.core.street.scenes import load_scenes
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.infra.config import Settings
from billboard.moderation import accounts
from billboard.posters import publishing
from billboard.web.site import Site
from tests.servers.postgres import Postgres

NOW = datetime(2026, 5, 7, 12, 0, tzinfo=UTC)
SECRET = SecretStr("only-for-tests-0123456789abcdef")
MakeApp = Callable[..., Flask]


@pytest.fixture(scope="session")
def _one_renderer() -> Iterator[None]:
    """Applications of one run share decoded art and opened fonts, which no test changes."""
    renderers: list[Renderer] = []

    def renderer(*parts: Any) -> Renderer:
        if not renderers:
            renderers.append(Renderer(*parts))
        return renderers[0]

    with pytest.MonkeyPatch.context() as patch:
        for load in (FontBook, load_templates, load_scenes, load_sticker_catalogue):
            patch.setattr(billboard, load.__name__, cache(load))
        patch.setattr(billboard, "Renderer", renderer)
        yield


def _migrate(url: str, folder: Path) -> None:
    app = create_app(Settings(database_url=url, image_store=f"folder:{folder}", secret_key=SECRET, log_level="ERROR"))
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    _end(app)


def _end(app: Flask) -> None:
    site = parts(app)
    site.day_book.close()
    site.looks.close()
    site.database.engine.dispose()


@pytest.fixture(scope="session")
def _sqlite_tables(_one_renderer: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with all tables and nothing in them. Tests copy it: a migration takes longer than most."""
    folder = tmp_path_factory.mktemp("tables")
    _migrate(f"sqlite:///{folder / 'tables.db'}", folder)
    assert not (folder / "tables.db-wal").exists(), "what was migrated is in the file itself"
    return folder / "tables.db"


@pytest.fixture(scope="session")
def _postgres_tables(
    _one_renderer: None, postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The same on PostgreSQL."""
    url = postgres_server.create_database()
    _migrate(url, tmp_path_factory.mktemp("tables"))
    yield url
    postgres_server.drop_database(url)


@pytest.fixture
def sqlite_url(_sqlite_tables: Path, tmp_path: Path) -> str:
    shutil.copyfile(_sqlite_tables, tmp_path / "billboard.db")
    return f"sqlite:///{tmp_path / 'billboard.db'}"


@pytest.fixture
def postgresql_url(_postgres_tables: str, postgres_server: Postgres) -> Iterator[str]:
    url = postgres_server.create_database(like=_postgres_tables)
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database of the test's own, with all tables and nothing in them: one test on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def make_app(sqlite_url: str, tmp_path: Path) -> Iterator[MakeApp]:
    """Starts applications, on SQLite or on `make_app(database_url=…)`; their engines end with the test."""
    made: list[Flask] = []

    def start(**settings: object) -> Flask:
        values = {
            "database_url": sqlite_url,
            "image_store": f"folder:{tmp_path / 'images'}",
            "secret_key": SECRET,
            "log_level": "ERROR",
            "publish_limit": "10000 per minute",
            "report_limit": "10000 per minute",
            "login_limit": "10000 per minute",
            **settings,
        }
        app = create_app(Settings(**values))  # type: ignore[arg-type]
        made.append(app)
        return app

    yield start
    for app in made:
        _end(app)


@pytest.fixture
def app(make_app: MakeApp, database_url: str) -> Flask:
    """On SQLite and on PostgreSQL in turn."""
    return make_app(database_url=database_url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def lite(make_app: MakeApp) -> Flask:
    """On SQLite alone, for what no database can change."""
    return make_app()


def parts(app: Flask) -> Site:
    site: Site = app.extensions["billboard"]
    return site


def main_slot(template: PosterTemplate) -> Slot:
    """The slot that must be filled: the headline, whatever it is called."""
    return next(slot for slot in template.slots if slot.required)


def publish(
    app: Flask,
    text: str = "Fewer potholes, more pot plants",
    *,
    now: datetime = NOW,
    slug: str = "",
    campaign: str = "",
    key: str = "",
    more: Mapping[str, str] | None = None,
) -> str:
    """A poster with `text` in its main slot, and `more` in others; its code."""
    site = parts(app)
    template = site.templates[slug] if slug else next(iter(site.templates.values()))
    return publishing.publish(
        site.database,
        site.store,
        site.renderer,
        template=template,
        variant=template.variants[0],
        fields=template.defaults | {main_slot(template).name: text} | dict(more or {}),
        key=key,
        now=now,
        campaign=campaign,
    )


def token(page: str) -> str:
    """The forgery token in a page's form."""
    tag = re.search(r'<input[^>]*name="csrf_token"[^>]*>', page)
    assert tag is not None
    value = re.search(r'value="([^"]+)"', tag.group())
    assert value is not None
    return value.group(1)


def sign_in(app: Flask, name: str = "mod") -> FlaskClient:
    """A client with a moderator's session."""
    with parts(app).database.write() as session:
        password = accounts.create_moderator(session, name, now=NOW)
    client = app.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": name, "password": password}
    assert client.post("/moderate/login", data=form).status_code == 303
    return client


def decide(client: FlaskClient, code: str, action: str, reason: str = "") -> int:
    form = {"csrf_token": token(client.get("/moderate").text), "action": action, "reason": reason}
    return client.post(f"/moderate/p/{code}", data=form).status_code


def stored(app: Flask) -> set[str]:
    """The keys of the picture store."""
    return {image.key for image in parts(app).store.images("")}
