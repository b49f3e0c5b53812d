"""How long votes, walls and the desk take beside clients that are at it with all their might, and beside slow ones.

    python -m bench.crowding [--seconds 10] [--only sqlite|postgresql] [--crowd KIND] [--typing] [--faster 20]

On SQLite as `make run` serves it, and on PostgreSQL behind nginx with workers of their own for drawing, which step back
where processors are short (here by their niceness). A visitor votes, looks at a wall and, as a moderator, at the desk,
in turns: while nobody else is there, beside one, three and ten hostile connections, each from an address of its own and
without a pause (prints on twelve sheets, previews of the longest text, streets), and beside 200 half-open connections
of each kind. Times are medians and 95th percentiles in ms; ratios are to the quiet ones of the same run. Who asks and
who is asked share the processors.

`--typing` plays an hour of thirty people behind one address instead, so many times faster, with limits by as much
higher, and counts refusals.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import random
import re
import socket
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing.synchronize import Event
from statistics import median, quantiles
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from billboard.core.catalogue.template_reading import load_templates
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.type.fonts import FontBook
from tests.paths import ROOT
from tests.servers.nginx import nginx
from tests.servers.postgres import postgres
from tests.servers.process import HOST, free_port
from tests.servers.site import Site, Sites
from tests.servers.valkey import valkey
from tests.serving.crowd import KINDS, go_on, half_open
from tests.visitor import Visitor, hidden

HOSTILE = (1, 3, 10)  # connections
PAUSE = 0.02  # seconds between two requests of who is measured
FROM = "X-Test-Address"  # whom nginx takes for the sender
AS_TOLD = f"set_real_ip_from {HOST}; real_ip_header {FROM};"
MANY = "10000000"
SETTINGS = {
    "LOG_LEVEL": "ERROR",
    "VOTES_PER_NETWORK": MANY,
    "VOTES_PER_NETWORK_PER_POSTER": MANY,
    "VOTES_OF_NEW_VISITORS_PER_POSTER": MANY,
    "VOTE_LIMIT": f"{MANY} per minute",
    "ATTACK_VOTES_A_MINUTE": "0",
}
PEOPLE = 30
TOGETHER = 300  # seconds of the hour within which all of them begin
Act = Callable[[], None]


class Door(NamedTuple):
    """Where the site is reached, and what stands there."""

    port: int
    authority: str | None  # whose certificates are trusted; None without TLS
    code: str  # a poster
    scenes: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"{'https' if self.authority else 'http'}://{HOST}:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext | None:
        return ssl.create_default_context(cafile=self.authority) if self.authority else None

    def connect(self, address: str = HOST) -> socket.socket:
        sock = socket.create_connection((HOST, self.port), 60, (address if not self.authority else HOST, 0))
        return self.trust.wrap_socket(sock, server_hostname=HOST) if self.trust else sock


class Client:
    """A connection that is kept, from an address of its own."""

    def __init__(self, door: Door, address: str) -> None:
        self.door, self.address = door, address
        source = (HOST if door.authority else address, 0)
        if door.trust:
            self.connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                HOST, door.port, timeout=60, context=door.trust
            )
        else:
            self.connection = http.client.HTTPConnection(HOST, door.port, timeout=60, source_address=source)
        self.cookie = ""

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None, **more: str) -> tuple[int, bytes]:
        url = self.door.url
        headers = {FROM: self.address, "Origin": url, "Referer": url + "/", "Sec-Fetch-Site": "same-origin", **more}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for kept in (self.connection.sock is not None, False):
            try:
                self.connection.request(method, path, urlencode(form) if form is not None else None, headers)
                answer = self.connection.getresponse()
                body = answer.read()
                break
            except (http.client.HTTPException, OSError):
                self.connection.close()
                if not kept:  # else it had been idle, and the server has closed it
                    return 0, b""
        if not self.cookie and (told := answer.getheader("Set-Cookie")):
            self.cookie = told.partition(";")[0]
        return answer.status, body

    def sealed(self) -> str:
        """The seal of previews, and the session's cookie that it goes with."""
        return str(json.loads(self.ask("POST", "/seal", {})[1])["seal"])


def templates() -> list[PosterTemplate]:
    return list(load_templates(ROOT / "artwork", FontBook(ROOT / "fonts")).values())


def longest(template: PosterTemplate, number: int) -> str:
    """The query of a preview with all slots full, that nobody has asked for before."""
    return urlencode({slot.name: (f"{number} Wm" + "W " * slot.limit)[: slot.limit].strip() for slot in template.slots})


# Who is at it.


def press(door: Door, address: str, stop: Event) -> None:
    """Ask without a pause for what costs most."""
    client, number = Client(door, address), 0
    seal, kinds = client.sealed(), templates()
    while not stop.is_set():
        number += 1
        template = kinds[number % len(kinds)]
        paths = (
            f"/p/{door.code}/print.pdf?paper=hoarding-a3",
            f"/make/{template.slug}/preview.jpg?{longest(template, number)}&seal={seal}",
            f"/p/{door.code}/street/{door.scenes[number % len(door.scenes)]}.jpg",
        )
        for path in paths:
            client.ask("GET", path)


