"""Starting a server as a child process, waiting until it answers, and making sure that it ends."""

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

HOST = "127.0.0.1"
MEMORY, ROOMY = Path("/dev/shm"), 2**30  # bytes; a container often has 64 MB there, which is not enough
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class DidNotStart(Exception):
    """A server ended or stayed silent; the message carries the end of what it printed."""


def ports(worker: str) -> range:
    """Those of one process of a run in parallel, which xdist calls gw0, gw1, …: a thousand of its own.

    Between asking for a port and listening there lie seconds, in which another process could be given the same. All
    are below those that the system hands to outgoing connections.
    """
    first = 20_000 + int(worker.removeprefix("gw")) % 12 * 1_000
    return range(first, first + 1_000)


_deck: list[int] = []  # ports to be dealt out before any is dealt a second time


def free_port() -> int:
    """A loopback port that nothing listens on, and that nobody was given who may be about to."""
    while True:
        if not _deck:
            own = ports(os.environ.get("PYTEST_XDIST_WORKER", "gw0"))
            _deck.extend(secrets.SystemRandom().sample(own, len(own)))  # which no test's seed repeats
        port = _deck.pop()
        with closing(socket.socket()) as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        return port


def accepts(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def in_memory() -> Path | None:
    """Where files never wait for a disk, if this machine has such a place with room in it."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOMY:
        return MEMORY
    return None


@contextmanager
def scratch(prefix: str, place: Path | None = None) -> Iterator[Path]:
    """A short-named empty directory (a Unix socket's path may have 107 bytes at most), removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f"{prefix}-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lives(process: int) -> bool:
    """Whether there is a process of that number that has not ended, a child of nobody here."""
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


class Server:
    """One child process in a group of its own. It is told to end when the test run dies, however it dies."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        end: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.log = log
        self.end = end

        def end_with_parent() -> None:
            _libc.prctl(_PR_SET_PDEATHSIG, end)

        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=None if env is None else dict(env),
                user=user,
                group="nogroup" if user else None,
                extra_groups=[] if user else None,
                preexec_fn=end_with_parent,
                start_new_session=True,
            )

    def wait_until(self, ready: Callable[[], bool], seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None:
                raise DidNotStart(f"{self.process.args!r} ended with {self.process.returncode}:\n{self.tail()}")
            if time.monotonic() > deadline:
                raise DidNotStart(f"{self.process.args!r} did not answer in {seconds} s:\n{self.tail()}")
            time.sleep(0.03)

    def tail(self) -> str:
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""

    def stop(self, seconds: float = 10) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.end)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        # Whatever the server itself left behind, and the server if it would not listen.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(server: Server, ready: Callable[[], bool], seconds: float = 30) -> Iterator[Server]:
    try:
        server.wait_until(ready, seconds)
        yield server
    finally:
        server.stop()
