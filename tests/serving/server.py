"""The worker with a small application behind it, and a visitor who writes and reads bytes as they please."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPMessage, parse_headers
from pathlib import Path

from tests.paths import ROOT
from tests.servers.process import HOST, Server, accepts, free_port, running, scratch
from tests.waiting import PATIENCE


@dataclass(frozen=True)
class Echo:
    port: int
    released: Path  # while it does not exist, /held is not answered
    server: Server

    def visitor(self, address: str = HOST) -> "Visitor":
        return Visitor(socket.create_connection((HOST, self.port), PATIENCE, (address, 0)))

    @contextmanager
    def crowd(self, number: int, address: str = HOST) -> Iterator[list["Visitor"]]:
        with ExitStack() as all_of_them:
            yield [all_of_them.enter_context(self.visitor(address)) for _ in range(number)]


class Visitor:
    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.file = sock.makefile("rb")

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        self.file.close()
        self.sock.close()

    def say(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.sock.sendall(piece)

    def answer(self, *, without_body: bool = False) -> tuple[int, bytes]:
        """The next answer, and not a byte of the one after it; what tells to go on is no answer."""
        line = self.file.readline()
        assert line.startswith(b"HTTP/1."), line
        headers = parse_headers(self.file)
        status = int(line.split()[1])
        if status == 100:
            return self.answer()
        return status, b"" if without_body else self._body(headers)

    def _body(self, headers: HTTPMessage) -> bytes:
        if headers["Transfer-Encoding"] != "chunked":
            return self.file.read(int(headers["Content-Length"]))
        body = b""
        while size := int(self.file.readline(), 16):
            body += self.file.read(size)
            self.file.readline()
        self.file.readline()
        return body

    def rest(self) -> bytes:
        """All that comes until the server closes."""
        return self.file.read()

    def ask(self, head: str, body: bytes = b"") -> tuple[int, bytes]:
        self.say(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        return self.answer()


@contextmanager
def echo(threads: int = 4, workers: int = 1, *options: str) -> Iterator[Echo]:
    port = free_port()
    with scratch("echo") as folder:
        command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", "--workers", str(workers)]
        command += ["--worker-class", "billboard.serving.worker.PatientWorker", "--threads", str(threads)]
        command += ["--no-control-socket", "--keep-alive", "5", "--limit-request-line", "8190", *options]
        released = folder / "released"
        environment = {**os.environ, "RELEASED": str(released)}
        server = Server([*command, "tests.serving.echo:app"], log=folder / "log", cwd=ROOT, env=environment)
        with running(server, lambda: accepts(port)):
            yield Echo(port, released, server)
