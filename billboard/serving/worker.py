"""gunicorn's worker with threads, but that no visitor holds a thread by being slow.

The loop reads a request to its end, with deadlines, before a thread sees it; a thread leaves an answer that its reader
does not take at once to the loop. The threads are given to visitors' networks in turns, and when there are too many
connections, whoever has most of them loses one. A request that comes whole costs no more than before.
"""

import errno
import re
import resource
import selectors
import socket
import time
from collections import Counter
from concurrent.futures import Future
from functools import partial
from typing import Any, ClassVar

from gunicorn import util
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from billboard.serving.connection import PIECE, SENDING, Connection, State
from billboard.serving.framing import Limits, Stage
from billboard.serving.turns import Turns
from billboard.visitors import Breadth, prefixes

HEAD, BODY, LARGE_BODY = 10, 10, 60  # seconds
ANSWER = 300  # seconds that an answer may take, however steadily it is read
LINGER, LINGER_BYTES = 2, 1 << 20
SWEEP = 0.25  # seconds between two looks at who is late
OWN_FILES = 200  # files that a worker has open beside connections
MOST_HELD = 64 << 20  # bytes of answers that nobody takes
MOST_LARGE = 4  # large bodies read at once

MOST_HEAD = 64 << 10  # bytes
MOST_BODY = 64 << 10
# A moderator's header picture, or all that a page of the queue can tick; a test holds these against what the
# application allows.
MOST_LARGE_BODY = (4 << 20) + (64 << 10)
LARGE = re.compile(rb"POST /moderate/(campaigns/[^/? ]+|decide|p/[^/? ]+)[? ]")


class PatientWorker(ThreadWorker):
    # Else all connections are of the proxy in front.
    addresses_are_visitors: ClassVar[bool] = True
    worker_connections: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self.worker_connections = min(self.worker_connections, max(files - OWN_FILES, self.cfg.threads * 2))
        self.limits = Limits(self.cfg.limit_request_line, MOST_HEAD, MOST_BODY, MOST_LARGE_BODY, LARGE)
        self.connections: set[Connection] = set()
        self.of_owner: Counter[str] = Counter()
        threads = self.cfg.threads
        for_one = max(1, threads // 2) if self.addresses_are_visitors else threads
        beside_others = max(1, threads // 8) if self.addresses_are_visitors else threads
        self.turns: Turns[Connection] = Turns(threads, for_one, beside_others)
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
        self.connections.add(connection)
        self.of_owner[owner] += 1
        connection.enter(State.READING, HEAD)
        self._read(connection)

    def _give_one_up(self) -> None:
        """Close a connection of whoever has most of them."""
        owner = max(self.of_owner, key=self.of_owner.__getitem__, default="")
        able = [each for each in self.connections if each.owner == owner and each.state is not State.SERVED]
        if able:
            self._close(min(able, key=lambda each: (each.state.value, each.since)))

    def _close(self, connection: Connection) -> None:
        if connection.state is State.WAITING:
            self.turns.leave(connection)
        self._watch(connection, 0)
        self.connections.discard(connection)
        self.of_owner[connection.owner] -= 1
        if not self.of_owner[connection.owner]:
            del self.of_owner[connection.owner]
        self.nr_conns -= 1
        util.close(connection.raw)

    def _watch(self, connection: Connection, events: int) -> None:
        if connection.watched == events:
            return
        if not events:
            self.poller.unregister(connection.raw)
        elif connection.watched:
            self.poller.modify(connection.raw, events, partial(self._on_event, connection))
        else:
            self.poller.register(connection.raw, events, partial(self._on_event, connection))
        connection.watched = events

    def _on_event(self, connection: Connection, _: Any) -> None:
        if connection not in self.connections:  # given up since the loop was told of it
            return
        if connection.state is State.SENDING:
            self._send_on(connection)
        elif connection.state is State.LINGERING:
            self._hear_out(connection)
        else:
            self._read(connection)

    # A request is read.

    def _read(self, connection: Connection) -> None:
        try:
            data = connection.raw.recv(PIECE)
        except (BlockingIOError, InterruptedError):
            self._watch(connection, selectors.EVENT_READ)
            return
        except OSError:
            self._close(connection)
            return
        if not data:
            self._ended(connection)
            return
        if connection.state is State.IDLE:
            connection.enter(State.READING, HEAD)
        connection.received += data
        self._judge(connection)

    def _ended(self, connection: Connection) -> None:
        """The visitor sends nothing more: what there is of a body is answered as it is."""
        if connection.framing.stage is Stage.BODY:
            connection.cut = True
            self._line_up(connection)
        else:
            self._close(connection)

    def _judge(self, connection: Connection) -> None:
        before, stage = connection.framing.stage, connection.framing.look(connection.received)
        if stage in (Stage.WHOLE, Stage.CUT):
            connection.cut = stage is Stage.CUT
            self._line_up(connection)
        elif stage is Stage.TOO_LONG:
            self._refuse(connection, 431, "Request Header Fields Too Large")
        else:
            if stage is Stage.BODY and before is Stage.HEAD and not self._expect_body(connection):
                return
            self._watch(connection, selectors.EVENT_READ)

    def _expect_body(self, connection: Connection) -> bool:
        """Have the body sent; False if there is no room for it, or nobody any more who would send it."""
        large = connection.framing.is_large
        if large and (lost := self._one_large_too_many()):
            self._refuse(lost, 503, "Service Unavailable")
            if lost is connection:
                return False
        connection.deadline = time.monotonic() + (LARGE_BODY if large else BODY)
        if connection.framing.expects:
            try:
                connection.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            except OSError:
                self._close(connection)
                return False
        return True

    def _one_large_too_many(self) -> Connection | None:
        """Of those who send large bodies, when there are too many: the last of the owner who sends most of them."""
        reading = [each for each in self.connections if each.state is State.READING]
        sent = [each for each in reading if each.framing.is_large and each.framing.stage is Stage.BODY]
        if len(sent) <= MOST_LARGE:
            return None
        of_owner = Counter(each.owner for each in sent)
        owner = max(of_owner, key=of_owner.__getitem__)
        return max((each for each in sent if each.owner == owner), key=lambda each: each.since)

    def _refuse(self, connection: Connection, status: int, reason: str) -> None:
        try:
            util.write_error(connection.sock, status, reason, "")
        except OSError:
            self._close(connection)
            return
        self._linger(connection)

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

    # The answer is sent, and the connection is made ready for the next request.

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
        """The answer that has been left lying longest goes where too much lies."""
        sending = [each for each in self.connections if each.state is State.SENDING and each.sock.unsent]
        if sum(len(each.sock.unsent) for each in sending) > MOST_HELD:
            self._close(min(sending, key=lambda each: each.deadline))

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

    # Who is late.

    def murder_keepalived(self, force: bool = False) -> None:
        """Called on each round of the loop, and once more, with force, at its end."""
        now = time.monotonic()
        if not force and now < self.next_sweep:
            return
        self.next_sweep = now + SWEEP
        for connection in [each for each in self.connections if each.state.value < State.WAITING.value]:
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
        for each in self.connections:
            if each.state is State.IDLE or (each.state is State.READING and not each.received):
                each.deadline = min(each.deadline, deadline)
