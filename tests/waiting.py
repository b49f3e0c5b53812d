"""Waiting for what should come about, however busy the machine."""

import time
from collections.abc import Callable

PATIENCE = 60  # seconds until what should have come about is given up


def wait_until(true: Callable[[], object]) -> None:
    """Ask until it is true."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"still not true after {PATIENCE} s"
        time.sleep(0.01)


def last_true(true: Callable[[], object]) -> float:
    """Ask until it is true no more; the time (seconds since 1970) it was asked last when it was, 0 if it never was."""
    last = 0.0

    def over() -> bool:
        nonlocal last
        asked = time.time()
        if not true():
            return True
        last = asked
        return False

    wait_until(over)
    return last
