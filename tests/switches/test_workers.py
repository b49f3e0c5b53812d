"""Switches over real workers: turned by one, in force on all; and an attack that is noticed across them."""

import json
import re
import time
import urllib.request
from pathlib import Path

import pytest

from tests.servers.site import Site, Sites
from tests.visitor import Visitor
from tests.waiting import wait_until

CODE = re.compile(r'data-code="(\w+)"')


def shut(site: Site) -> bool:
    """Whether the next worker says so, on a wall and to a vote."""
    with urllib.request.urlopen(site.url + "/gallery", timeout=10) as answer:
        page = answer.read().decode()
    codes = CODE.findall(page)
    refused = Visitor(site.url, Accept="application/json").ask(f"/p/{codes[0]}/vote", value="1").status == 503
    return 'data-switch="voting_off"' in page and refused


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_switch_is_in_force_on_all_workers_within_two_seconds(
    kind: str, live_server: Sites, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgresql" else f"sqlite:///{tmp_path / 'billboard.db'}"
    site = live_server({"DATABASE_URL": url, "WEB_THREADS": "1", "WEB_CONCURRENCY": "3"}, seeded=True)
    assert not any(shut(site) for _ in range(8))
    site.flask("settings", "set", "voting_off", "on")
    turned = late = time.monotonic()
    followed = 0
    while followed < 16:  # by all three workers, as good as surely
        begun = time.monotonic()
        if shut(site):
            followed += 1
        else:
            followed, late = 0, begun
    assert late - turned < 2


def test_an_attack_that_no_worker_sees_alone_is_noticed_by_all(live_server: Sites) -> None:
    attacked = {"ATTACK_VOTES_A_MINUTE": "40", "VOTE_LIMIT": "1000000 per minute"}  # else that refuses them first
    site = live_server({**attacked, "WEB_THREADS": "1", "WEB_CONCURRENCY": "2"}, seeded=True)
    with urllib.request.urlopen(site.url + "/gallery", timeout=10) as answer:
        code = CODE.findall(answer.read().decode())[0]
    programs = Visitor(site.url, Accept="application/json")
    statuses = [programs.ask(f"/p/{code}/vote", value=str(number % 2)).status for number in range(60)]
    assert set(statuses) == {200}
    wait_until(lambda: {programs.ask(f"/p/{code}/vote", value="1").status for _ in range(8)} == {403})
    refused = programs.ask(f"/p/{code}/vote", value="1")
    assert json.loads(refused.text).get("proof") == "/proof/vote", refused.text
    assert "on by too-many" in site.flask("settings", "list")
