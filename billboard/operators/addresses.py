"""Addresses of the site that commands print."""

from flask import current_app, url_for

from billboard.infra.config import Settings
from billboard.web.site import current_site

LOOPBACK = {"127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 nothing is bound to it here


def listening_at(settings: Settings) -> str:
    """By this machine's name, for under a number no browser makes passkeys."""
    host = "localhost" if settings.host in LOOPBACK else settings.host
    return f"http://{host}:{settings.port}"


def current_address() -> str:
    """The public one, where there is one."""
    settings = current_site().environment
    return settings.site_url or listening_at(settings)


def address_of(endpoint: str, secret: str) -> str:
    base = current_address()
    with current_app.test_request_context(base_url=base):
        return base + url_for(endpoint, secret=secret)
