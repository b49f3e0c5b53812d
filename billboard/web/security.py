"""Headers, the nonce, forgery guards and limits: what every request passes."""

import secrets

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect

from billboard.infra.config import Settings
from billboard.infra.derived_keys import derived
from billboard.visitors import network
from billboard.web import caching, source
from billboard.web.assets import fingerprint
from billboard.web.sessions import Sessions
from billboard.web.site import current_site

POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
WORKERS = "; worker-src 'self'"  # for pages whose scripts do proofs of work
FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer posts would say that they come from nowhere
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}


def network_of_request() -> str:
    """What limits count by: a keyed hash of the network, never an address."""
    return network(request.remote_addr or "", derived("limits", current_site().secret_keys[0]))


class LimiterOfViews(Limiter):
    """Limits are given to views, which ask for them; before every request there is nothing to look up.

    Flask-Limiter has no setting that says so, and looking costs a short answer a tenth of its time.
    tests/web/test_limits.py fails when a new version calls the method otherwise.
    """

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


csrf = CSRFProtect()
limiter = LimiterOfViews(key_func=network_of_request, headers_enabled=False)


def install(app: Flask, settings: Settings) -> None:
    app.session_interface = Sessions(app)
    source.install(app)
    csrf.init_app(app)
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.valkey_url or "memory://",
        # A store that accepts and never answers must not hold up requests: give up soon, count in memory meanwhile.
        RATELIMIT_STORAGE_OPTIONS={"socket_timeout": 0.2, "socket_connect_timeout": 0.2} if settings.valkey_url else {},
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.valkey_url),
        RATELIMIT_STRATEGY="moving-window",
    )
    limiter.init_app(app)
    app.after_request(_headers)


def nonce() -> str:
    """This response's script nonce; empty on pages that shared caches keep, which run only files of this site."""
    if g.get("shared"):
        return ""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def frameable(page: Response) -> Response:
    """For frames on other sites: it runs nothing and sends nothing."""
    page.headers["Content-Security-Policy"] = FRAMED
    page.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return page


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        scripts = "'self'" if g.get("shared") else f"'nonce-{nonce()}' 'strict-dynamic'"
        policy = POLICY + WORKERS if g.get("works") else POLICY
        response.headers.setdefault("Content-Security-Policy", policy.format(scripts=scripts))
    else:
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    if "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]:
        response.headers["X-Frame-Options"] = "DENY"  # for browsers and scanners that read no policy
    if current_site().environment.secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint == "static" and response.status_code < 400:
        # An address with its content's hash never changes; a module imported by name is asked for again by its ETag.
        named = request.args.get("v") == fingerprint((request.view_args or {})["filename"])
        caching.keep(response, caching.FOREVER if named else caching.ASK_AGAIN)
    if not response.cache_control and "ETag" not in response.headers:
        caching.never(response)
    return response
