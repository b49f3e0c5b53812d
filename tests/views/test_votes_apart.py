"""The desk's page of votes that are set apart, and what the public is told."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.infra.jobs import JobName
from billboard.models import Burst, Poster
from billboard.operators.jobs import JOBS
from billboard.posters import posters
from billboard.voting import voting
from billboard.voting.caps import Caps
from billboard.web.site import now
from tests.application import parts, publish, sign_in, token


@pytest.fixture
def code(lite: Flask) -> str:
    """A poster with 60 votes that are set apart, and one that is not."""
    code, site, moment = publish(lite), parts(lite), now()
    addresses = [f"203.0.{number % 3}.{number}" for number in range(60)] + ["198.51.100.1"]
    for number, address in enumerate(addresses):
        with site.database.write() as session:
            voting.vote(
                session,
                code,
                f"v{number}",
                wanted=True,
                address=address,
                caps=Caps(100, 100),
                now=moment,
                is_new=True,
            )
    assert list(JOBS[JobName.SET_VOTES_APART].work(site, moment)) == ["60 votes and 0 duels set apart."]
    return code


def poster(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return posters.find(session, code)


def rule(app: Flask, client: FlaskClient, verdict: str, seen: str = "60") -> int:
    with parts(app).database.read() as session:
        number = session.scalars(select(Burst.id)).one()
    form = {"csrf_token": token(client.get("/moderate/votes").text), "verdict": verdict, "seen": seen}
    return client.post(f"/moderate/votes/{number}", data=form).status_code


def test_the_public_is_told_how_many_and_why(lite: Flask, code: str) -> None:
    client = lite.test_client()
    page = client.get(f"/p/{code}").text
    assert "60 votes are set apart until a moderator has looked." in page
    assert '<span data-votes="">1</span>' in page.replace("data-votes>", 'data-votes="">')
    assert 'id="votes-apart"' in client.get("/about/rules").text


def test_moderators_see_how_many_from_where_and_why_and_release_them(lite: Flask, code: str) -> None:
    client = sign_in(lite)
    assert '<span class="tally-mark">1</span>' in client.get("/moderate").text
    page = client.get("/moderate/votes").text
    assert "<b>60 votes</b> from 3 networks" in page
    assert "by cookies that were not an hour old" in page
    assert rule(lite, client, "release") == 303
    assert poster(lite, code).votes == 61
    page = client.get("/moderate/votes").text
    assert "Released: they count." in page
    assert "<b>released</b> 60 votes" in page
    assert "set apart until" not in lite.test_client().get(f"/p/{code}").text


def test_struck_votes_can_be_released_after_all(lite: Flask, code: str) -> None:
    client = sign_in(lite)
    assert rule(lite, client, "strike") == 303
    assert poster(lite, code).votes == 1
    assert "Release after all" in client.get("/moderate/votes").text
    assert rule(lite, client, "strike") == 409
    assert rule(lite, client, "release") == 303
    assert poster(lite, code).votes == 61


@pytest.mark.parametrize(("verdict", "seen", "status"), [("", "60", 400), ("release", "", 400), ("release", "59", 409)])
def test_a_ruling_says_what_and_on_how_many(lite: Flask, code: str, verdict: str, seen: str, status: int) -> None:
    assert rule(lite, sign_in(lite), verdict, seen) == status
    assert poster(lite, code).apart == 60


def test_only_moderators_see_it(lite: Flask, code: str) -> None:
    client = lite.test_client()
    for answer in (client.get("/moderate/votes"), client.post("/moderate/votes/1")):
        assert answer.status_code in (303, 400)
        assert "60 votes" not in answer.text
    assert sign_in(lite).get("/moderate/votes").headers["Cache-Control"] == "private, no-store"


def test_their_voters_still_see_their_crosses_and_can_take_them_back(lite: Flask, code: str) -> None:
    with parts(lite).database.read() as session:
        assert voting.voted(session, [code], "v3") == [code]
    with parts(lite).database.write() as session:
        voting.vote(
            session,
            code,
            "v3",
            wanted=False,
            address="203.0.113.1",
            caps=Caps(100, 100),
            now=now() + timedelta(minutes=1),
        )
    assert poster(lite, code).apart == 59
