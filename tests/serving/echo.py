"""The smallest application: says what it was sent, or more than anybody likes to read."""

import os
import time
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

BIG = 6 << 20  # bytes: more than the kernel keeps for a connection


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/big":
        start_response("200 OK", [("Content-Length", str(BIG))])
        return [b"x" * BIG]
    if path == "/pieces":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return iter([b"one,", b"two,", b"three"])
    if path == "/file":
        file = Path(__file__)
        start_response("200 OK", [("Content-Length", str(file.stat().st_size))])
        return environ["wsgi.file_wrapper"](file.open("rb"))  # type: ignore[no-any-return]
    if path == "/broken":
        start_response("200 OK", [("Content-Length", "1000")])
        return _broken()
    if path == "/held":
        released = Path(os.environ["RELEASED"])
        released.with_name("begun").touch()
        while not released.exists():
            time.sleep(0.01)
    if path == "/unread":
        body = b"unread"
    else:
        sent = BytesIO(environ["wsgi.input"].read())
        body = b"%s %s %d %s" % (
            environ["REQUEST_METHOD"].encode(),
            path.encode(),
            len(sent.getvalue()),
            sent.getvalue()[-20:],
        )
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def _broken() -> Iterable[bytes]:
    yield b"half"
    raise RuntimeError("half-way")
