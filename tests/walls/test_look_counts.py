"""The memory of today's looks, and how many of them pages are to tell."""

import os
import random
from datetime import timedelta

import pytest

from billboard.walls import evidence, look_counts
from billboard.walls.look_counts import A_SECOND, MINUTE, MOST_IN, LookCounts, Pace
from billboard.walls.looks import Terms
from tests.application import NOW

ONE, THREE = {"a": Terms()}, {"a": Terms(3)}


def test_a_look_counts_once_a_day() -> None:
    counts = LookCounts()
    assert counts.count("here", ONE, NOW) == {"a": 1}
    assert counts.count("here", ONE, NOW) == {}
    assert counts.count("there", ONE, NOW) == {"a": 1}
    assert counts.count("here", {"a": Terms(), "b": Terms()}, NOW) == {"b": 1}


def test_it_counts_as_often_as_one_network_may() -> None:
    counts = LookCounts()
    assert [counts.count("here", THREE, NOW) for _ in range(5)] == [{"a": 1}] * 3 + [{}] * 2
    sampled = {"b": Terms(7, 4)}
    assert [counts.count("here", sampled, NOW) for _ in range(3)] == [{"b": 4}, {"b": 3}, {}]
    endless = {"c": Terms(10_000, 16)}
    assert sum(counts.count("here", endless, NOW).get("c", 0) for _ in range(99)) == look_counts.FULL


def test_what_came_before_midnight_is_known_after_it() -> None:
    counts, midnight = LookCounts(), NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    assert counts.count("here", THREE, midnight - timedelta(seconds=1)) == {"a": 1}
    assert counts.count("here", THREE, midnight) == {"a": 1}
    assert counts.count("here", THREE, midnight + timedelta(hours=11, minutes=59)) == {"a": 1}
    assert counts.count("here", THREE, midnight + timedelta(hours=11, minutes=59)) == {}
    assert [counts.like("here", "a", 2, midnight + timedelta(minutes=each)) for each in (-1, 0, 1)] == [1, 2, 0]


@pytest.mark.parametrize("hours", range(0, 24, 5))
def test_who_comes_every_day_is_counted_every_day(hours: int) -> None:
    counts, moment = LookCounts(), NOW + timedelta(hours=hours)
    for _ in range(3):
        assert counts.count("here", ONE, moment) == {"a": 1}
        moment += timedelta(days=1)


def test_it_forgets_everything_within_a_day_and_its_key_too() -> None:
    counts = LookCounts()
    half = int(NOW.timestamp()) // look_counts.HALF % 2
    counts.count("here", ONE, NOW)
    table = counts._tables[half]
    key = table.key
    assert any(key)
    tomorrow = NOW + timedelta(days=1)
    assert counts.count("there", ONE, tomorrow) == {"a": 1}
    assert table.key != key
    assert sum(table.cells) == look_counts.ROWS
    assert sum(counts._tables[1 - half].cells) == 0
    assert counts.count("here", ONE, tomorrow) == {"a": 1}
    assert counts.count("here", ONE, NOW) == {}, "a worker whose clock is behind begins no half again"


def test_workers_share_it() -> None:
    counts, pace = LookCounts(), Pace()
    child = os.fork()
    if child == 0:
        counts.count("here", ONE, NOW)
        for _ in range(A_SECOND * MINUTE + 1):
            pace.told(NOW)
        os._exit(0)
    os.waitpid(child, 0)
    assert counts.count("here", ONE, NOW) == {}
    assert pace.one_in(NOW + timedelta(minutes=1)) == 2


def test_of_a_great_days_last_looks_no_more_are_lost_than_it_says() -> None:
    """300,000 looks, each of another poster and network; then 20,000 more to measure by."""
    counts, lost = LookCounts(), 0
    for number in range(300_000):
        lost += not counts.count(f"{number % 3000}", {f"p{number // 3000}": Terms()}, NOW)
    assert lost < 300_000 / 1_300 * 1.3
    last = sum(not counts.count(f"new {number}", ONE, NOW) for number in range(20_000))
    assert last < 20_000 / 260 * 1.4


@pytest.mark.parametrize(("a_second", "one_in"), [(3, 1), (20, 1), (21, 2), (80, 4), (100, 8), (700, 32)])
def test_pages_tell_of_as_many_as_a_server_cares_for(a_second: int, one_in: int) -> None:
    pace, moment = Pace(), NOW
    for _ in range(12):
        for _ in range(a_second * MINUTE // pace.one_in(moment)):
            pace.told(moment)
        moment += timedelta(minutes=1)
    assert pace.one_in(moment) == one_in
    assert pace.one_in(moment + timedelta(minutes=9)) == 1


def test_a_flood_makes_one_stand_for_no_more_than_a_network_may_add() -> None:
    pace, moment = Pace(), NOW
    for _ in range(12):
        for _ in range(2000):
            pace.told(moment)
        moment += timedelta(minutes=1)
    assert pace.one_in(moment) == MOST_IN <= evidence.MOST


def test_sampled_looks_add_up_to_those_that_there_were() -> None:
    """A poster whose looks are told one in four, by a page that draws once for all its posters."""
    counts, drawn = LookCounts(), random.Random(5)
    told = [f"{number}" for number in range(40_000) if drawn.random() * 4 < 1]
    assert sum(counts.count(each, {"a": Terms(5, 4)}, NOW).get("a", 0) for each in told) == pytest.approx(40_000, 0.03)
