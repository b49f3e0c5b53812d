"""A template of this morning in its first hour: posters made of it as fast as 10,000 an hour, while the wall is read.

    python -m bench.hour [--minutes 60] [--an-hour 10000] [--readers 4]

The site runs as it does behind a proxy, with two workers, a SQLite file and a folder; a template is published into it
while it runs. Makers come on the dot, each with a slogan of their own; what cannot be begun in time waits its turn.
Printed are the posters made, what was answered otherwise, and how long both took. Aim: no errors, and nobody waits.
"""

from __future__ import annotations

import argparse
import html
import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle
from statistics import quantiles

from bench.attempts import SETTINGS
from bench.templates import fill
from tests.servers.site import Site, Sites

LIMITS = {"PUBLISH_LIMIT": "1000000 per minute", "NETWORK_SECONDS": "3600"}  # all of them come from one address
MAKERS = 8  # at once, at most
WALLS = ("/gallery", "/gallery?sort=new", "/", "/gallery?sort=top&period=day")


class Stay(urllib.request.HTTPRedirectHandler):
    """Does not follow."""

    def redirect_request(self, *_: object) -> None:
        return None


class Maker:
    """A browser with the editor open."""

    def __init__(self, site: Site, slug: str) -> None:
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(Stay, urllib.request.HTTPCookieProcessor(jar))
        self.url = f"{site.url}/make/{slug}"
        page = self.opener.open(self.url, timeout=60).read().decode()
        hidden = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page)
        self.fields = {name: html.unescape(value) for name, value in hidden}

    def publish(self, number: int) -> int:
        """The status of the answer."""
        form = {**self.fields, "headline": f"Promise {number} of {number % 97}", "key": f"hour{number:08}abcdefgh"}
        origin = "/".join(self.url.split("/")[:3])
        sent = urllib.request.Request(self.url, urllib.parse.urlencode(form).encode(), {"Origin": origin})
        return answered(self.opener, sent)


def answered(opener: urllib.request.OpenerDirector, asked: urllib.request.Request | str) -> int:
    try:
        with opener.open(asked, timeout=60) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def timed(times: list[float], statuses: Counter[int], ask: object, *more: object) -> None:
    begun = time.perf_counter()
    statuses[ask(*more)] += 1  # type: ignore[operator]
    times.append((time.perf_counter() - begun) * 1000)


def read(site: Site, over: threading.Event, times: list[float], statuses: Counter[int]) -> None:
    opener = urllib.request.build_opener(Stay)
    for path in cycle(WALLS):
        if over.is_set():
            return
        timed(times, statuses, answered, opener, f"{site.url}{path}")
        time.sleep(0.2)


def told(what: str, times: list[float], statuses: Counter[int]) -> str:
    middle, late = (quantiles(times, n=100)[place] for place in (49, 98))
    return f"{what}: {dict(statuses)}, {middle:.0f} ms in the median, {late:.0f} ms at the 99th percentile"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--an-hour", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=4)
    asked = parser.parse_args()
    with ExitStack() as stack:
        site = Sites(stack)(SETTINGS | LIMITS)
        [(slug, _)], _ = fill(site, 1)
        time.sleep(2.5)
        makers, over = [Maker(site, slug) for _ in range(MAKERS)], threading.Event()
        made, seen = Counter[int](), Counter[int]()
        times, looks, waits = list[float](), list[float](), list[float]()
        apart, number = 3600 / asked.an_hour, round(asked.minutes * 60 / 3600 * asked.an_hour)
        with ThreadPoolExecutor(MAKERS + asked.readers) as pool:
            for _ in range(asked.readers):
                pool.submit(read, site, over, looks, seen)
            begun = time.monotonic()
            for each in range(number):
                late = time.monotonic() - begun - each * apart
                waits.append(max(0.0, late))
                time.sleep(max(0.0, -late))
                pool.submit(timed, times, made, makers[each % MAKERS].publish, each)
            over.set()
        print(told("posters", times, made))
        print(told("walls", looks, seen))
        print(f"{max(waits):.1f} s late at most")


if __name__ == "__main__":
    main()
