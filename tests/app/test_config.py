import pytest

from billboard.config import ROOT, Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ENVIRONMENT", "SECRET_KEY", "DATABASE_URL", "IMAGE_STORE", "SITE_URL", "PORT"):
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
    monkeypatch.setattr("billboard.config.INSTANCE", tmp_path)
    first, second = load_settings(), load_settings()
    assert first.secret_key == second.secret_key
    assert len(first.secret_key.get_secret_value()) == 64


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in readme] == []
