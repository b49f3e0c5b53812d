"""Work in a process of its own, bounded in memory and time, so that whatever it does to itself happens to nobody else.

It is a fresh interpreter that knows none of this process's settings and secrets; values and files go to it and come
back in memory that has no name. At most `AT_ONCE` of them run on a machine.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from billboard.core.errors import Busy, Refused
from billboard.infra.apart_process import MEMORY, OUTPUT, TOO_LARGE, read, write

AT_ONCE = 2  # on a machine: each may take MEMORY and a processor
PATIENCE = 10.0  # seconds that somebody waits for a place
SOON = 5  # seconds until it is worth while to ask again
PROCESS = Path(__file__).with_name("apart_process.py")
WORDS = 4000  # characters of its complaints that are kept for the log
CROWDED = f"Several pictures are being worked on at this moment. Try again in {SOON} seconds."
_spent = threading.local()  # by this thread's jobs
logger = logging.getLogger("billboard.apart")


@dataclass(frozen=True, slots=True)
class Job:
    """One function of a module, with what it may take; `failed` is what is said where it gives no answer."""

    module: str
    function: str
    failed: str
    seconds: float = 20.0  # on the wall and of a processor
    memory: int = MEMORY  # bytes of addresses


@dataclass(frozen=True, slots=True)
class Answer:
    values: dict[str, Any]
    files: tuple[bytes, ...]


def run(job: Job, values: Mapping[str, Any], files: Sequence[bytes] = ()) -> Answer:
    """What the job makes of values, which JSON can say, and of files.

    Raises Refused with its sentence where the job refuses, dies or takes too much, and Busy where there is no place.
    """
    with place() as taken, _memory("work") as work, _memory("answer") as answer:
        write(work, {"module": job.module, "function": job.function, "values": values}, files)
        began = monotonic()
        ended, words = _run(job, work, answer, taken)
        if ended != 0:
            _charge(monotonic() - began)
            logger.warning("a process apart ended with %s: %s.%s: %s", ended, job.module, job.function, words)
            raise Refused(TOO_LARGE if ended == -signal.SIGXFSZ else job.failed)
        head, made = read(answer)
        _charge(head["seconds"])
    if "refused" in head:
        raise Refused(head["refused"])
    return Answer(head["values"], tuple(made))


def seconds_apart() -> float:
    """Seconds of processors that this thread's jobs have taken so far."""
    return float(getattr(_spent, "seconds", 0.0))


def _charge(seconds: float) -> None:
    _spent.seconds = seconds_apart() + seconds


def _run(job: Job, work: int, answer: int, taken: int) -> tuple[int, str]:
    """How the process ended (as Popen says it) and the last of what it complained of."""
    bounds = [str(work), str(answer), str(job.memory), str(job.seconds), str(OUTPUT)]
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(  # noqa: S603 its words are numbers; nothing of a visitor's is among them
            [sys.executable, "-I", str(PROCESS), *bounds],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=words,
            env={"LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            cwd="/",
            pass_fds=(work, answer, taken),  # the place is taken for as long as it lives, whatever becomes of us
            start_new_session=True,
        )
        try:
            ended = process.wait(job.seconds)
        except subprocess.TimeoutExpired:
            ended = -signal.SIGKILL
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with whatever it started
            process.wait()
        words.seek(max(0, words.seek(0, os.SEEK_END) - WORDS))
        return ended, words.read().decode(errors="replace").strip()


@contextmanager
def _memory(name: str) -> Iterator[int]:
    """A file in memory that has no name anywhere."""
    number = os.memfd_create(name)
    try:
        yield number
    finally:
        os.close(number)


@contextmanager
def place() -> Iterator[int]:
    """One of the machine's places: the number of an open file that holds its lock. Raises Busy."""
    folder = _places()
    until = monotonic() + PATIENCE
    while True:
        for number in range(AT_ONCE):
            held = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(held)
                continue
            try:
                yield held
            finally:
                os.close(held)
            return
        if monotonic() > until:
            raise Busy(CROWDED, wait=SOON)
        sleep(0.05)


def _places() -> Path:
    """The folder of the locks, which is nobody else's."""
    folder = Path(tempfile.gettempdir()) / f"billboard-apart-{os.geteuid()}"
    folder.mkdir(0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise PermissionError(f"{folder} belongs to somebody else; remove it")
    return folder