def dawdle(door: Door, kind: str, ready: Event, stop: Event) -> None:
    first, then = KINDS[kind]
    with half_open(lambda: door.connect("127.0.0.9"), first) as crowd:
        ready.set()
        while not stop.wait(1):
            go_on(crowd, then)


# Who is measured.


def acts(door: Door, moderator: str) -> dict[str, Act]:
    desk, reader, voter = Client(door, "127.0.1.1"), Client(door, "127.0.1.2"), Client(door, "127.0.1.3")
    desk.cookie = moderator

    def expect(client: Client, method: str, path: str, form: Mapping[str, str] | None = None, **more: str) -> None:
        status, body = client.ask(method, path, form, **more)
        if status != 200:
            raise SystemExit(f"{method} {path}: {status} {body[:200]!r}")

    def vote() -> None:
        voter.cookie = ""
        expect(voter, "POST", f"/p/{door.code}/vote", {"value": "1"}, Accept="application/json")

    return {
        "vote": vote,
        "wall": lambda: expect(reader, "GET", "/gallery?sort=new"),
        "desk": lambda: expect(desk, "GET", "/moderate"),
    }


class Times(NamedTuple):
    middle: float
    late: float  # the 95th percentile


def measure(doing: Mapping[str, Act], seconds: float) -> dict[str, Times]:
    found: dict[str, list[float]] = {name: [] for name in doing}
    end = time.monotonic() + seconds
    while time.monotonic() < end or min(map(len, found.values())) < 5:
        for name, act in doing.items():
            begun = time.perf_counter()
            act()
            found[name].append((time.perf_counter() - begun) * 1000)
            time.sleep(PAUSE)
    return {name: Times(median(each), quantiles(each, n=20)[-1]) for name, each in found.items()}


def say(name: str, found: Mapping[str, Times], quiet: Mapping[str, Times]) -> None:
    cells = (
        f"{each}: {times.middle:6.1f} ({times.middle / quiet[each].middle:4.1f}×) {times.late:7.1f}"
        f" ({times.late / quiet[each].late:4.1f}×)"
        for each, times in found.items()
    )
    print(f"  {name:<32}{'   '.join(cells)}", flush=True)


@contextmanager
def beside(work: Sequence[tuple[Callable[..., None], tuple[Any, ...]]], stop: Event) -> Iterator[None]:
    """While others are at it, in processes of their own."""
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=target, args=(*arguments, stop), daemon=True) for target, arguments in work]
    for each in others:
        each.start()
    try:
        yield
    finally:
        stop.set()
        for each in others:
            each.join(90)


def latencies(name: str, door: Door, moderator: str, seconds: float, crowd: str) -> None:
    print(f"{name}: median and 95th percentile in ms, and their ratios to quiet ones")
    context = multiprocessing.get_context("spawn")
    doing = acts(door, moderator)
    measure(doing, 2)
    quiet = measure(doing, seconds)
    say("quiet", quiet, quiet)
    for number in HOSTILE if not crowd else ():
        stop = context.Event()
        with beside([(press, (door, f"127.0.2.{each + 1}")) for each in range(number)], stop):
            time.sleep(3)
            say(f"{number} hostile", measure(doing, seconds), quiet)
    for kind in [each for each in KINDS if crowd in each]:
        ready, stop = context.Event(), context.Event()
        with beside([(dawdle, (door, kind, ready))], stop):
            if not ready.wait(60):
                print(f"  200: {kind}: could not all connect")
            say(f"200: {kind}", measure(doing, seconds), quiet)
    say("quiet again", measure(doing, seconds), quiet)


# Thirty people typing.


def hour(door: Door, person: int) -> Iterator[tuple[str, str, dict[str, str] | None]]:
    """What one of them asks for: four posters, each typed for two minutes, every hoarding, walls and votes."""
    chance, kinds = random.Random(person), templates()
    for poster in range(4):
        template = kinds[(person + poster) % len(kinds)]
        first = next(slot for slot in template.slots if slot.required)
        text = " ".join(chance.choices("pot holes for all of us now and then a bus".split(), k=9))[: first.limit]
        yield "GET", "/gallery", None
        yield "GET", "/make", None
        yield "GET", f"/make/{template.slug}", None
        blank = {slot.name: "" for slot in template.slots}
        for letters in range(240):
            words = f"{letters} {text[: 1 + letters % len(text)]}"[: first.limit]
            typed = urlencode(blank | {first.name: words})
            yield "GET", f"/make/{template.slug}/preview.jpg?{typed}", None
            if letters % 80 == 79:
                yield "GET", f"/make/{template.slug}/driveby?{typed}", None
        yield "POST", f"/make/{template.slug}", template.defaults | {first.name: f"{person} {text}"[: first.limit]}
        yield "GET", f"/make/every?slogan={quote(text)}", None
        for other in kinds:
            yield "GET", f"/make/{other.slug}/small.jpg?slogan={quote(text)}", None
        for scene in door.scenes:
            yield "GET", f"/p/{door.code}/street/{scene}/small.jpg", None
        yield "GET", f"/gallery?q={quote(text.split()[0])}", None
        yield "GET", f"/p/{door.code}/print.pdf", None
        for _ in range(5):
            yield "POST", f"/p/{door.code}/vote", {"value": str(chance.randint(0, 1))}


