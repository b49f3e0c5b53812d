"""Of many processes that would run the jobs one does, until it stops asking to."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from billboard.jobs import runs
from billboard.jobs.lease import ABANDONED, LOST, Candidate
from billboard.models import Lease
from tests.application import parts


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until its one entry is raised."""
    clock = [1000.0]
    monkeypatch.setattr("billboard.jobs.lease.monotonic", lambda: clock[0])
    return clock


def test_one_of_many_gets_it_and_keeps_it(app: Flask) -> None:
    candidates = [Candidate(parts(app).database) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        held = list(pool.map(lambda candidate: candidate.hold(), candidates))
        assert held.count(True) == 1
        for _ in range(3):
            assert list(pool.map(lambda candidate: candidate.hold(), candidates)) == held
    with parts(app).database.read() as session:
        assert runs.leader(session) == candidates[held.index(True)].name


def test_what_is_given_back_is_taken_at_once(app: Flask) -> None:
    first, other = (Candidate(parts(app).database) for _ in range(2))
    assert first.hold()
    other.release()  # it is not theirs to give
    assert not other.hold()
    first.release()
    assert other.hold()
    assert not first.hold()


def test_it_is_abandoned_once_nobody_has_asked_for_it_for_so_long(app: Flask, second: list[float]) -> None:
    gone, other = (Candidate(parts(app).database) for _ in range(2))
    assert gone.hold()
    assert not other.hold()
    second[0] += ABANDONED - 1
    assert gone.hold()  # late, and still there
    second[0] += 1
    assert not other.hold()
    second[0] += ABANDONED - 0.1
    assert not other.hold()
    second[0] += 0.2
    assert other.hold()
    assert not gone.hold()


def test_its_holder_gives_up_before_anybody_else_may_take_it(app: Flask, second: list[float]) -> None:
    holder, other = (Candidate(parts(app).database) for _ in range(2))
    assert holder.lost()
    assert holder.hold()
    assert not other.hold()
    second[0] += LOST - 0.1
    assert not holder.lost()
    second[0] += 0.2
    assert holder.lost()
    assert not other.hold()


def test_without_its_line_nobody_leads(app: Flask) -> None:
    with parts(app).database.write() as session:
        session.execute(delete(Lease))
    with pytest.raises(SQLAlchemyError):
        Candidate(parts(app).database).hold()
