"""A request is read to its end, with deadlines, before a thread sees it."""

import re
import selectors
import time

from gunicorn import util

from billboard.serving.connection import HEAD, PIECE, Connection, State
from billboard.serving.framing import Stage
from billboard.serving.sending import Sender

BODY, LARGE_BODY, UPLOAD = 10, 60, 180  # seconds
MOST_HEAD = 64 << 10  # bytes
MOST_BODY = 64 << 10
# A moderator's header picture, or all that a page of the queue can tick; a test holds these against what the
# application allows.
MOST_LARGE_BODY = (4 << 20) + (64 << 10)
LARGE = re.compile(
    rb"POST /(moderate/(campaigns/[^/? ]+|decide|p/[^/? ]+)|operate/settings/[^/? ]+|studio/d/[^/? ]+/"
    rb"(paint|boxes|formats|papers|figures|preview\.jpg))[? ]"
)
# A photograph, or a template as a zip.
MOST_UPLOAD = 31 << 20
UPLOADS = re.compile(rb"POST /studio/(new|propose|import|d/[^/? ]+/picture)[? ]")


class Reader(Sender):
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
        if large and (lost := self.crowd.one_large_too_many()):
            self._refuse(lost, 503, "Service Unavailable")
            if lost is connection:
                return False
        seconds = UPLOAD if connection.framing.is_upload else LARGE_BODY if large else BODY
        connection.deadline = time.monotonic() + seconds
        if connection.framing.expects:
            try:
                connection.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            except OSError:
                self._close(connection)
                return False
        return True

    def _refuse(self, connection: Connection, status: int, reason: str) -> None:
        try:
            util.write_error(connection.sock, status, reason, "")
        except OSError:
            self._close(connection)
            return
        self._linger(connection)
