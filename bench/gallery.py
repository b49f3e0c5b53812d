"""Statements and time per gallery page at 1,000 and 1,000,000 posters, on SQLite and PostgreSQL.

    python -m bench.gallery [--large 1000000] [--rounds 30]

Both sizes are asked in turn within one run; the ratio of their medians is what counts. Aim: at most 1.2.
A page is the whole view: query, cards, template and ETag, through the WSGI application. So is a duel, the pair chosen.
With SQLite, all of whose work is done in this process, the time is the processor's, which a busy machine tells too.
"""

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import Engine, event, text

from billboard import create_app
from billboard.core.rank import appeal
from billboard.core.rank.doubt import NINE_IN_TEN
from billboard.infra.config import Settings
from billboard.walls.search import template_token
from billboard.web.site import Site
from tests.servers.postgres import postgres

SMALL = 1_000
NEXT = re.compile(r'<link rel="next" href="([^"]+)"')
DEPTH = 5  # pages walked before the deep page is timed
# One poster in ten is a newcomer still, and those of the last day come from a thousand networks.
NEWCOMERS = "INSERT INTO newcomers (poster_id, shown, turn) SELECT id, id % 50, id % 50 FROM posters WHERE id % 10 = 0"
ORIGINS = """INSERT INTO origins (poster_id, day, network)
    SELECT id, day, 'n' || (id % 1000) FROM posters WHERE day = (SELECT max(day) FROM posters)"""
PAGES = {"duel": "/duel", "numbers": "/numbers", "front page": "/"}
WALLS: dict[str, dict[str, str]] = {
    "hot": {"sort": "hot"},
    "new": {"sort": "new"},
    "top of all": {"sort": "top"},
    "top of the day": {"sort": "top", "period": "day"},
    "top of the month": {"sort": "top", "period": "month"},
    "duels": {"sort": "duel"},
    "duels, one template": {"sort": "duel", "template": "TEMPLATE"},
    "hot, one template": {"sort": "hot", "template": "TEMPLATE"},
    "search, common word": {"q": "w1", "sort": "new"},
    "search, one template": {"q": "w1", "sort": "hot", "template": "TEMPLATE"},
    "search, two words": {"q": "w1 w2", "sort": "new"},
    "search, rare word": {"q": "rare7", "sort": "hot"},
}
COLUMNS = """(code, submission, template, template_version, variant, slogan, words, digest, image_key, status,
    votes, looks, liked, hot, worth, published, hour, day, open_reports, urgency, strength, duels)"""
# Posters come evenly over 20 days up to now. Votes fall off as on real walls: few have many, most have some.
# Words fall off as in any language: the n-th most frequent is n times rarer than the first (Zipf).
WORDS = (
    " || ' ' || ".join(
        f"'w' || CAST(power(20000.0, ((i * {prime}) % 100003) / 100003.0) AS INTEGER)"
        for prime in (7919, 104729, 1299709)
    )
    + " || ' ' "
)
# Looks, of which forty were needed for a vote, and what follows from them (core.rank.appeal).
LIKED = "4093 / (luck + 1)"
LOOKS = f"40 * (1 + {LIKED})"
MEAN, DEVIATION = f"ln((2.5 + {LIKED}) / (60.0 + {LOOKS}))", f"1 / sqrt(2.5 + {LIKED})"
BOUND = f"{MEAN} + {appeal.WIDE} * {DEVIATION} + at / {appeal.AGEING}"
KNOWN = f"{LOOKS}, {LIKED}, {BOUND}, {MEAN} - {NINE_IN_TEN} * {DEVIATION},"
SQLITE_FILL = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :size),
     p AS (SELECT i, :now - CAST((:size - i) * 1728000.0 / :size AS INTEGER) AS at, (i * 7919) % 4093 AS luck FROM n)
