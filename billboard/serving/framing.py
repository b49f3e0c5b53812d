"""When the whole of a request has come.

This decides only when a request is handed on: gunicorn's parser reads it again, and what the two would read
differently is handed on as cut, so that its connection ends with it.
"""

import re
from enum import Enum
from typing import NamedTuple

SIZE_LINE = 8190  # bytes, as in gunicorn
RAW = 4  # times the bytes of a body that it may take in chunks
_FIELDS = re.compile(rb"\r\n(content-length|transfer-encoding|expect):[ \t]*([^\r]*)", re.IGNORECASE)
_BARE_LINE_FEED = re.compile(rb"(?<!\r)\n")
_SIZE = re.compile(rb"([0-9a-f]{1,8})[ \t]*(?:;.*)?", re.IGNORECASE | re.DOTALL)


class Stage(Enum):
    HEAD = "the head has not all come"
    BODY = "the body has not all come"
    WHOLE = "all has come"
    CUT = "whatever else comes, the answer is a refusal"
    TOO_LONG = "the head is longer than any"


class Limits(NamedTuple):
    line: int  # bytes of the request line
    head: int
    body: int  # of most requests
    large_body: int
    large: re.Pattern[bytes]  # matches request lines that a large body may follow
    upload: int = 0  # of photographs
    uploads: re.Pattern[bytes] = re.compile(rb"(?!)")  # matches request lines that one may follow


class Framing:
    """Of one request; looks at every byte once, however slowly they come."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.stage = Stage.HEAD
        self.expects = False  # to be told to go on before it sends its body
        self.is_large = False
        self.is_upload = False
        self._at = 0  # as far as all has been looked at
        self._end: int | None = None  # of a body whose length is known
        self._body_starts = 0
        self._most = limits.body
        self._decoded = 0
        self._in_trailers = False

    def look(self, received: bytearray) -> Stage:
        if self.stage is Stage.HEAD:
            self.stage = self._look_at_head(received)
        if self.stage is Stage.BODY:
            self.stage = self._look_at_body(received)
        return self.stage

    def _look_at_head(self, received: bytearray) -> Stage:
        start = 2 if received.startswith(b"\r\n") else 0  # one empty line may come first
        end = received.find(b"\r\n\r\n", max(start, self._at - 3))
        if end < 0:
            if _BARE_LINE_FEED.search(received, self._at):
                return Stage.CUT
            self._at = len(received)
            line = received.find(b"\r\n", start, start + self.limits.line + 2)
            if line < 0 and len(received) > start + self.limits.line + 4:
                return Stage.CUT
            return Stage.TOO_LONG if len(received) > self.limits.head else Stage.HEAD
        if end > self.limits.head:
            return Stage.TOO_LONG
        self._body_starts = self._at = end + 4
        return self._after_head(bytes(received[start:end]))

    def _after_head(self, head: bytes) -> Stage:
        fields: dict[bytes, list[bytes]] = {b"content-length": [], b"transfer-encoding": [], b"expect": []}
        for name, value in _FIELDS.findall(head):
            fields[name.lower()].append(value.strip(b" \t").lower())
        lengths, codings = fields[b"content-length"], fields[b"transfer-encoding"]
        line = head.partition(b"\r\n")[0]
        self.expects = b"100-continue" in fields[b"expect"] and line.endswith(b"HTTP/1.1")
        self.is_upload = bool(self.limits.uploads.match(line))
        self.is_large = self.is_upload or bool(self.limits.large.match(line))
        self._most = self.limits.large_body if self.is_large else self.limits.body
        self._most = self.limits.upload if self.is_upload else self._most
        if codings:
            understood = codings == [b"chunked"] and not lengths and line.endswith(b"HTTP/1.1")
            return Stage.BODY if understood else Stage.CUT
        if not lengths:
            return Stage.WHOLE
        if len(lengths) > 1 or not re.fullmatch(rb"[0-9]{1,12}", lengths[0]) or int(lengths[0]) > self._most:
            return Stage.CUT
        self._end = self._body_starts + int(lengths[0])
        return Stage.BODY

    def _look_at_body(self, received: bytearray) -> Stage:
        if self._end is not None:
            return Stage.WHOLE if len(received) >= self._end else Stage.BODY
        if len(received) - self._body_starts > RAW * self._most:
            return Stage.CUT
        while self.stage is Stage.BODY:
            if self._in_trailers:
                return self._look_at_trailers(received)
            found = self._size_line(received)
            if found is None:
                break
            size, after = found
            if size == 0:
                self._in_trailers, self._at = True, after
                continue
            if self._decoded + size > self._most and len(received) - after > self._most - self._decoded:
                return Stage.CUT  # with one byte too many, so that it is seen to be too long
            if len(received) < after + size + 2:
                break
            self._decoded, self._at = self._decoded + size, after + size + 2
        return self.stage

    def _size_line(self, received: bytearray) -> tuple[int, int] | None:
        """The size of the next chunk and where it starts; None while its line has not come."""
        end = received.find(b"\r\n", self._at, self._at + SIZE_LINE)
        if end < 0:
            if len(received) >= self._at + SIZE_LINE:
                self.stage = Stage.CUT
            return None
        size = _SIZE.fullmatch(received, self._at, end)
        if not size:
            self.stage = Stage.CUT
            return None
        return int(size[1], 16), end + 2

    def _look_at_trailers(self, received: bytearray) -> Stage:
        if received.startswith(b"\r\n", self._at) or received.find(b"\r\n\r\n", self._at) >= 0:
            return Stage.WHOLE
        if len(received) - self._at > SIZE_LINE:
            return Stage.CUT
        return Stage.BODY
