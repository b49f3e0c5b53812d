"""The server itself, with its configuration: what it counts, and how it begins anew while people read the wall."""

import os
import re
import signal
import socket
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.servers.process import HOST, Server, free_port, lives
from tests.servers.site import Site
from tests.waiting import wait_until

GUNICORN = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py"), "wsgi:app"]


@pytest.fixture
def prepared(sqlite_url: str, tmp_path: Path) -> Site:
    """A site that is not served yet, started from a folder of its own, where its file `.env` lies."""
    (tmp_path / "tmp").mkdir()
    own = {"FLASK_SKIP_DOTENV": "", "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tmp"), "RUN_JOBS": "yes"}
    site = Site(tmp_path, own | {"DATABASE_URL": sqlite_url})
    (tmp_path / ".env").write_text("SITE_NAME=First\n")
    return site


@contextmanager
def served(site: Site) -> Iterator[Server]:
    server = Server(GUNICORN, log=site.folder / "log", cwd=site.folder, env=site.environment)
    try:
        server.wait_until(site.answers, 60)
        yield server
    finally:
        server.stop()


def read(site: Site, path: str) -> str:
    with urllib.request.urlopen(site.url + path, timeout=20) as answer:
        return str(answer.read().decode())


def counted(site: Site) -> int:
    found = re.findall(r'^billboard_requests_total{.*route="/about/rules".*} ([\d.]+)$', read(site, "/metrics"), re.M)
    return round(sum(map(float, found)))


def children(process: int) -> set[int]:
    return {int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()}


@contextmanager
def readers(site: Site) -> Iterator[list[Exception]]:
    """Somebody who reads on and on, and what went wrong for them."""
    over, trouble = threading.Event(), list[Exception]()

    def go_on() -> None:
        while not over.wait(0.02):
            try:
                read(site, "/healthz")
            except Exception as error:  # noqa: BLE001 whatever it is, nobody should have met it
                trouble.append(error)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield trouble
    finally:
        over.set()
        thread.join()


def test_what_all_workers_counted_is_told_and_a_server_begins_anew_while_it_is_read(prepared: Site) -> None:
    with served(prepared) as server, readers(prepared) as trouble:
        process, env = server.process, prepared.folder / ".env"
        for _ in range(8):
            assert "First" in read(prepared, "/about/rules")
        assert counted(prepared) == 8

        env.write_text("SITE_NAME=Second\n")
        wait_until(lambda: len(children(process.pid)) == 3)  # two workers and the runner of jobs
        former = children(process.pid)
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: "Second" in read(prepared, "/about/rules"))
        wait_until(lambda: not any(map(lives, former)))
        assert process.poll() is None
        assert counted(prepared) >= 9  # going on where it was

        env.write_text("TRUSTED_PROXIES=none\n")
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: "cannot begin anew" in prepared.log())
        assert "Second" in read(prepared, "/about/rules")
        assert "No module named" not in prepared.log()

        env.write_text("SITE_NAME=Third\n")
        wait_until(lambda: len(children(process.pid)) == 3)
        former = children(process.pid)
        process.send_signal(signal.SIGUSR2)
        wait_until(lambda: prepared.log().count("Billboard is at") == 3)
        [second] = children(process.pid) - former
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        wait_until(lambda: "Third" in read(prepared, "/about/rules"))
        assert trouble == []
        os.kill(second, signal.SIGTERM)
        wait_until(lambda: not lives(second))
    assert list((prepared.folder / "tmp").glob("billboard-metrics-*")) == []


def test_a_start_on_a_port_that_is_taken_names_another_and_leaves_nothing(prepared: Site) -> None:
    port = free_port()
    with socket.create_server((HOST, port)):
        prepared.environment |= {"PORT": str(port), "PREPARE": "1"}
        server = Server(GUNICORN, log=prepared.folder / "log", cwd=prepared.folder, env=prepared.environment)
        assert server.process.wait(60) == 1
    said = prepared.log()
    assert f"Something else listens on port {port} already. Take another one:  PORT={port + 1} make run" in said
    assert "Traceback" not in said
    assert list((prepared.folder / "tmp").iterdir()) == []
