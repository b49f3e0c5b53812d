"""A site that sends letters to a mailroom."""

from datetime import datetime

import pytest
from flask import Flask

from tests.application import NOW, MakeApp
from tests.roundup.subscribing import Clock, posting
from tests.servers.smtp import Mailroom


@pytest.fixture
def app(make_app: MakeApp, database_url: str, mailroom: Mailroom) -> Flask:
    """A site that sends letters, on SQLite and on PostgreSQL in turn."""
    return posting(make_app, mailroom, database_url=database_url)


@pytest.fixture
def lite_app(make_app: MakeApp, mailroom: Mailroom) -> Flask:
    """The same on SQLite alone, for what no database can change."""
    return posting(make_app, mailroom)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets what time the pages and the command think it is."""

    def turn(to: datetime) -> None:
        for module in ("billboard.views.roundup", "billboard.operators.jobs_cli"):
            monkeypatch.setattr(f"{module}.now", lambda: to)

    turn(NOW)
    return turn
