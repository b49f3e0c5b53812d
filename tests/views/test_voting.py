"""Votes as browsers send them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard import visitors
from billboard.switches import standing
from billboard.switches.standing import Switch
from billboard.visitors import Visitor
from billboard.web.site import now
from tests.application import MakeApp, parts, publish
from tests.campaigns.campaigning import campaign
from tests.statements import statements
from tests.switches.pulling import turn

VOTE = {"value": "1"}


def client_of(app: Flask, visitor: Visitor) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("visitor", visitors.write_cookie(visitor, parts(app).secret_keys))
    return client


def born(ago: timedelta) -> Visitor:
    return visitors.new_visitor(now() - ago)


def test_who_drops_their_cookie_casts_few_votes_and_known_browsers_more(make_app: MakeApp) -> None:
    app = make_app(VOTES_OF_NEW_VISITORS_PER_POSTER=3, VOTES_PER_NETWORK_PER_POSTER=5)
    path = f"/p/{publish(app)}/vote"
    answers = [app.test_client().post(path, data=VOTE).status_code for _ in range(5)]
    assert answers == [303, 303, 303, 429, 429]
    assert client_of(app, born(timedelta(hours=2))).post(path, data=VOTE).status_code == 303
    assert client_of(app, visitors.guest()).post(path, data=VOTE).status_code == 303  # a cookie of before
    assert client_of(app, born(timedelta(hours=2))).post(path, data=VOTE).status_code == 429


def test_who_was_refused_as_new_is_known_in_an_hour(make_app: MakeApp) -> None:
    app = make_app(VOTES_OF_NEW_VISITORS_PER_POSTER=1)
    path = f"/p/{publish(app)}/vote"
    app.test_client().post(path, data=VOTE)
    client = app.test_client()
    refused = client.post(path, data=VOTE)
    assert refused.status_code == 429
    assert "In an hour" in refused.text
    kept = client.get_cookie("visitor")
    assert kept
    visitor = visitors.read_cookie(kept.value, parts(app).secret_keys)
    assert visitor
    assert visitor.is_new(now())
    assert not visitor.is_new(now() + timedelta(hours=1))


def test_whoever_only_looks_is_given_no_cookie(app: Flask) -> None:
    code, client = publish(app), app.test_client()
    for path in ("/", f"/p/{code}", f"/p/{code}/vote", "/duel", f"/votes?ids={code}"):
        client.get(path)
        assert client.get_cookie("visitor") is None


def test_a_vote_reads_its_cookie_and_the_switches_once(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where campaigns have switches of their own, and somebody must ask whose the poster is."""
    slug, read = campaign(lite).slug, list[str]()
    code = publish(lite, campaign=slug)
    turn(lite, Switch.ATTACK, wall=campaign(lite, "tea").slug)
    turn(lite, Switch.PUBLISHING, wall=slug)
    turn(lite, Switch.VOTING, wall="tea")

    def noted(name: str, of: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*given: Any) -> Any:
            read.append(f"{name} {given[1]}".strip() if name == "switches" else name)
            return of(*given)

        return noting

    monkeypatch.setattr(visitors, "read_cookie", noted("cookie", visitors.read_cookie))
    monkeypatch.setattr(standing, "standing", noted("switches", standing.standing))
    monkeypatch.setattr(standing, "of_campaigns", noted("of campaigns", standing.of_campaigns))
    client = client_of(lite, born(timedelta(hours=2)))
    with statements(lite) as said:
        assert client.post(f"/p/{code}/vote", data=VOTE).status_code == 303
    assert sorted(read) == ["cookie", "of campaigns", "switches", f"switches {slug}"]
    asking_whose = [each for each in said if each.startswith("SELECT DISTINCT campaigns.slug")]
    assert len(asking_whose) == 1
