"""What every process must know of the database: looked for once a second, and kept where that does not answer."""

import logging
import threading
import time

import pytest
from sqlalchemy.exc import SQLAlchemyError

from billboard.infra import newest
from billboard.infra.newest import Newest

LOGGER = logging.getLogger("tests.newest")


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until its one entry is raised."""
    clock = [1000.0]
    monkeypatch.setattr(newest, "monotonic", lambda: clock[0])
    return clock


def test_it_looks_once_a_second_and_at_once_when_told_to(second: list[float]) -> None:
    known = Newest(0, lambda number: number + 1, LOGGER)
    assert [known.get() for _ in range(5)] == [1] * 5
    second[0] += 0.9
    assert known.get() == 1
    second[0] += 0.2
    assert [known.get() for _ in range(5)] == [2] * 5
    known.forget()
    assert known.get() == 3


def test_what_was_known_stays_while_the_database_is_away_and_is_complained_of_once(
    second: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    away: list[Exception] = []

    def look(number: int) -> int:
        if away:
            raise away[0]
        return number + 1

    known = Newest(0, look, LOGGER)
    assert known.get() == 1
    away.append(SQLAlchemyError())
    for _ in range(3):
        second[0] += 1.1
        assert known.get() == 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    away.clear()
    second[0] += 1.1
    assert known.get() == 2


def test_a_database_that_never_answers_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "FIRST", 0.05)
    monkeypatch.setattr(newest, "FRESH", 0.0)
    answer = threading.Event()

    def look(number: int) -> int:
        answer.wait(10)
        return number + 1

    known, begun = Newest(0, look, LOGGER), time.monotonic()
    assert [known.get() for _ in range(100)] == [0] * 100
    assert time.monotonic() - begun < 1
    answer.set()
