"""gunicorn's worker with threads, but that no visitor holds a thread by being slow.

The loop reads a request to its end, with deadlines, before a thread sees it; a thread leaves an answer that its reader
does not take at once to the loop. The threads are given to visitors' networks in turns, and when there are too many
connections, whoever has most of them loses one. A request that comes whole costs no more than before.
"""

import errno
import resource
import socket
import time
from concurrent.futures import Future
from typing import Any, ClassVar

from billboard.serving.connection import HEAD, SENDING, Connection, State
from billboard.serving.framing import Limits
from billboard.serving.reading import LARGE, MOST_BODY, MOST_HEAD, MOST_LARGE_BODY, MOST_UPLOAD, UPLOADS, Reader
from billboard.serving.turns import Turns
from billboard.visitors import Breadth, prefixes

SWEEP = 0.25  # seconds between two looks at who is late
OWN_FILES = 200  # files that a worker has open beside connections


class PatientWorker(Reader):
    # Else all connections are of the proxy in front.
    addresses_are_visitors: ClassVar[bool] = True
    worker_connections: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self.worker_connections = min(self.worker_connections, max(files - OWN_FILES, self.cfg.threads * 2))
        line = self.cfg.limit_request_line
        self.limits = Limits(line, MOST_HEAD, MOST_BODY, MOST_LARGE_BODY, LARGE, MOST_UPLOAD, UPLOADS)
        threads = self.cfg.threads
        for_one = max(1, threads // 2) if self.addresses_are_visitors else threads
        beside_others = max(1, threads // 8) if self.addresses_are_visitors else threads
        self.turns = Turns(threads, for_one, beside_others)
        self.next_sweep = 0.0

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        super().check_config(cfg, log)
        if cfg.is_ssl:
            raise RuntimeError("TLS is for what stands in front: leave certfile and keyfile out.")

    # Connections come and go.

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._give_one_up()
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        if self.nr_conns + 1 >= self.worker_connections:  # at the bound itself nobody would be accepted
            self._give_one_up()
        owner = prefixes(client[0])[Breadth.HOME] if isinstance(client, tuple) else ""
        connection = Connection(self.cfg, sock, client, listener.getsockname(), owner, self.limits)
        self.nr_conns += 1
        self.crowd.add(connection)
        connection.enter(State.READING, HEAD)
        self._read(connection)

    def _give_one_up(self) -> None:
        if surplus := self.crowd.one_too_many():
            self._close(surplus)

    # A thread answers it.

    def _line_up(self, connection: Connection) -> None:
        self._watch(connection, 0)
        connection.state, connection.since = State.WAITING, time.monotonic()
        self.turns.join(connection)
        self._give_turns()

    def _give_turns(self) -> None:
        while connection := self.turns.next():
            connection.state = State.SERVED
            connection.hand_over()
            self.enqueue_req(connection)

    def handle(self, conn: Connection) -> bool:
        """In a thread: whether the connection is kept for a next request."""
        kept = super().handle(conn)
        return bool(kept) and not (conn.cut or conn.sock.starved)

    def handle_request(self, req: Any, conn: Connection) -> Any:
        req._expected_100_continue = False  # the loop has seen to it
        if conn.cut:
            req.force_close()
        return super().handle_request(req, conn)

    def finish_request(self, conn: Connection, fs: "Future[bool]") -> None:
        """In the loop, after a thread is done."""
        self.turns.done(conn)
        failed = fs.cancelled() or fs.exception() is not None
        conn.keep = not failed and fs.result()
        if failed or conn.sock.broken:
            self._close(conn)
        else:
            conn.enter(State.SENDING, SENDING)
            self._send_on(conn)
            self._hold_no_more_than_bearable()
        self._give_turns()

    # Who is late.

    def murder_keepalived(self, force: bool = False) -> None:
        """Called on each round of the loop, and once more, with force, at its end."""
        now = time.monotonic()
        if not force and now < self.next_sweep:
            return
        self.next_sweep = now + SWEEP
        for connection in [each for each in self.crowd if each.state.value < State.WAITING.value]:
            if force or connection.deadline <= now:
                self._time_out(connection, force)

    def _time_out(self, connection: Connection, force: bool) -> None:
        if connection.state is State.READING and connection.received and not force:
            self._refuse(connection, 408, "Request Timeout")
        else:
            self._close(connection)

    def murder_pending(self) -> None:
        """There are none: whoever has not sent a request is with all others."""

    def _cap_keepalive(self, deadline: float) -> None:
        """The worker is to stop: those who have not begun to ask are not waited for."""
        for each in self.crowd:
            if each.state is State.IDLE or (each.state is State.READING and not each.received):
                each.deadline = min(each.deadline, deadline)