INSERT INTO posters {columns}
SELECT 'c' || i, 's' || i, CASE i % 4 WHEN 0 THEN :template ELSE 'other' || (i % 4) END, 1, 'v',
    json_object('headline', 'Promise number ' || i),
    {words} ||
    'rare' || (i % (:size / 30)) || CASE i % 4 WHEN 0 THEN ' ' || :token ELSE '' END,
    'd' || i, 'posters/' || i, 'live', 4093 / (luck + 1), {known}
    datetime(at, 'unixepoch'), at / 3600, at / 86400, 0, 0, (luck - 2046) / 1000.0, i % 9 FROM p"""
POSTGRESQL_FILL = """
INSERT INTO posters {columns}
SELECT 'c' || i, 's' || i, CASE i % 4 WHEN 0 THEN :template ELSE 'other' || (i % 4) END, 1, 'v',
    json_build_object('headline', 'Promise number ' || i),
    {words} ||
    'rare' || (i % (:size / 30)) || CASE i % 4 WHEN 0 THEN ' ' || :token ELSE '' END,
    'd' || i, 'posters/' || i, 'live', 4093 / (luck + 1), {known}
    to_timestamp(at), at / 3600, at / 86400, 0, 0, (luck - 2046) / 1000.0, i % 9
FROM (SELECT i, :now - CAST((:size - i) * 1728000.0 / :size AS INTEGER) AS at, (i * 7919) % 4093 AS luck
      FROM generate_series(CAST(0 AS BIGINT), :size - 1) AS i) AS p"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--large", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=30)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench") as folder, postgres() as server:
        compare("SQLite", [f"sqlite:///{folder}/{size}.db" for size in (SMALL, options.large)], options)
        compare("PostgreSQL", [server.create_database() for _ in range(2)], options)


def compare(name: str, urls: list[str], options: argparse.Namespace) -> None:
    sizes = (SMALL, options.large)
    apps = [filled(url, size) for url, size in zip(urls, sizes, strict=True)]
    template = next(iter(parts(apps[0]).templates))
    clock = time.process_time if name == "SQLite" else time.perf_counter
    print(f"\n{name}: median ms of a page of 24 at {sizes[0]:,} and {sizes[1]:,} posters")
    print(f"{'wall':<22}{'page':<8}{'small':>8}{'large':>8}{'ratio':>8}{'statements':>13}")
    walls = {
        wall: "/gallery?" + urlencode({k: template if v == "TEMPLATE" else v for k, v in query.items()})
        for wall, query in WALLS.items()
    }
    for wall, address in {**walls, **PAGES}.items():
        pages = {"first": [address, address]}
        if wall in walls:
            pages["deep"] = [deep(app.test_client(), address) for app in apps]
        for page, addresses in pages.items():
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(options.rounds):
                for app, where, taken in zip(apps, addresses, times, strict=True):
                    taken.append(timed(app.test_client(), where, clock))
            small, large = (statistics.median(taken) * 1000 for taken in times)
            with statements(parts(apps[1]).database.engine) as seen:
                timed(apps[1].test_client(), addresses[1])
            print(f"{wall:<22}{page:<8}{small:>8.2f}{large:>8.2f}{large / small:>8.2f}{len(seen):>13}")


def filled(url: str, size: int) -> Flask:
    app = create_app(
        Settings(
            database_url=url,
            image_store=f"folder:{tempfile.gettempdir()}/bench-images",
            secret_key=SecretStr("only-for-measuring"),
            log_level="ERROR",
        )
    )
    site = parts(app)
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    fill = POSTGRESQL_FILL if url.startswith("postgresql") else SQLITE_FILL
    template = next(iter(site.templates))
    values = {"size": size, "now": int(time.time()), "template": template, "token": template_token(template)}
    with site.database.write() as session:
        if site.database.engine.name == "sqlite":
            session.connection().connection.driver_connection.create_function("power", 2, pow)  # type: ignore[union-attr]
        session.execute(text(fill.format(columns=COLUMNS, words=WORDS, known=KNOWN)), values)
        for statement in (NEWCOMERS, ORIGINS):
            session.execute(text(statement))
    with site.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if url.startswith("postgresql"):
            connection.exec_driver_sql("VACUUM ANALYZE")
        else:
            connection.exec_driver_sql("ANALYZE")
    return app


def parts(app: Flask) -> Site:
    site: Site = app.extensions["billboard"]
    return site


def deep(client: FlaskClient, address: str) -> str:
    """The address some pages further, as far as pages are full."""
    for _ in range(DEPTH):
        link = NEXT.search(client.get(address).text)
        if link is None:
            break
        further = link.group(1).replace("&amp;", "&")
        if not NEXT.search(client.get(further).text):
            break
        address = further
    return address


def timed(client: FlaskClient, address: str, clock: Callable[[], float] = time.perf_counter) -> float:
    begun = clock()
    response = client.get(address)
    taken = clock() - begun
    assert response.status_code == 200, response.text
    return taken


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement != "BEGIN":
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