def type_for_an_hour(name: str, door: Door, faster: float) -> None:
    answers: Counter[tuple[str, int]] = Counter()
    begun = time.monotonic()

    def one(person: int) -> None:
        client = Client(door, "127.0.3.1")
        seal = client.sealed()
        asked, late = list(hour(door, person)), random.Random(person).uniform(0, TOGETHER)
        for number, (method, path, form) in enumerate(asked):
            # A person's requests are spread over the hour; who is behind goes on at once.
            time.sleep(max(0.0, begun + (late + 3600 * number / len(asked)) / faster - time.monotonic()))
            sealed = (
                f"{path}{'&' if '?' in path else '?'}seal={seal}"
                if re.match("/make/.*/(preview|small)", path)
                else path
            )
            if form is not None and path.startswith("/make/"):
                form = hidden(client.ask("GET", path)[1].decode()) | form
            status = client.ask(method, sealed, form, Accept="application/json")[0]
            answers[re.sub("/(p|make)/[^/?]+", r"/\1/…", path.partition("?")[0]), status] += 1

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(one, range(PEOPLE)))
    took = time.monotonic() - begun
    refused = {what: count for what, count in answers.items() if what[1] in (0, 429, 503) or what[1] >= 500}
    print(
        f"{name}: {answers.total():,} requests of {PEOPLE} people in {took:.0f} s, "
        f"{sum(refused.values())} refused {refused or ''}"
    )
    print("  " + ", ".join(f"{path} {status}: {count}" for (path, status), count in sorted(answers.items())))


# What stands there.


def seeded(site: Site, url: str, port: int, authority: str | None, trust: ssl.SSLContext | None) -> tuple[Door, str]:
    """The door, and a moderator's cookies."""
    wall = Visitor(url, trust)
    code = re.findall(r'href="/p/([^"/?#]+)"', wall.ask("/gallery?sort=top").text)[0]
    scenes = tuple(sorted(set(re.findall(r"street=([a-z-]+)", wall.ask(f"/p/{code}").text))))
    ada = Visitor(url, trust)
    password = site.flask("create-moderator", "ada").split()[-1]
    status = ada.fill_in("/moderate/login", name="ada", password=password).status
    assert status == 303, status
    return Door(port, authority, code, scenes), "; ".join(f"{each.name}={each.value}" for each in ada.cookies)


@contextmanager
def on_sqlite(settings: Mapping[str, str]) -> Iterator[tuple[Door, str]]:
    with ExitStack() as stack:
        site = Sites(stack)({**SETTINGS, "WEB_THREADS": "32", **settings}, seeded=True)
        yield seeded(site, site.url, site.port, None, None)


@contextmanager
def on_postgresql(settings: Mapping[str, str]) -> Iterator[tuple[Door, str]]:
    with ExitStack() as stack:
        server, url = stack.enter_context(postgres()), stack.enter_context(valkey())
        port = free_port()
        common = {
            **SETTINGS,
            "ENVIRONMENT": "production",
            "SITE_URL": f"https://{HOST}:{port}",
            "DATABASE_URL": server.create_database(),
            "VALKEY_URL": url,
            "TRUSTED_PROXIES": "1",
            "WEB_THREADS": "1",
            **settings,
        }
        sites = Sites(stack)
        replica = sites(common, seeded=True)
        drawing = sites({**common, "IMAGE_STORE": replica.environment["IMAGE_STORE"]})
        assert drawing.server
        os.setpriority(os.PRIO_PGRP, drawing.server.process.pid, 10)
        front = stack.enter_context(nginx([replica.port] * 2, port, drawing=[drawing.port] * 2, more=AS_TOLD))
        yield seeded(replica, front.url, port, str(front.authority), front.trust)


KINDS_OF_SITE = {"sqlite": ("SQLite, make run", on_sqlite), "postgresql": ("PostgreSQL behind nginx", on_postgresql)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=10)
    arguments.add_argument("--only", choices=KINDS_OF_SITE)
    arguments.add_argument("--crowd", default="", help="no hostile ones, and half-open ones of this kind alone")
    arguments.add_argument("--typing", action="store_true")
    arguments.add_argument("--faster", type=int, default=20)
    options = arguments.parse_args()
    for slug, (name, stand) in KINDS_OF_SITE.items():
        if options.only not in (None, slug):
            continue
        if options.typing:
            by = options.faster
            higher = {"NETWORK_SECONDS": str(20 * by), "PUBLISH_LIMIT": f"{30 * by} per minute"}
            with stand(higher) as (door, _):
                type_for_an_hour(name, door, by)
        else:
            with stand({}) as (door, moderator):
                latencies(name, door, moderator, options.seconds, options.crowd)


if __name__ == "__main__":
    main()
