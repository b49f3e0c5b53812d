"""A visitor's connection: what has come of a request, and what has not yet gone of its answer."""

import os
import select
import socket
import time
from enum import Enum
from typing import Any, BinaryIO

from gunicorn import http
from gunicorn.workers.gthread import TConn

from billboard.serving.framing import Framing, Limits

PIECE = 1 << 16  # bytes read at once
MOST_UNSENT = 8 << 20  # bytes of one answer; a thread waits while more is left
HEAD = 10  # seconds that the head of a request may take
SENDING = 20  # seconds for which a visitor may take nothing


class State(Enum):
    """In the order in which connections are given up when there are too many."""

    LINGERING = 0  # all is said; the visitor is heard out, so that the answer's end is not lost
    IDLE = 1  # kept alive
    SENDING = 2
    READING = 3
    WAITING = 4  # for a thread
    SERVED = 5  # by a thread


class Pipe:
    """What the parser and the application take for the visitor's socket.

    Nothing on it waits for the visitor: all of the request has been read when the parser asks, and what the visitor
    does not take at once of an answer is kept for the loop to send.
    """

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.unsent = bytearray()
        self.unread = bytearray()  # of a request that has all come
        self.read = 0  # bytes of it that the parser has taken
        self.starved = False  # the parser wanted more than there was
        self.broken = False

    def recv(self, size: int) -> bytes:
        """Piece by piece: the parser copies what it holds with each read, which would be all of an upload."""
        piece = bytes(memoryview(self.unread)[self.read : self.read + size])
        self.read += len(piece)
        if self.read >= len(self.unread):
            self.unread, self.read = bytearray(), 0
        self.starved = self.starved or not piece
        return piece

    def sendall(self, data: bytes) -> None:
        view = memoryview(data)
        if not self.unsent:
            view = view[self._send(view) :]
        self.unsent += view
        if len(self.unsent) > MOST_UNSENT:
            self._wait()

    def send(self, data: bytes) -> int:
        self.sendall(data)
        return len(data)

    def sendfile(self, file: BinaryIO, offset: int = 0, count: int | None = None) -> int:
        sent = 0
        while count is None or sent < count:
            piece = os.pread(file.fileno(), PIECE * 4 if count is None else min(PIECE * 4, count - sent), offset + sent)
            if not piece:
                break
            self.sendall(piece)
            sent += len(piece)
        return sent

    def flush(self) -> int:
        """Send what is left as far as the visitor takes it; how much that was."""
        total = 0
        while self.unsent:
            sent = self._send(memoryview(self.unsent)[: PIECE * 4].tobytes())
            if not sent:
                break
            del self.unsent[:sent]
            total += sent
        return total

    def _send(self, data: bytes | memoryview) -> int:
        try:
            return self.sock.send(data)
        except (BlockingIOError, InterruptedError):
            return 0

    def _wait(self) -> None:
        poll = select.poll()
        poll.register(self.sock, select.POLLOUT)
        deadline = time.monotonic() + SENDING
        while len(self.unsent) > MOST_UNSENT:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise BrokenPipeError("nobody reads the answer")
            self.flush()

    def setblocking(self, flag: bool) -> None:
        pass

    def settimeout(self, seconds: float | None) -> None:
        pass

    def gettimeout(self) -> float:
        return 0.0

    def fileno(self) -> int:
        return self.sock.fileno()

    def getsockname(self) -> Any:
        return self.sock.getsockname()

    def getpeername(self) -> Any:
        return self.sock.getpeername()

    def shutdown(self, how: int) -> None:
        raise OSError("the loop closes connections")

    def close(self) -> None:
        """An answer broke off half-way."""
        self.broken = True


class Connection(TConn):
    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any, owner: str, limits: Limits) -> None:
        super().__init__(cfg, sock, client, server)
        self.raw, self.sock = sock, Pipe(sock)
        self.owner = owner
        self.limits = limits
        self.parser = http.get_parser(cfg, self.sock, client)
        self.initialized = self.data_ready = True  # nothing is left for a thread to wait for
        self.state = State.READING
        self.since = time.monotonic()
        self.deadline = 0.0
        self.watched = 0  # events that the loop listens for
        self.received = bytearray()
        self.framing = Framing(limits)
        self.cut = False  # handed on without all of its request: the connection ends with the answer
        self.keep = False  # for a next request, when all of the answer has gone
        self.heard = 0  # bytes since all was said

    def enter(self, state: State, seconds: float) -> None:
        self.state, self.since = state, time.monotonic()
        self.deadline = self.since + seconds

    def hand_over(self) -> None:
        self.sock.unread, self.received = self.received, bytearray()

    def begin_anew(self) -> None:
        """Make ready for the next request; what has come of it already is kept."""
        self.received = bytearray(self.parser.unreader.take_buffered()) + self.sock.unread[self.sock.read :]
        self.sock.unread, self.sock.read = bytearray(), 0
        self.framing = Framing(self.limits)
