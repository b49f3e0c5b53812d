"""In these tests a setting is in force at once."""

import pytest

from billboard.settings import live


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FRESH", 0.0)
