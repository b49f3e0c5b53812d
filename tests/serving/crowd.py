"""Connections that are half open, of every kind: by themselves they cost nothing and end never."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

NUMBER = 200
HEAD = (
    b"POST /seal HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\n"
)
# What each kind says first, and then on and on.
KINDS: dict[str, tuple[bytes, bytes]] = {
    "no byte": (b"", b""),
    "half a header": (b"GET / HTTP/1.1\r\nHost: ", b""),
    "a header line by line": (b"GET / HTTP/1.1\r\n", b"Accept: text/html\r\n"),
    "headers without the body": (HEAD, b""),
    "a body byte by byte": (HEAD, b"w"),
    "an answer that is never read": (b"GET /about/rules HTTP/1.1\r\nHost: h\r\n\r\n" * 300, b""),
    "kept alive": (b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n", b""),
}


@contextmanager
def half_open(connect: Callable[[], socket.socket], first: bytes) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        crowd = []
        for _ in range(NUMBER):
            sock = stack.enter_context(connect())
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.sendall(first)
            crowd.append(sock)
        yield crowd


def go_on(crowd: list[socket.socket], words: bytes) -> None:
    for sock in crowd if words else []:
        try:
            sock.send(words)
        except OSError:  # let go by now
            continue
