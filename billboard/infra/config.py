"""Settings from the environment, typed and checked once at the start."""

import os
import secrets
from dataclasses import replace
from email.headerregistry import Address
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from billboard.infra.adjustable import Adjustable
from billboard.infra.mail import Relay, read_relay, read_sender
from billboard.infra.signing import Keys

ROOT = Path(__file__).resolve().parents[2]
INSTANCE = ROOT / "instance"
KNOWN_SECRETS = frozenset({"", "change-me", "changeme", "secret", "dev", "development", "default"})


class SettingsError(Exception):
    """The environment asks for something that cannot be started; the message names the variable and the cure."""


class Settings(Adjustable, BaseSettings):
    """Every setting there is. The environment variable is the field's name in upper case.

    What operators may change while the site runs stands in `adjustable`; the rest, here, holds until the next start.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    environment: Literal["development", "production"] = "development"
    secret_key: SecretStr = SecretStr("")
    secret_key_fallbacks: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    site_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    web_concurrency: int = Field(2, ge=1, le=64)
    web_threads: int = Field(1, ge=1, le=64)
    run_jobs: bool = True
    prometheus_multiproc_dir: str = ""
    database_url: str = f"sqlite:///{INSTANCE / 'billboard.db'}"
    image_store: str = f"folder:{INSTANCE / 'images'}"
    art_folder: str = ""
    art_megabytes: int = Field(200, ge=20, le=100_000)
    s3_endpoint_url: str = ""
    s3_ca_bundle: str = ""
    aws_access_key_id: SecretStr = SecretStr("")
    aws_secret_access_key: SecretStr = SecretStr("")
    aws_region: str = "us-east-1"
    backup_place: str = ""
    backup_hour: int = Field(2, ge=0, le=23)
    backup_days: int = Field(14, ge=1, le=3650)
    backup_endpoint_url: str = ""
    backup_access_key_id: SecretStr = SecretStr("")
    backup_secret_access_key: SecretStr = SecretStr("")
    valkey_url: str = ""
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = ""
    trusted_proxies: int = Field(0, ge=0, le=5)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    gunicorn_log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("secret_key_fallbacks", mode="before")
    @classmethod
    def _keys_apart(cls, keys: object) -> object:
        return keys.replace(",", " ").split() if isinstance(keys, str) else keys

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        for short in ("postgres://", "postgresql://"):  # what hosting platforms hand out
            if url.startswith(short):
                return "postgresql+psycopg://" + url.removeprefix(short)
        if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must start with sqlite:/// or postgresql+psycopg://")
        return url

    @field_validator("image_store")
    @classmethod
    def _known_store(cls, place: str) -> str:
        kind, _, rest = place.partition(":")
        if kind == "folder" and rest:
            return place
        if kind == "s3" and rest.startswith("//") and rest.strip("/"):
            return place
        raise ValueError("must be folder:PATH or s3://BUCKET/PREFIX")

    @field_validator("backup_place")
    @classmethod
    def _known_place(cls, place: str) -> str:
        return cls._known_store(place) if place else place

    @field_validator("site_url", "s3_endpoint_url", "backup_endpoint_url")
    @classmethod
    def _absolute(cls, url: str) -> str:
        if url and not (url.startswith(("http://", "https://")) and urlsplit(url).netloc):
            raise ValueError("must be an address that starts with https:// (or http://)")
        return url.rstrip("/")

    @field_validator("valkey_url")
    @classmethod
    def _known_valkey(cls, url: str) -> str:
        if url and not url.startswith(("valkey://", "valkeys://", "valkey+unix://")):
            raise ValueError("must be an address such as valkey://localhost:6379")
        return url

    @field_validator("smtp_url")
    @classmethod
    def _known_relay(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value():
            read_relay(url.get_secret_value())
        return url

    @field_validator("mail_from")
    @classmethod
    def _writable_sender(cls, sender: str) -> str:
        if sender:
            read_sender(sender, "")
        return sender

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.smtp_url.get_secret_value() and not self.mail_from:
            raise ValueError("MAIL_FROM is missing: with SMTP_URL, set it to the address that letters come from")
        return self

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if self.environment != "production":
            return self
        key, *older = self.secret_keys
        if key.lower() in KNOWN_SECRETS:
            raise ValueError("SECRET_KEY is missing or a default: set it to the output of `openssl rand -hex 32`")
        if len(key) < 32:
            raise ValueError("SECRET_KEY is too short: set it to the output of `openssl rand -hex 32`")
        if key in older or any(len(each) < 32 for each in older):
            raise ValueError("SECRET_KEY_FALLBACKS must be earlier values of SECRET_KEY, of 32 characters or more")
        if not self.site_url:
            raise ValueError("SITE_URL is missing: set it to the public address, such as https://posters.example.org")
        return self

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def secret_keys(self) -> Keys:
        return tuple(key.get_secret_value() for key in (self.secret_key, *self.secret_key_fallbacks))

    @property
    def relay(self) -> Relay | None:
        """Who takes letters, or None where the site sends none."""
        url = self.smtp_url.get_secret_value()
        return replace(read_relay(url), name=self.sender.domain) if url else None

    @property
    def sender(self) -> Address:
        return read_sender(self.mail_from, self.site_name)

    @property
    def zone(self) -> ZoneInfo:
        """On whose clock pages give dates, and desks take them."""
        return ZoneInfo(self.time_zone)

    @property
    def secure(self) -> bool:
        """Whether visitors arrive over HTTPS, so that cookies may be marked Secure."""
        return self.site_url.startswith("https://")


def load_settings() -> Settings:
    """Read the environment. Raises SettingsError with one line per fault."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None
    if settings.secret_key.get_secret_value():
        return settings
    return settings.model_copy(update={"secret_key": SecretStr(_development_key(INSTANCE / "secret_key"))})


def _development_key(path: Path) -> str:
    """A key of this checkout's own, kept so that a restart signs nobody out."""
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()


def _explain(error: ValidationError) -> str:
    lines = ["Billboard cannot start with these settings:"]
    for fault in error.errors():
        name = str(fault["loc"][0]).upper() if fault["loc"] else ""
        reason = fault["msg"].removeprefix("Value error, ")
        lines.append(f"  {name}: {reason}" if name else f"  {reason}")
    return "\n".join(lines)
