"""How long the 140,000 attempts of January 2010 would take: previews of 800 px through the real server.

    python -m bench.attempts [--seconds 60]

The site runs as it does behind a proxy: gunicorn with two sync workers, warmed before they are forked. Clients ask for
previews of slogans that are all different, template after template, on connections of their own, from the same two
cores. For comparison the same clients ask the same server for an address that does nothing (/healthz), in turns of a
tenth of the time. Any answer that is not a picture ends the run with an error.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from bench.render import WORDS
from billboard.core.catalogue.template_reading import load_templates
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.type.fonts import FontBook
from tests.servers.site import Site, Sites

ROOT = Path(__file__).resolve().parent.parent
ATTEMPTS = 140_000
CLIENTS = 4
TURNS = 10
SETTINGS = {
    "ENVIRONMENT": "production",
    "SITE_URL": "http://127.0.0.1",
    "WEB_THREADS": "1",
    "WEB_CONCURRENCY": "2",
    "LOG_LEVEL": "ERROR",
}


class Visitor(NamedTuple):
    """Who the clients are, to the server: a session, and the seal under which its previews are given."""

    host: str
    port: int
    cookie: str
    seal: str


def begin(site: Site) -> Visitor:
    asked = urllib.request.Request(f"{site.url}/seal", data=b"", headers={"Sec-Fetch-Site": "same-origin"})
    with urllib.request.urlopen(asked) as answer:
        cookie, told = answer.headers["Set-Cookie"].partition(";")[0], json.load(answer)
    address = urlsplit(site.url)
    return Visitor(address.hostname or "", address.port or 0, cookie, told["seal"])


def addresses(templates: list[PosterTemplate], seed: int) -> Iterator[str]:
    """Previews of slogans that nobody has typed before, but for the seal."""
    chance = random.Random(seed)
    for number in count():
        template = templates[number % len(templates)]
        slot = template.slots[0]
        words = chance.choices(WORDS, k=chance.randint(2, 9))
        while len(" ".join(words)) > slot.limit:
            words.pop()
        typed = {**template.defaults, slot.name: " ".join(words).capitalize() or "No"}
        typed["variant"] = chance.choice(template.variants).slug
        yield f"/make/{template.slug}/preview.jpg?{urlencode(typed)}"


def ask(visitor: Visitor, path: str) -> tuple[bytes, bytes]:
    """Status line and body. A socket and no more: the client must not take the server's time."""
    sealed = f"{path}&seal={visitor.seal}" if "/preview.jpg?" in path else path
    told = ("Host: " + visitor.host, "Cookie: " + visitor.cookie, "Sec-Fetch-Site: same-origin", "Connection: close")
    with socket.create_connection(visitor[:2], timeout=30) as connection:
        connection.sendall("\r\n".join((f"GET {sealed} HTTP/1.1", *told, "", "")).encode())
        parts = []
        while part := connection.recv(1 << 18):
            parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    return head.split(b"\r\n", 1)[0], body


def turn(visitor: Visitor, paths: list[Iterator[str]], seconds: float) -> tuple[int, int]:
    """Answers within so many seconds, and the pictures among them."""

    def work(mine: Iterator[str]) -> tuple[int, int]:
        end, answers, pictures = time.monotonic() + seconds, 0, 0
        while time.monotonic() < end:
            status, body = ask(visitor, next(mine))
            if b" 200 " not in status and b" 422 " not in status:
                raise SystemExit(f"the server said {status.decode()}")
            answers += 1
            pictures += body.startswith(b"\xff\xd8")
        return answers, pictures

    with ThreadPoolExecutor(len(paths)) as pool:
        done = list(pool.map(work, paths))
    return sum(each[0] for each in done), sum(each[1] for each in done)


def memory(site: Site) -> list[str]:
    """Of each worker, MB: what it would take if it were alone, and with what it shares divided among all who share."""
    assert site.server
    parent = site.server.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    found = []
    for child in children:
        lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()[1:]
        sizes = {line.split()[0]: int(line.split()[1]) // 1024 for line in lines}
        found.append(f"{sizes['Rss:']} ({sizes['Pss:']})")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    seconds = parser.parse_args().seconds
    templates = list(load_templates(ROOT / "artwork", FontBook(ROOT / "fonts")).values())
    with ExitStack() as stack:
        site = Sites(stack)(SETTINGS)
        visitor = begin(site)
        asking = [addresses(templates, seed) for seed in range(CLIENTS)]
        idling = [iter(lambda: "/healthz", "") for _ in range(CLIENTS)]
        turn(visitor, asking, min(3.0, seconds))  # what is drawn for the first time
        rates, idle, pictures = [], [], 0
        for _ in range(TURNS):
            answers, drawn = turn(visitor, asking, seconds / TURNS)
            rates.append(drawn * TURNS / seconds)
            pictures += drawn
            if drawn < answers * 0.98:
                raise SystemExit(f"only {drawn} of {answers} slogans could be drawn")
            idle.append(turn(visitor, idling, seconds / TURNS / 10)[0] * TURNS * 10 / seconds)
        held = memory(site)
    rate = median(rates)
    print(
        f"{pictures} previews of 800 px, all different, over {len(templates)} templates in {seconds:.0f} s\n"
        f"median {rate:.0f} a second, {rate / median(idle):.2f} of an address that does nothing ({median(idle):.0f})\n"
        f"{ATTEMPTS} attempts: {ATTEMPTS / rate / 60:.1f} minutes\n"
        f"workers hold {' and '.join(held)} MB, what they share counted in each (or divided among them)"
    )


if __name__ == "__main__":
    main()
