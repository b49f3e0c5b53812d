"""Addresses of the site that commands print."""

from flask import current_app, url_for

from billboard.web.site import current_site

LOOPBACK = {"127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 nothing is bound to it here


def current_address() -> str:
    """The public one; else this machine's by its name, for under a number no browser makes passkeys."""
    settings = current_site().environment
    host = "localhost" if settings.host in LOOPBACK else settings.host
    return settings.site_url or f"http://{host}:{settings.port}"


def address_of(endpoint: str, secret: str) -> str:
    base = current_address()
    with current_app.test_request_context(base_url=base):
        return base + url_for(endpoint, secret=secret)
