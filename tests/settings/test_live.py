"""What operators change is in force in every process within two seconds, and stays when the database is away."""

import re
import socket
import time
import urllib.request
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from billboard.infra.config import Settings
from billboard.infra.db import Database
from billboard.settings import live
from billboard.settings.live import LiveSettings
from tests.application import MakeApp, parts
from tests.campaigns.campaigning import campaign
from tests.servers.postgres import Postgres
from tests.servers.site import Site, Sites
from tests.settings.changing import change


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until its one entry is raised."""
    clock = [1000.0]
    monkeypatch.setattr("billboard.settings.live.monotonic", lambda: clock[0])
    return clock


def test_a_change_is_in_force_a_second_later_and_not_asked_for_before(app: Flask, second: list[float]) -> None:
    site = parts(app)
    asked: list[str] = []
    event.listen(site.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert site.settings.site_name == "Billboard"
    change(app, "site_name", "The Hoarding")
    asked.clear()
    second[0] += 0.9
    assert [site.settings.site_name for _ in range(100)] == ["Billboard"] * 100
    assert asked == []
    second[0] += 0.2
    assert [site.settings.site_name for _ in range(100)] == ["The Hoarding"] * 100
    assert [sql.startswith("SELECT max(setting_changes.id)") for sql in asked] in ([True, False], [False, True, False])
    asked.clear()
    second[0] += 1.1
    assert site.settings.site_name == "The Hoarding"
    assert len([sql for sql in asked if "SELECT" in sql]) == 1


def test_pages_limits_and_caps_follow(app: Flask, second: list[float]) -> None:
    client = app.test_client()
    change(app, "site_name", "The Hoarding")
    change(app, "contact_email", "ada@example.org")
    change(app, "publish_limit", "1 per hour")
    page = client.get("/about").text
    assert "<title>About · The Hoarding</title>" in page
    assert "mailto:ada@example.org" in page
    # Without its token the form comes back; it is counted all the same.
    assert [client.post("/make/home-front").status_code for _ in range(2)] == [422, 429]


def test_a_campaign_follows_the_site_but_for_what_is_its_own(app: Flask, second: list[float]) -> None:
    campaign(app)
    site = parts(app)
    change(app, "contact_email", "site@example.org")
    assert site.settings_on("biscuits").contact_email == "site@example.org"
    change(app, "contact_email", "tin@example.org", wall="biscuits")
    second[0] += 1.1
    assert site.settings_on("biscuits").contact_email == "tin@example.org"
    assert site.settings_on("tea").contact_email == site.settings.contact_email == "site@example.org"
    change(app, "site_name", "The Hoarding")
    second[0] += 1.1
    assert site.settings_on("biscuits").site_name == "The Hoarding"


def test_without_its_tables_a_database_changes_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    assert LiveSettings(Settings(site_name="The Hoarding"), database).on().site_name == "The Hoarding"
    database.engine.dispose()


def test_what_was_known_stays_in_force_while_the_database_is_away(
    make_app: MakeApp, postgresql_url: str, postgres_server: Postgres, second: list[float]
) -> None:
    app = make_app(database_url=postgresql_url)
    change(app, "site_name", "The Hoarding")
    assert parts(app).settings.site_name == "The Hoarding"
    postgres_server.drop_database(postgresql_url)
    second[0] += 1.1
    assert parts(app).settings.site_name == "The Hoarding"
    assert "The Hoarding" in app.test_client().get("/about").text


def test_a_database_that_never_answers_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FIRST", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql+psycopg://me@127.0.0.1:{silent.getsockname()[1]}/billboard"
        settings = LiveSettings(Settings(), Database(url))
        begun = time.monotonic()
        assert settings.on().site_name == "Billboard"
        assert 0.2 <= time.monotonic() - begun < 2
        monkeypatch.setattr(live, "FRESH", 0.0)  # looks again at every call, while the first still waits
        begun = time.monotonic()
        assert {settings.on().site_name for _ in range(100)} == {"Billboard"}
        assert time.monotonic() - begun < 1


def shown(site: Site) -> str:
    with urllib.request.urlopen(site.url + "/about", timeout=10) as answer:
        title = re.search(r"<title>About · (.*?)</title>", answer.read().decode())
    assert title
    return title[1]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_worker_of_every_replica_follows_within_two_seconds(
    kind: str, live_server: Sites, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgresql" else f"sqlite:///{tmp_path / 'billboard.db'}"
    replicas = [live_server({"DATABASE_URL": url, "WEB_THREADS": "1"}) for _ in range(2)]
    assert {shown(site) for site in replicas for _ in range(10)} == {"Billboard"}  # all workers know the old name
    replicas[0].flask("settings", "set", "site_name", "The Hoarding")
    changed = late = time.monotonic()
    followed = 0
    while followed < 20:  # by all four workers, as good as surely
        begun = time.monotonic()
        if all(shown(site) == "The Hoarding" for site in replicas):
            followed += 1
        else:
            followed, late = 0, begun
    assert late - changed < 2
