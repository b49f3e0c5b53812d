"""What somebody gets who invents looks: at a rival among the first of a wall, and at a newcomer.

The wall has a hundred posters of six days, as good and as much looked at as people's are: appeals from a gamma
distribution of shape 3 about the usual, looks in proportion to it and spread by a factor of e. Attackers do what they
can over HTTP, with the page's seal fetched afresh.
"""

import random
from collections.abc import Sequence
from datetime import timedelta
from statistics import fmean

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from billboard.core.rank import appeal
from billboard.core.rank.appeal import Evidence
from billboard.core.rank.fairness import GUARANTEED
from billboard.models import Newcomer, Poster
from billboard.walls import looks
from billboard.web.site import now
from tests.application import parts, publish
from tests.walls.filling import fill
from tests.walls.looking import OWN, looks_at, seal_of

Attack = Sequence[tuple[str, int]]  # addresses, and how often each says that it has looked
COOKIES: Attack = [("192.0.2.7", 50)]
PREFIX: Attack = [(f"2001:db8:7:{number:x}::1", 1) for number in range(500)]
TEN: Attack = [(f"10.{number}.0.1", 50) for number in range(10)]
NETWORKS = 500  # of a botnet
RIVAL = Evidence(500, 60)
DRAWS = 60


def stand(app: Flask, code: str, known: Evidence, age: timedelta) -> None:
    with parts(app).database.write() as session:
        published = now() - age
        hot = appeal.bound(appeal.wary(known, appeal.USUAL), published.timestamp())
        values = {"looks": known.looks, "liked": known.liked, "votes": known.liked, "hot": hot, "published": published}
        session.execute(update(Poster).where(Poster.code == code).values(values))


@pytest.fixture
def wall(lite: Flask) -> dict[str, str]:
    """The codes of the rival, a day old, and of the newcomer, each on the wall of a template of its own."""
    chance = random.Random(2026)
    fill(lite, *[{"template": "others"}] * 98)
    for number in range(98):
        quality = chance.gammavariate(appeal.WEIGHT, appeal.USUAL / appeal.WEIGHT)
        looks = round(GUARANTEED + chance.lognormvariate(5.5, 1) * quality / appeal.USUAL)
        liked = sum(chance.random() < quality for _ in range(looks))
        stand(lite, f"code{number}", Evidence(looks, liked), timedelta(days=chance.uniform(0, 6)))
    slugs = list(parts(lite).templates)
    codes = {
        slug: publish(lite, name, slug=slug, now=now())
        for slug, name in zip(slugs[:2], ("Rival", "Newcomer"), strict=True)
    }
    stand(lite, codes[slugs[0]], RIVAL, timedelta(days=1))
    return codes


def place(app: Flask, code: str) -> float:
    """The mean of its places over so many draws as make an hour."""
    parts(app).looks.flush()
    with parts(app).database.read() as session:
        rows = session.execute(select(Poster.code, Poster.hot, Poster.looks, Poster.liked, Poster.prior))
        known = [(code, hot, appeal.wary(Evidence(*evidence), prior).deviation) for code, hot, *evidence, prior in rows]
    found = []
    for minute in range(DRAWS):
        drawn = {each: appeal.draw(hot, doubt, f"wall/{minute}", each) for each, hot, doubt in known}
        found.append(sum(other >= drawn[code] for other in drawn.values()))
    return fmean(found)


def attack(app: Flask, slug: str, code: str, attackers: Attack) -> tuple[int, float]:
    """How many looks are counted, and how many places the poster moves down."""
    before, already, client = place(app, code), looks_at(app, code) or 0, app.test_client()
    for number, (address, times) in enumerate(attackers):
        if number % 50 == 0:
            parts(app).looks.flush()
            seal = seal_of(client.get(f"/gallery?template={slug}").text)
        for cookie in range(times):
            lie(client, {"seal": seal, "seen": code}, address, f"visitor={cookie}")
    return (looks_at(app, code) or 0) - already, place(app, code) - before


def lie(client: FlaskClient, form: dict[str, str], address: str, cookie: str) -> None:
    client.post("/looks", data=form, headers={**OWN, "Cookie": cookie}, environ_base={"REMOTE_ADDR": address})


def shown(app: Flask, code: str) -> int | None:
    with parts(app).database.read() as session:
        return session.scalar(select(Newcomer.shown).join(Poster).where(Poster.code == code))


@pytest.mark.parametrize(
    ("attackers", "at_rival", "at_newcomer"),
    [(COOKIES, 1, 1), (PREFIX, 1, 1), (TEN, 10, 10)],
    ids=["fifty cookies behind one address", "a /48", "ten networks"],
)
def test_ten_networks_or_fewer_move_no_rival_by_three_places_and_no_newcomer_out_of_its_turn(
    lite: Flask, wall: dict[str, str], attackers: Attack, at_rival: int, at_newcomer: int
) -> None:
    for (slug, code), most, most_places in zip(wall.items(), (at_rival, at_newcomer), (3, 5), strict=True):
        counted, places = attack(lite, slug, code, attackers)
        assert counted == most
        assert 0 <= places <= most_places
    assert shown(lite, code) == at_newcomer < GUARANTEED / 4, "it is a newcomer still"


def test_a_botnet_adds_no_more_than_a_days_most_from_each_of_its_networks(lite: Flask, wall: dict[str, str]) -> None:
    """By the site's own verbs, as fast as seals are renewed. 500 networks that look and do not vote are what a crowd
    looks like that is not amused."""
    rival, newcomer = wall.values()
    before = place(lite, rival)
    counted = {code: invented_by_botnet(lite, slug, code) for slug, code in wall.items()}
    assert counted == {rival: NETWORKS, newcomer: NETWORKS}
    assert place(lite, rival) - before <= 12
    assert place(lite, newcomer) <= 98
    assert shown(lite, newcomer) is None


def invented_by_botnet(app: Flask, slug: str, code: str) -> int:
    site, before, client = parts(app), looks_at(app, code) or 0, app.test_client()
    for number in range(NETWORKS):
        if number % 5 == 0:
            seal = seal_of(client.get(f"/gallery?template={slug}").text)
        while added := site.looks_today.count(f"net {number}", looks.sealed(seal, site.secret_keys, now()), now()):
            for each, more in added.items():
                site.looks.count(each, by=more)
        if number % 5 == 4:
            site.looks.flush()
    return (looks_at(app, code) or 0) - before
