"""Limits are looked up and counted where a view has them, once a request, and nowhere else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_limiter import Limiter

from billboard.web.security import LimiterOfViews, limiter
from tests.application import MakeApp, publish
from tests.servers.process import HOST, free_port


@pytest.fixture
def lookups(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The endpoints whose limits were looked up: the library begins by asking which request it is."""
    asked: list[str] = []
    identify = limiter.identify_request

    def identify_request() -> str:
        asked.append(identify())
        return asked[-1]

    monkeypatch.setattr(limiter, "identify_request", identify_request)
    return asked


def limited(app: Flask) -> str:
    """The address of a view with a limit."""
    publish(app)
    return "/duel"


def statuses(client: FlaskClient, path: str, times: int) -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


@pytest.mark.parametrize("path", ["/", "/gallery", "/p/{code}", "/healthz", "/static/css/base.css", "/nothing/here"])
def test_nothing_is_looked_up_where_there_is_no_limit(lite: Flask, lookups: list[str], path: str) -> None:
    lite.test_client().get(path.format(code=publish(lite))).close()
    assert lookups == []


def test_the_limits_of_a_view_are_looked_up(lite: Flask, lookups: list[str]) -> None:
    assert lite.test_client().get(limited(lite)).status_code == 200
    assert set(lookups) == {"duel.page"}


def test_a_request_counts_once(make_app: MakeApp) -> None:
    app = make_app(vote_limit="3 per minute")
    assert statuses(app.test_client(), limited(app), 4) == [200, 200, 200, 429]


def test_what_has_no_limit_counts_for_nobody(make_app: MakeApp) -> None:
    app = make_app(vote_limit="1 per minute")
    client = app.test_client()
    statuses(client, "/gallery", 3)
    assert statuses(client, limited(app), 2) == [200, 429]
    assert statuses(client, "/gallery", 1) == [200]


def test_limits_hold_where_their_store_does_not_answer() -> None:
    app = Flask(__name__)
    limits = LimiterOfViews(
        key_func=lambda: "somebody", storage_uri=f"valkey://{HOST}:{free_port()}", in_memory_fallback_enabled=True
    )
    limits.init_app(app)
    app.add_url_rule("/limited", view_func=limits.limit("2 per minute")(lambda: "here"))
    assert statuses(app.test_client(), "/limited", 3) == [200, 200, 429]


def test_the_library_still_has_what_is_overridden(lite: Flask) -> None:
    assert LimiterOfViews._check_request_limit is not Limiter._check_request_limit
    hooks = [hook for hook in lite.before_request_funcs[None] if getattr(hook, "__self__", None) is limiter]
    assert hooks == [limiter._check_request_limit], "it has another name by now: see LimiterOfViews"
