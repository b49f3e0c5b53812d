"""The site as deploy/compose.yml runs it: nginx with TLS, two replicas, PostgreSQL, Valkey, an S3 store over TLS."""

import math
import re
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.servers.nginx import CLOCK, Nginx, nginx
from tests.servers.process import HOST, free_port
from tests.servers.site import Site, Sites
from tests.servers.swift import S3
from tests.visitor import Visitor, paste
from tests.waiting import last_true, wait_until


@dataclass
class Production:
    front: Nginx
    replicas: tuple[Site, Site]

    def visitor(self) -> Visitor:
        return Visitor(self.front.url, self.front.trust)


@pytest.fixture(scope="module")
def production(live_server: Sites, postgres_server: Any, valkey_url: str, s3_tls: S3) -> Iterator[Production]:
    port = free_port()
    environment = {
        "ENVIRONMENT": "production",
        "SITE_URL": f"https://{HOST}:{port}",
        "DATABASE_URL": postgres_server.create_database(),
        "VALKEY_URL": valkey_url,
        "TRUSTED_PROXIES": "1",
        "WEB_CONCURRENCY": "1",
        "WEB_THREADS": "1",
        **s3_tls.environment,
    }
    replicas = live_server(environment), live_server(environment)
    with nginx([replica.port for replica in replicas], port) as front:
        yield Production(front, replicas)


@pytest.fixture
def visitor(production: Production) -> Visitor:
    return production.visitor()


def test_both_replicas_are_ready(production: Production) -> None:
    for replica in production.replicas:
        with urllib.request.urlopen(replica.url + "/readyz", timeout=5) as answer:
            assert answer.status == 200


def test_a_poster_goes_from_the_maker_to_the_wall(production: Production, visitor: Visitor) -> None:
    poster = paste(visitor)
    stranger = production.visitor()
    status, headers, _ = stranger.ask(poster)
    assert status == 200
    assert "Set-Cookie" not in headers
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    status, headers, picture = stranger.ask(poster + ".jpg")
    assert (status, headers["Content-Type"], picture[:3]) == (200, "image/jpeg", b"\xff\xd8\xff")
    wait_until(lambda: poster.encode() in stranger.ask("/gallery?sort=new")[2])


def test_cookies_travel_over_https_only_and_are_this_hosts_alone(visitor: Visitor) -> None:
    visitor.ask(paste(visitor) + "/vote", value="1")
    assert len(visitor.cookies) == 3
    for cookie in visitor.cookies:
        assert cookie.secure
        assert cookie.name.startswith("__Host-")
        assert (cookie.path, cookie.domain_specified) == ("/", False)


def test_a_visitors_vote_counts_once_whichever_replica_takes_it(production: Production, visitor: Visitor) -> None:
    poster = paste(visitor)
    for _ in range(4):
        assert visitor.ask(poster + "/vote", value="1")[0] in (200, 303)
    code = poster.rpartition("/")[2]
    assert f'"{code}"'.encode() in visitor.ask(f"/votes?ids={code}")[2]
    wait_until(lambda: re.search(rb"data-votes[^>]*>\s*1\s*<", production.visitor().ask(poster)[2]))


def test_a_hidden_poster_is_gone_with_the_second_and_its_restored_picture_is_the_same(
    production: Production, visitor: Visitor
) -> None:
    poster = paste(visitor)
    before = visitor.ask(poster + ".jpg")[2]
    password = production.replicas[0].flask("create-moderator", "ada").split()[-1]
    ada = production.visitor()
    assert ada.fill_in("/moderate/login", name="ada", password=password)[0] == 303
    reason = re.findall(rb'<option value="([a-z_-]+)"', ada.ask("/moderate?view=recent")[2])[0].decode()

    assert ada.decide("/moderate?view=recent", poster, action="hide", reason=reason)[0] == 303
    hidden = time.time()
    seen = last_true(lambda: visitor.ask(poster + ".jpg")[0] == 200)
    assert seen < math.floor(hidden) + 1 + CLOCK
    answer = visitor.ask(poster + ".jpg")
    assert (answer[0], answer[1]["Content-Type"]) == (410, "image/jpeg")
    assert answer[2] != before

    assert ada.decide("/moderate?view=hidden", poster, action="restore")[0] == 303
    wait_until(lambda: visitor.ask(poster + ".jpg")[2] == before)
