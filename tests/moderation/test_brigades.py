"""One true report among sixty false ones by four networks: it stands among the first three, however they are dealt."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from billboard.infra.jobs import JobName
from billboard.moderation import queue
from billboard.moderation.queue import View
from billboard.operators.jobs import JOBS
from billboard.visitors import steps_today
from tests.application import NOW, parts, publish
from tests.moderation.reporting import report

FALSE, NETWORKS = 60, 4
MIDNIGHT = datetime(2026, 5, 8, tzinfo=UTC)
SUBJECTS = (
    "Buses Bins Kettles Ducks Swans Cones Hedges Forms Ferries Trains Queues Lamps Bridges Pigeons Scones".split()
)
Dealt = Callable[[int], Iterator[tuple[int, int]]]


def each_on_all(posters: int) -> Iterator[tuple[int, int]]:
    """A poster and a network for each report: every network on every poster."""
    return ((turn % posters, turn // posters % NETWORKS) for turn in range(FALSE))


def in_turns(posters: int) -> Iterator[tuple[int, int]]:
    """Of two posters each is reported by two networks."""
    return ((turn % posters, turn % NETWORKS) for turn in range(FALSE))


def once_each(posters: int) -> Iterator[tuple[int, int]]:
    """As few reports as reach all."""
    return ((poster, network) for poster in range(posters) for network in range(NETWORKS))


def brigade(app: Flask, dealt: Dealt, posters: int, *, begin: datetime = NOW, step: int = 6) -> list[str]:
    innocent = [publish(app, f"{SUBJECTS[number]} for everyone", now=begin) for number in range(posters)]
    for turn, (poster, network) in enumerate(dealt(posters)):
        now = begin + timedelta(seconds=step * turn)
        report(app, innocent[poster], "threat", f"c{turn}", address=f"203.0.{network}.{turn + 1}", now=now)
    return innocent


def place(app: Flask, code: str, now: datetime) -> int:
    """In the queue, from 1, once the jobs have run."""
    list(JOBS[JobName.WEIGH_REPORTS].work(parts(app), now))
    with parts(app).database.read() as session:
        cases = queue.page(session, View.REPORTED, now=now, templates=parts(app).templates).cases
    return [case.poster.code for case in cases].index(code) + 1


# In turns over four posters each network has one of its own: four strangers, of whom nothing tells that they are none.
WAYS = [(each_on_all, (2, 3, 4, 5, 13, 15)), (in_turns, (2, 3, 5, 13, 15)), (once_each, (2, 3, 4, 5))]


@pytest.mark.parametrize(("dealt", "posters"), [(dealt, posters) for dealt, many in WAYS for posters in many])
def test_one_true_report_stands_among_the_first_three_over_however_many_posters(
    app: Flask, dealt: Dealt, posters: int
) -> None:
    brigade(app, dealt, posters)
    true, late = publish(app, "Her telephone number again"), NOW + timedelta(minutes=8)
    report(app, true, "private", "neighbour", address="198.51.100.7", now=late)
    assert place(app, true, late + timedelta(minutes=1)) <= 3


@pytest.mark.parametrize("posters", [1, 2, 4, 13])
def test_nor_do_networks_begin_anew_at_midnight(app: Flask, posters: int) -> None:
    """In the evening they report fifteen posters, and after midnight others."""
    brigade(app, each_on_all, 15, begin=MIDNIGHT - timedelta(minutes=30))
    list(JOBS[JobName.EXPIRE].work(parts(app), MIDNIGHT))
    brigade(app, each_on_all, posters, begin=MIDNIGHT + timedelta(minutes=1))
    true, late = publish(app, "Her telephone number again"), MIDNIGHT + timedelta(minutes=20)
    address = _of_another_shade(app)
    report(app, true, "private", "neighbour", address=address, now=late)
    assert place(app, true, late + timedelta(minutes=1)) == 1


def _of_another_shade(app: Flask) -> str:
    """An address of which no network of the brigade has the shade."""
    with parts(app).database.write() as session:
        late = MIDNIGHT + timedelta(minutes=19)
        theirs = {steps_today(session, f"203.0.{network}.1", late).shade for network in range(NETWORKS)}
        others = (f"198.51.{number}.7" for number in range(100, 200))
        return next(each for each in others if steps_today(session, each, late).shade not in theirs)
