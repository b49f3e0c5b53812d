"""A process kept at work beside a server's own: begun by it, begun again when it dies, ended with it."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from types import FrameType

STEADY = 60.0  # seconds after which a process is not thought to die at once
LONGEST = 60.0  # seconds at most before a process that dies at once is begun again
OTHERS = (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH, signal.SIGTTIN, signal.SIGTTOU)
Handler = Callable[[int, FrameType | None], object]


class Keeper:
    """Of one child, which does `work` and ends. It belongs to the process, and its main thread, that makes it."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._owner = os.getpid()
        self.child: int | None = None
        self._begun = 0.0
        self._deaths = 0  # at once, in a row

    def start(self) -> None:
        # The child waits, not the server: each time it has died at once for twice as long.
        pause = min(LONGEST, 2.0**self._deaths / 2) if self._deaths else 0.0
        self._begun = monotonic()
        child = os.fork()
        if child == 0:
            self._be_the_child(pause)
        self.child = child

    def listen(self) -> None:
        """Begin a child that dies again, whoever else wants to know of children's deaths."""
        before = signal.getsignal(signal.SIGCHLD)

        def somebody_died(number: int, frame: FrameType | None) -> None:
            if callable(before):
                before(number, frame)
            self._mend()

        signal.signal(signal.SIGCHLD, somebody_died)

    def stop(self, patience: float = 10.0) -> None:
        """End the child and wait for that; one that does not listen is killed."""
        child, self.child = self.child, None
        if child is None:
            return
        deadline = monotonic() + patience
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)
            while _lives(child) and monotonic() < deadline:
                time.sleep(0.05)
            if _lives(child):
                os.kill(child, signal.SIGKILL)

    def _mend(self) -> None:
        if os.getpid() != self._owner or self.child is None or _lives(self.child):
            return
        self._deaths = self._deaths + 1 if monotonic() - self._begun < STEADY else 0
        self.start()

    def _be_the_child(self, pause: float) -> None:
        status = 1
        try:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            for number in OTHERS:
                signal.signal(number, signal.SIG_IGN)
            time.sleep(pause)
            self._work()
            status = 0
        except BaseException:  # noqa: BLE001 nothing of the server's own is to be run in the child
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)


def _lives(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG) == (0, 0)
    except ChildProcessError:  # the server has collected it
        return False
