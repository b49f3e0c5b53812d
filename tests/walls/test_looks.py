"""Looks at posters on walls: which a page tells of, which are counted, and which votes are evidence."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from billboard.campaigns.phases import phase_of
from billboard.models import Newcomer, Poster, State
from billboard.settings import live
from billboard.switches.standing import Switch
from billboard.walls import looks
from billboard.walls.looks import Terms
from billboard.web.site import now
from tests.application import NOW, parts, publish
from tests.campaigns.campaigning import campaign, enter, read, set_state
from tests.switches.pulling import turn
from tests.walls.looking import OWN, looks_at, seal_of, shown, tell

KEYS = ("key",)


def given(app: Flask, code: str, looks: int) -> None:
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == code).values(looks=looks))


def liked(app: Flask, code: str) -> int:
    with parts(app).database.read() as session:
        return session.query(Poster).filter_by(code=code).one().liked


def worth(app: Flask, code: str) -> float:
    with parts(app).database.read() as session:
        return session.query(Poster).filter_by(code=code).one().worth


@pytest.mark.parametrize("path", ["/", "/gallery", "/gallery?sort=new", "/gallery?sort=top", "/gallery?sort=duel"])
def test_every_wall_says_which_posters_it_shows(lite: Flask, path: str) -> None:
    codes = [publish(lite, f"Poster {number}", now=now()) for number in range(3)]
    assert shown(lite, path).keys() == set(codes)
    page = lite.test_client().get(path).text
    assert sorted(re.findall(r'data-bill="(\w+)"', page)) == sorted(codes)


def test_the_wall_of_a_template_says_so_too(lite: Flask) -> None:
    slugs = list(parts(lite).templates)[:2]
    code, _ = publish(lite, "Bins", slug=slugs[0], now=now()), publish(lite, "Buses", slug=slugs[1], now=now())
    assert shown(lite, f"/gallery?template={slugs[0]}").keys() == {code}


def test_a_campaigns_wall_does_as_long_as_it_takes_votes(lite: Flask) -> None:
    campaign(lite)
    code = enter(lite)
    assert shown(lite, "/c/biscuits").keys() == {code}
    assert shown(lite, "/c/biscuits/embed") == {}
    set_state(lite, State.FROZEN)
    assert shown(lite, "/c/biscuits") == {}


def shown_as_newcomer(app: Flask, code: str) -> int | None:
    with parts(app).database.read() as session:
        return session.scalar(select(Newcomer.shown).join(Poster).where(Poster.code == code))


@pytest.mark.parametrize("state", State)
def test_looks_count_as_long_as_the_campaign_takes_votes(lite: Flask, state: State) -> None:
    campaign(lite)
    code, other = enter(lite, now=now()), publish(lite, "By itself", now=now())
    page = lite.test_client().get("/gallery").text
    tell(lite, page, [code, other], "192.0.2.1")
    assert (looks_at(lite, code), looks_at(lite, other)) == (1, 1)
    before = worth(lite, code)
    set_state(lite, state)
    tell(lite, page, [code, other], "198.51.100.1")  # the page was open before
    assert looks_at(lite, other) == 2
    takes_votes = phase_of(read(lite), now()).takes_votes
    assert looks_at(lite, code) == (2 if takes_votes else 1)
    assert (worth(lite, code) == before) is not takes_votes


@pytest.mark.parametrize("switch", [Switch.VOTING, Switch.READ_ONLY])
def test_looks_at_a_campaigns_posters_do_not_count_while_its_votes_are_switched_off(
    lite: Flask, switch: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "FRESH", 0.0)  # a switch is felt at once
    campaign(lite), campaign(lite, "buns")
    code, other = enter(lite, now=now()), enter(lite, "Buns", "buns", now=now())
    page = lite.test_client().get("/gallery").text
    turn(lite, switch, wall="biscuits")
    assert shown(lite, "/c/biscuits") == {}
    assert shown(lite, "/c/buns").keys() == {other}
    tell(lite, page, [code, other], "192.0.2.1")
    assert (looks_at(lite, code), looks_at(lite, other)) == (0, 1)
    turn(lite, switch, on=False, wall="biscuits")
    assert shown(lite, "/c/biscuits").keys() == {code}
    tell(lite, page, [code, other], "198.51.100.1")
    assert (looks_at(lite, code), looks_at(lite, other)) == (1, 2)


def test_what_nobody_may_vote_for_does_not_stay_at_the_newcomers_places(lite: Flask) -> None:
    campaign(lite)
    code = enter(lite, now=now())
    page = lite.test_client().get("/gallery").text
    set_state(lite, State.FROZEN)
    tell(lite, page, [code])
    assert looks_at(lite, code) == 0
    assert shown_as_newcomer(lite, code) == 1


def test_a_seal_is_the_same_for_ten_minutes_and_good_for_an_hour() -> None:
    begun = NOW.replace(minute=0)
    seal = looks.seal({"b": 1, "a": 3}, 2, KEYS, begun)
    assert seal == looks.seal({"a": 3, "b": 1}, 2, KEYS, begun + timedelta(minutes=9))
    known = {"a": Terms(3, 2), "b": Terms()}
    assert looks.sealed(seal, KEYS, begun + timedelta(minutes=69)) == known
    assert looks.sealed(seal, KEYS, begun + timedelta(minutes=71)) == {}
    assert looks.sealed(seal, ("another",), begun) == {}


@pytest.mark.parametrize("breakage", ["seal", "code", "site", "none"])
def test_only_what_a_page_of_this_site_showed_is_counted(lite: Flask, breakage: str) -> None:
    code = publish(lite, "One", now=now())
    page = lite.test_client().get("/gallery").text
    if breakage == "seal":
        assert tell(lite, page.replace('data-looks="', 'data-looks="1'), [code]) == 204
    elif breakage == "code":
        assert tell(lite, page, ["nobody1234"]) == 204
    elif breakage == "site":
        assert tell(lite, page, [code], **{"Sec-Fetch-Site": "cross-site"}) == 403
    else:
        assert lite.test_client().post("/looks", headers=OWN).status_code == 204
    assert looks_at(lite, code) == 0


def test_who_looks_is_given_no_cookie(lite: Flask) -> None:
    page = lite.test_client().get("/gallery")
    seen = lite.test_client().post("/looks", data={"seal": seal_of(page.text), "seen": ""}, headers=OWN)
    assert [answer.headers.getlist("Set-Cookie") for answer in (page, seen)] == [[], []]


def told_by(app: Flask, code: str, addresses: Iterable[str]) -> int | None:
    page = app.test_client().get("/gallery").text
    for address in addresses:
        assert tell(app, page, [code], address) == 204
    return looks_at(app, code)


def test_fifty_looks_in_a_second_from_one_network_are_one(lite: Flask) -> None:
    code = publish(lite, now=now())
    assert told_by(lite, code, [f"2001:db8:7:{number:x}::1" for number in range(50)]) == 1


def test_fifty_looks_in_a_second_from_ten_networks_are_ten(lite: Flask) -> None:
    code = publish(lite, now=now())
    assert told_by(lite, code, [f"2001:db8:{number % 10}:{number:x}::1" for number in range(50)]) == 10


def test_neighbours_of_the_older_internet_are_one_network_and_others_are_not(lite: Flask) -> None:
    code = publish(lite, now=now())
    assert told_by(lite, code, ["192.0.2.1", "192.0.2.77", "198.51.100.1", "::ffff:192.0.2.9"]) == 2


def test_one_network_adds_a_thousandth_to_what_is_known_of_a_poster(lite: Flask) -> None:
    code = publish(lite, now=now())
    given(lite, code, 2_500)
    assert shown(lite, "/gallery") == {code: Terms(3)}
    assert told_by(lite, code, [f"192.0.2.{number}" for number in range(9)]) == 2_503


def test_where_many_look_one_stands_for_many_and_for_no_more_than_its_network_may_add(
    lite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = publish(lite, "Few", now=now()), publish(lite, "Many", now=now())
    given(lite, many, 6_500)
    monkeypatch.setattr(type(parts(lite).pace_of_looks), "one_in", lambda *given: 16)
    page = lite.test_client().get("/gallery").text
    assert re.findall(r'data-bill="(\w+)" data-one-in="(\d+)"', page) == [(many, "4")]
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        tell(lite, page, [few, many], address)
    assert looks_at(lite, few) == 1
    assert looks_at(lite, many) == 6_507


def test_a_vote_on_a_wall_is_evidence_and_one_from_anywhere_else_is_none(lite: Flask) -> None:
    slugs = list(parts(lite).templates)[:2]
    code, other = publish(lite, "One", slug=slugs[0], now=now()), publish(lite, "Other", slug=slugs[1])
    page = lite.test_client().get(f"/gallery?template={slugs[0]}").text
    for address, poster, form in (
        ("192.0.2.1", code, {"seal": seal_of(page)}),
        ("198.51.100.1", code, {}),
        ("203.0.113.1", code, {"seal": "1" + seal_of(page)}),
        ("192.0.2.1", other, {"seal": seal_of(page)}),
    ):
        json = {"Accept": "application/json", **OWN}
        data = {"value": "1", **form}
        answer = lite.test_client().post(
            f"/p/{poster}/vote", data=data, headers=json, environ_base={"REMOTE_ADDR": address}
        )
        assert answer.status_code == 200
    assert (liked(lite, code), liked(lite, other)) == (1, 0)


def sealed_vote(app: Flask, code: str, client: FlaskClient, address: str, value: str = "1") -> None:
    """By that browser, as the wall's script sends it."""
    data = {"value": value, "seal": seal_of(app.test_client().get("/gallery").text)}
    headers = {"Accept": "application/json", **OWN}
    answer = client.post(f"/p/{code}/vote", data=data, headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["voted"] is (value == "1")


def test_whoever_takes_other_votes_back_adds_no_likes(lite: Flask) -> None:
    code = publish(lite, now=now())
    visitors = [lite.test_client() for _ in range(4)]
    elsewhere = [lite.test_client() for _ in range(3)]
    for number, client in enumerate(elsewhere):
        data = {"value": "1"}  # without a seal, and from other networks
        address = {"REMOTE_ADDR": f"198.51.{number}.1"}
        assert client.post(f"/p/{code}/vote", data=data, headers=OWN, environ_base=address).status_code == 303
    for number, client in enumerate(visitors):
        sealed_vote(lite, code, client, "192.0.2.1")
        if number < len(elsewhere):
            sealed_vote(lite, code, elsewhere[number], "192.0.2.1", "0")
    assert liked(lite, code) == 1
    sealed_vote(lite, code, visitors[0], "192.0.2.1", "0")
    sealed_vote(lite, code, lite.test_client(), "192.0.2.1")
    assert liked(lite, code) == 0, "what its network was allowed is used up, taken back or not"


def test_saying_the_same_again_uses_nothing_up(lite: Flask) -> None:
    code, client = publish(lite, now=now()), lite.test_client()
    with parts(lite).database.write() as session:
        session.execute(update(Poster).where(Poster.code == code).values(liked=1_000, looks=9_000))
    for _ in range(3):
        sealed_vote(lite, code, client, "192.0.2.1")
    sealed_vote(lite, code, lite.test_client(), "192.0.2.2")
    sealed_vote(lite, code, lite.test_client(), "192.0.2.3")
    assert liked(lite, code) == 1_002


def test_whoever_likes_it_has_looked_and_once(lite: Flask) -> None:
    code = publish(lite, now=now())
    sealed_vote(lite, code, lite.test_client(), "192.0.2.1")
    assert looks_at(lite, code) == 1
    page = lite.test_client().get("/gallery").text
    tell(lite, page, [code], "192.0.2.2")
    assert looks_at(lite, code) == 1, "the network's look had been counted with its vote"
    tell(lite, page, [code], "198.51.100.1")
    sealed_vote(lite, code, lite.test_client(), "198.51.100.1")
    assert (looks_at(lite, code), liked(lite, code)) == (2, 2)


def test_a_network_of_which_more_likes_count_has_looked_as_often(lite: Flask) -> None:
    code = publish(lite, now=now())
    with parts(lite).database.write() as session:
        session.execute(update(Poster).where(Poster.code == code).values(liked=2_000, looks=9_000))
    tell(lite, lite.test_client().get("/gallery").text, [code])
    for number, known in enumerate((9_001, 9_002, 9_003, 9_003)):
        sealed_vote(lite, code, lite.test_client(), f"192.0.2.{number}")
        assert looks_at(lite, code) == known
    assert liked(lite, code) == 2_003
