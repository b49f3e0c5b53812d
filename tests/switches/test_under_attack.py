"""Publishing, voting and reporting while the site is under attack, with a proof of work and without."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from billboard.models import Hold, HoldReason, Poster, Report, Status, Vote
from billboard.moderation import reports
from billboard.moderation.hearing import UNPROVEN
from billboard.switches.proofs import Form
from billboard.switches.standing import Switch
from tests.application import NOW, parts, sign_in, token
from tests.application import publish as publish_directly
from tests.campaigns.campaigning import campaign, enter, poster
from tests.moderation.reporting import terms_of
from tests.publishing import filled_form, first
from tests.switches import pulling
from tests.switches.pulling import OWN, turn
from tests.switches.solving import fresh

JSON = {**OWN, "Accept": "application/json"}


@pytest.fixture
def app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    return make_app(database_url=database_url, proof_work=10)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def count(app: Flask, table: type) -> int:
    with parts(app).database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def publish(app: Flask, client: FlaskClient, *, proof: str = "", **more: str) -> tuple[int, str, dict[str, str]]:
    fields = filled_form(app, client, **({"altcha": proof} if proof else {}), **more)
    answer = client.post(f"/make/{first(app)}", data=fields)
    return answer.status_code, answer.headers.get("Location", answer.text), fields


def test_a_poster_with_its_proof_goes_up_and_one_without_waits(app: Flask, client: FlaskClient) -> None:
    turn(app, Switch.ATTACK)
    status, where, _ = publish(app, client, proof=fresh(app, Form.PUBLISH))
    assert status == 303
    assert poster(app, where.rpartition("/")[2]).status is Status.LIVE
    status, where, _ = publish(app, client)
    assert status == 303
    assert where.endswith("/claim")
    code = where.split("/")[2]
    assert poster(app, code).status is Status.WAITING
    assert "it was published without scripts" in client.get(where).text
    with parts(app).database.read() as session:
        assert [each.why for each in session.scalars(select(Hold))] == [HoldReason.UNSCRIPTED]


def test_a_proof_makes_one_poster_however_often_it_is_pressed(app: Flask, client: FlaskClient) -> None:
    turn(app, Switch.ATTACK)
    status, where, fields = publish(app, client, proof=fresh(app, Form.PUBLISH))
    assert status == 303
    again = client.post(f"/make/{first(app)}", data=fields)
    assert (again.status_code, again.headers["Location"]) == (303, where)
    other = client.post(f"/make/{first(app)}", data={**fields, "variant": "another", "headline": "Other words"})
    assert other.status_code == 403
    assert "has been used already" in other.text
    assert "Other words" in other.text
    assert count(app, Poster) == 1


@pytest.mark.parametrize("bad", ["nonsense", "of another form"])
def test_a_bad_proof_publishes_nothing_and_keeps_the_words(app: Flask, client: FlaskClient, bad: str) -> None:
    turn(app, Switch.ATTACK)
    payload = bad if bad == "nonsense" else fresh(app, Form.VOTE)
    status, page, _ = publish(app, client, proof=payload, headline="Kept words")
    assert status == 403
    assert "Kept words" in page
    assert "send it once more" in page
    assert count(app, Poster) == 0


def test_a_vote_wants_its_proof_and_says_where_to_begin(app: Flask) -> None:
    code = publish_directly(app)
    turn(app, Switch.ATTACK)
    refused = pulling.vote_by_script(app, code)
    assert (refused.status_code, refused.get_json()["proof"]) == (403, "/proof/vote")
    page = pulling.vote(app, code)
    assert page.status_code == 403
    assert "takes scripts" in page.text
    assert count(app, Vote) == 0
    payload = fresh(app, Form.VOTE)
    sent = {"value": "1", "altcha": payload}
    assert app.test_client().post(f"/p/{code}/vote", data=sent, headers=JSON).get_json()["votes"] == 1
    replayed = app.test_client().post(f"/p/{code}/vote", data=sent, headers=JSON)
    assert replayed.status_code == 403
    assert "used already" in replayed.get_json()["message"]
    wrong = app.test_client().post(f"/p/{code}/vote", data={**sent, "altcha": fresh(app, Form.REPORT)}, headers=JSON)
    assert wrong.status_code == 403
    assert count(app, Vote) == 1


def test_a_duel_wants_the_same(app: Flask) -> None:
    for number in range(2):
        publish_directly(app, f"Poster {number}")
    turn(app, Switch.ATTACK)
    assert pulling.duel(app).status_code == 403
    client = app.test_client()
    pair = client.get("/duel").text.partition('name="pair" value="')[2].partition('"')[0]
    sent = {"pair": pair, "pick": "left", "altcha": fresh(app, Form.VOTE)}
    assert client.post("/duel", data=sent, headers=JSON).get_json()["outcome"] == "counted"


def report(app: Flask, code: str, address: str, payload: str = "") -> int:
    client = app.test_client()
    fields = {"csrf_token": token(client.get(f"/p/{code}/report").text), "reason": "hate", "altcha": payload}
    return client.post(f"/p/{code}/report", data=fields, environ_base={"REMOTE_ADDR": address}).status_code


def voices(app: Flask) -> list[tuple[str, bool]]:
    with parts(app).database.read() as session:
        found = session.scalars(select(Report).order_by(Report.id))
        return [("unproven" if each.voice == UNPROVEN else "own", each.network is not None) for each in found]


def test_reporting_always_works_and_reports_without_a_proof_are_one_voice_together(app: Flask) -> None:
    code = publish_directly(app)
    turn(app, Switch.ATTACK)
    for number in range(5):
        assert report(app, code, f"192.0.{number}.1") == 200
    assert report(app, code, "198.51.100.1", "nonsense") == 200
    assert voices(app) == [("unproven", False)] * 6
    unproven = poster(app, code).urgency
    assert poster(app, code).open_reports == 6
    assert report(app, code, "203.0.113.1", fresh(app, Form.REPORT)) == 200
    assert voices(app)[-1] == ("own", True)
    assert poster(app, code).urgency > unproven
    other = publish_directly(app, "Another")
    with parts(app).database.write() as session:
        reports.report(
            session, other, reason="hate", note="", reporter="ada", now=NOW, terms=terms_of(app), address="203.0.113.9"
        )
    assert poster(app, other).urgency == pytest.approx(unproven, abs=5)


def test_only_a_campaigns_own_posters_want_a_proof_where_it_alone_is_under_attack(app: Flask) -> None:
    campaign(app)
    mine, free = enter(app), publish_directly(app, "Free")
    turn(app, Switch.ATTACK, wall="biscuits")
    assert pulling.vote(app, mine).status_code == 403
    assert pulling.vote(app, free).status_code == 303
    assert pulling.publish(app, "biscuits").headers["Location"].endswith("/claim")
    assert not pulling.publish(app).headers["Location"].endswith("/claim")


def test_without_an_attack_no_page_pays_for_it(app: Flask) -> None:
    code = publish_directly(app)
    paths = ["/", "/gallery", f"/p/{code}", f"/p/{code}/report", f"/p/{code}/vote", "/duel", f"/make/{first(app)}"]
    for path in paths:
        page = app.test_client().get(path)
        assert "proof" not in page.text, path
        assert "altcha" not in page.text, path
        assert "worker-src" not in page.headers["Content-Security-Policy"], path
    assert app.test_client().get("/proof/vote").status_code == 404
    turn(app, Switch.ATTACK)
    for path in paths:
        page = app.test_client().get(path)
        assert 'data-switch="under_attack"' in page.text, path
        assert "worker-src 'self'" in page.headers["Content-Security-Policy"], path
        assert "unsafe" not in page.headers["Content-Security-Policy"], path
    assert app.test_client().get("/proof/tea").status_code == 404


def test_moderators_are_asked_for_nothing(app: Flask) -> None:
    turn(app, Switch.ATTACK)
    assert sign_in(app).get("/moderate").status_code == 200
