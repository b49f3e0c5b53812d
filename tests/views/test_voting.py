"""Votes as browsers send them."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from billboard import visitors
from billboard.visitors import Visitor
from billboard.web.site import now
from tests.application import MakeApp, parts, publish

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
