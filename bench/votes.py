"""32 concurrent voters on one poster and over 1,000 posters, over HTTP: none lost, none double.

    python -m bench.votes [--votes 3200]

Every vote is sent twice. Afterwards the number of rows, the posters' counts and the answers must agree; the run ends
with an error when they do not. Rates are given relative to the same number of requests for a page that does nothing.
"""

import argparse
import http.client
import json
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select

from billboard.infra.db import Database
from billboard.models import Poster, Status, Vote
from tests.servers.postgres import postgres
from tests.servers.site import Site, Sites

VOTERS = 32
SPREAD = 1_000
LIMITS = {
    "VOTES_PER_NETWORK": "10000000",
    "VOTES_PER_NETWORK_PER_POSTER": "10000000",
    "VOTES_OF_NEW_VISITORS_PER_POSTER": "10000000",
    "VOTE_LIMIT": "10000000 per minute",
    "WEB_THREADS": "1",
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--votes", type=int, default=3_200)
    options = arguments.parse_args()
    each = options.votes // VOTERS
    with ExitStack() as stack, postgres() as server:
        sites = Sites(stack)
        for name, settings in {"SQLite": {}, "PostgreSQL": {"DATABASE_URL": server.create_database()}}.items():
            site = sites({**LIMITS, **settings, "LOG_LEVEL": "ERROR"})
            codes = posters(site)
            idle = statistics.median(run(site, each, lambda client, _: client.idle())[0] for _ in range(3))
            for what, chosen in {"one poster": codes[:1], f"{SPREAD} posters": codes[1:]}.items():
                report(name, what, site, chosen, each, idle)


def report(name: str, what: str, site: Site, codes: Sequence[str], each: int, idle: float) -> None:
    def vote(client: "Client", number: int) -> int:
        client.new_visitor()
        code = codes[(client.number * each + number) % len(codes)]
        first, again = client.vote(code), client.vote(code)
        return int(first and again)

    rate, answers = run(site, each, vote)
    asked = VOTERS * each
    database = Database(site.environment["DATABASE_URL"])
    with database.read() as session:
        rows = dict(
            session.execute(
                select(Poster.code, func.count(Vote.voter))
                .join(Vote)
                .where(Poster.code.in_(codes))
                .group_by(Poster.code)
            ).all()
        )
        counts = dict(session.execute(select(Poster.code, Poster.votes).where(Poster.code.in_(codes))).all())
    kept = sum(rows.values())
    wrong = [code for code, votes in counts.items() if votes != rows.get(code, 0)]
    print(
        f"{name:<12}{what:<14}{asked:>7} votes sent twice by {VOTERS} at once, {answers} confirmed, {kept} rows, "
        f"{len(wrong)} counts off; {rate * 2:,.0f} requests/s, {rate * 2 / idle:.2f} of an idle page"
    )
    if not asked == answers == kept or wrong:
        raise SystemExit("votes were lost or counted double")


def posters(site: Site) -> list[str]:
    """Posters as rows alone: nobody looks at these."""
    now = time.time()
    codes = [f"bench{number}" for number in range(SPREAD + 1)]
    with Database(site.environment["DATABASE_URL"]).write() as session:
        for code in codes:
            session.add(
                Poster(
                    code=code,
                    submission=code,
                    template="none",
                    template_version=1,
                    variant="none",
                    slogan={"headline": code},
                    words=code,
                    digest=code,
                    image_key=code,
                    status=Status.LIVE,
                    votes=0,
                    hot=now / 45000,
                    published=datetime.fromtimestamp(now, UTC),
                    hour=int(now) // 3600,
                    day=int(now) // 86400,
                    open_reports=0,
                    urgency=0,
                )
            )
    return codes


def run(site: Site, each: int, act: Callable[["Client", int], int]) -> tuple[float, int]:
    """Votes (or pages) per second, and the sum of what the actions returned."""
    clients = [Client(site.url, number) for number in range(VOTERS)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(VOTERS) as pool:
        done = pool.map(lambda client: sum(act(client, number) for number in range(each)), clients)
        total = sum(done)
    return VOTERS * each / (time.perf_counter() - begun), total


class Client:
    """A browser's worth of HTTP."""

    def __init__(self, url: str, number: int) -> None:
        self.number = number
        self.host = urlsplit(url).netloc
        self.cookie = ""

    def new_visitor(self) -> None:
        self.cookie = ""

    def idle(self) -> int:
        return self._ask("GET", "/healthz")[0] == 200

    def vote(self, code: str) -> bool:
        status, body, cookie = self._ask("POST", f"/p/{code}/vote", "value=1")
        self.cookie = self.cookie or cookie
        return status == 200 and bool(json.loads(body)["voted"])

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        headers = {"Accept": "application/json", "Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = response.read().decode()
        connection.close()
        return response.status, answer, (response.getheader("Set-Cookie") or "").partition(";")[0]


if __name__ == "__main__":
    main()
