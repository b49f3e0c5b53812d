import os
import subprocess
import sys
from pathlib import Path

import pytest

from billboard.infra.config import ROOT, Settings, SettingsError, load_settings
from tests.servers.process import free_port


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "ENVIRONMENT",
        "SECRET_KEY",
        "SECRET_KEY_FALLBACKS",
        "DATABASE_URL",
        "IMAGE_STORE",
        "SITE_URL",
        "PORT",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("key", ["", "change-me", "dev", "short"])
def test_production_does_not_start_without_a_key_of_its_own(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("SITE_URL", "https://posters.example")
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(SettingsError, match=r"SECRET_KEY is .*openssl rand"):
        load_settings()


def test_production_starts_with_a_key_and_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("SITE_URL", "https://posters.example/")
    monkeypatch.setenv("SECRET_KEY", "9" * 64)
    settings = load_settings()
    assert (settings.production, settings.secure, settings.site_url) == (True, True, "https://posters.example")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("DATABASE_URL", "mysql://x"),
        ("IMAGE_STORE", "ftp://x"),
        ("SITE_URL", "posters.example"),
        ("PUBLISH_LIMIT", "sometimes"),
        ("LOG_LEVEL", "LOUD"),
        ("GUNICORN_LOG_LEVEL", "LOUD"),
        ("ENVIRONMENT", "staging"),
        ("WEB_CONCURRENCY", "x"),
        ("WEB_THREADS", "0"),
        ("VALKEY_URL", "nonsense"),
        ("S3_ENDPOINT_URL", "nonsense"),
        ("TRUSTED_PROXIES", "many"),
        ("VOTES_PER_NETWORK", "0"),
        ("VOTES_PER_NETWORK_PER_POSTER", "none"),
        ("NETWORK_SECONDS", "0"),
        ("VOTE_LIMIT", "?"),
        ("REPORT_LIMIT", "?"),
        ("LOGIN_LIMIT", "?"),
        ("SITE_NAME", "x" * 50),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}: "):
        load_settings()


def test_a_platforms_postgres_address_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me@db/billboard")
    assert load_settings().database_url == "postgresql+psycopg://me@db/billboard"


def test_development_keeps_one_random_key(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr("billboard.infra.config.INSTANCE", tmp_path)
    first, second = load_settings(), load_settings()
    assert first.secret_key == second.secret_key
    assert len(first.secret_key.get_secret_value()) == 64


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in readme] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEB_THREADS", "x"), ("PORT", "x"), ("IMAGE_STORE", "folder:/proc/images"), ("SECRET_KEY", "dev")],
)
def test_the_server_does_not_start_with_a_wrong_setting_and_names_it(name: str, value: str, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "production",
        "SITE_URL": "https://posters.example",
        "SECRET_KEY": "9" * 64,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'billboard.db'}",
        "IMAGE_STORE": f"folder:{tmp_path / 'images'}",
        name: value,
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--check-config", "wsgi:app"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert f"{name}:" in done.stderr or f"{name} is" in done.stderr
    assert "Traceback" not in done.stderr


def test_commands_name_a_database_that_does_not_answer(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"postgresql+psycopg://me:secret@127.0.0.1:{free_port()}/billboard",
        "IMAGE_STORE": f"folder:{tmp_path / 'images'}",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "migrate"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert "DATABASE_URL: " in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_old_keys_are_read_apart_and_the_newest_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "new")
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", " older, oldest\n")
    assert load_settings().secret_keys == ("new", "older", "oldest")
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "")
    assert load_settings().secret_keys == ("new",)


@pytest.mark.parametrize("older", ["short", "9" * 64, f"{'8' * 64},short"])
def test_production_takes_no_old_key_that_is_short_or_the_key_itself(
    monkeypatch: pytest.MonkeyPatch, older: str
) -> None:
    settings = {"ENVIRONMENT": "production", "SITE_URL": "https://posters.example", "SECRET_KEY": "9" * 64}
    for name, value in {**settings, "SECRET_KEY_FALLBACKS": older}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match="SECRET_KEY_FALLBACKS"):
        load_settings()
