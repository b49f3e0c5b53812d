"""An answer is sent without a thread, and its connection made ready for the next request."""

import selectors
import socket
import time

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER

from billboard.serving.connection import HEAD, PIECE, SENDING, Connection, State
from billboard.serving.loop import Loop

ANSWER = 300  # seconds that an answer may take, however steadily it is read
LINGER, LINGER_BYTES = 2, 1 << 20


class Sender(Loop):
    def _send_on(self, connection: Connection) -> None:
        try:
            sent = connection.sock.flush()
        except OSError:
            self._close(connection)
            return
        if connection.sock.unsent:
            if sent:
                connection.deadline = min(time.monotonic() + SENDING, connection.since + ANSWER)
            self._watch(connection, selectors.EVENT_WRITE)
        elif connection.keep:
            self._await_next(connection)
        else:
            self._linger(connection)

    def _hold_no_more_than_bearable(self) -> None:
        if lying := self.crowd.one_unread_too_long():
            self._close(lying)

    def _await_next(self, connection: Connection) -> None:
        connection.begin_anew()
        if connection.received:
            connection.enter(State.READING, HEAD)
            self._judge(connection)
            return
        connection.enter(State.IDLE, self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER)
        self._watch(connection, selectors.EVENT_READ)

    def _linger(self, connection: Connection) -> None:
        """Say that no more will come and hear the visitor out: closing at once would take the answer back."""
        if connection.sock.unsent:
            connection.keep = False
            connection.enter(State.SENDING, SENDING)
            self._watch(connection, selectors.EVENT_WRITE)
            return
        try:
            connection.raw.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(connection)
            return
        connection.received = bytearray()
        connection.heard = 0
        connection.enter(State.LINGERING, LINGER)
        self._watch(connection, selectors.EVENT_READ)

    def _hear_out(self, connection: Connection) -> None:
        try:
            data = connection.raw.recv(PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        connection.heard += len(data)
        if not data or connection.heard > LINGER_BYTES:
            self._close(connection)
