"""Places for work that is expensive, shared by the processes of a server."""

import fcntl
import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep

LOOK_AGAIN = 0.002  # seconds


class Crowded(Exception):
    """All places are taken and as many wait as may, or have waited for long enough."""


class Lane:
    """At most `places` at work in all processes, and `inside` at work or waiting in one of them.

    A place is a byte of a file in memory with a record lock on it, which the kernel takes back from a process that
    dies. Made before the workers are forked, the file is theirs together. A process closes it when it is done with the
    lane.
    """

    def __init__(self, name: str, places: int, *, inside: int, patience: float) -> None:
        self._file = os.memfd_create(f"lane-{name}")
        # Not at the process’s end, which closes it anyway and may come while threads are at work.
        weakref.finalize(self, os.close, self._file).atexit = False
        self._places, self._patience = range(places), patience
        self._inside = threading.BoundedSemaphore(inside)
        self._mine: set[int] = set()  # those taken by threads of this process, whom record locks do not keep apart
        self._guard, self._turn = threading.Lock(), threading.Lock()

    @contextmanager
    def place(self) -> Iterator[bool]:
        """A place, kept for as long as the block runs; whether it had to be waited for. Raises Crowded."""
        if not self._inside.acquire(blocking=False):
            raise Crowded
        try:
            place, waited = self._take()
            try:
                yield waited
            finally:
                self._leave(place)
        finally:
            self._inside.release()

    def _take(self) -> tuple[int, bool]:
        deadline = monotonic() + self._patience
        place = self._free()
        if place is not None:
            return place, False
        # One thread of a process looks, and the others wait for their turn at it.
        if not self._turn.acquire(timeout=self._patience):
            raise Crowded
        try:
            while (place := self._free()) is None:
                if monotonic() > deadline:
                    raise Crowded
                sleep(LOOK_AGAIN)
            return place, True
        finally:
            self._turn.release()

    def _free(self) -> int | None:
        """A place that was free, and is taken."""
        with self._guard:
            for place in self._places:
                if place not in self._mine and self._lock(place):
                    self._mine.add(place)
                    return place
        return None

    def _lock(self, place: int) -> bool:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except OSError:
            return False
        return True

    def _leave(self, place: int) -> None:
        with self._guard:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)
            self._mine.discard(place)


@dataclass(frozen=True)
class Lanes:
    """`quick` is for what somebody waits for while typing, `slow` for pictures and prints that take longer.

    `held_back` are the threads of a process that may keep a refusal back for a moment.
    """

    quick: Lane
    slow: Lane
    held_back: threading.Semaphore

    @classmethod
    def of(cls, processors: int, threads: int) -> "Lanes":
        """Of a server, in whose processes half of the threads may be in the first and a quarter in the other."""
        quick = Lane("quick", processors, inside=max(8, threads // 2), patience=8)
        slow = Lane("slow", max(1, processors // 2), inside=max(4, threads // 4), patience=15)
        return cls(quick, slow, threading.Semaphore(threads // 8))
