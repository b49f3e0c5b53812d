"""Places for what is expensive, shared by threads and by processes."""

import gc
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from billboard.budget.lanes import Crowded, Lane, Lanes
from tests.waiting import PATIENCE, wait_until


def lane(places: int = 2, *, inside: int = 100, patience: float = PATIENCE) -> Lane:
    return Lane("tests", places, inside=inside, patience=patience)


def test_no_more_work_at_once_than_there_are_places() -> None:
    road, guard, now, most = lane(2), threading.Lock(), 0, 0

    def work(_: int) -> None:
        nonlocal now, most
        with road.place():
            with guard:
                now += 1
                most = max(most, now)
            threading.Event().wait(0.002)
            with guard:
                now -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(work, range(60)))
    assert most == 2


def test_a_lane_that_nobody_has_any_more_leaves_no_file_open() -> None:
    def files() -> list[str]:
        return [where for each in Path("/proc/self/fd").iterdir() if "lane-gone" in (where := os.path.realpath(each))]

    road = Lane("gone", 1, inside=1, patience=PATIENCE)
    with road.place():
        assert len(files()) == 1
    del road
    gc.collect()
    assert files() == []


def test_who_had_to_wait_is_told_so() -> None:
    road, told = lane(1), list[bool]()

    def wait() -> None:
        with road.place() as waited:
            told.append(waited)

    with road.place() as waited:
        assert not waited
        waiting = threading.Thread(target=wait)
        waiting.start()
        wait_until(lambda: road._turn.locked())
    waiting.join(PATIENCE)
    assert told == [True]


def test_a_lane_with_nobody_to_leave_it_turns_others_away() -> None:
    road = lane(1, patience=0.02)
    with road.place(), pytest.raises(Crowded), road.place():
        pass
    with road.place() as waited:
        assert not waited


def test_not_all_threads_of_a_process_may_wait() -> None:
    road = lane(1, inside=1)
    with road.place(), pytest.raises(Crowded), road.place():
        pass  # at once, though it would have had the patience


def test_a_place_is_free_again_where_the_work_fails() -> None:
    road = lane(1, inside=1)
    with pytest.raises(ZeroDivisionError), road.place():
        raise ZeroDivisionError
    with road.place() as waited:
        assert not waited


def test_processes_share_the_places_and_the_dead_hold_none() -> None:
    road = lane(1, patience=0.02)
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        with road.place():
            os.write(told, b"in")
            signal.pause()
        os._exit(0)
    try:
        assert os.read(ready, 2) == b"in"
        with pytest.raises(Crowded), road.place():
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with road.place():
        pass


@pytest.mark.parametrize(("processors", "threads"), [(1, 1), (2, 32), (2, 64), (64, 64)])
def test_threads_stay_clear_of_the_lanes(processors: int, threads: int) -> None:
    lanes = Lanes.of(processors, threads)
    inside = lanes.quick._inside._initial_value + lanes.slow._inside._initial_value  # type: ignore[attr-defined]
    if threads >= 32:
        assert inside <= threads * 3 // 4
    assert len(lanes.quick._places) == processors
    assert len(lanes.slow._places) >= 1
