"""What the maker of a poster may do with the secret that publishing gives."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.core.errors import Gone, NotFound, Refused, StoreUnavailable
from billboard.infra.link_secrets import digest
from billboard.models import Appeal, Claim
from billboard.moderation import claims
from billboard.posters import posters
from tests.application import NOW, decide, parts, publish, seen_of, sign_in, stored, token
from tests.publishing import paste


def link_of(client: FlaskClient, code: str) -> str:
    answer = client.get(f"/p/{code}/claim", headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["claim"]).partition("://")[2].partition("/")[2]


def secret_of(client: FlaskClient, code: str) -> str:
    return link_of(client, code).rpartition("/")[2]


def test_publishing_gives_the_browser_a_secret_of_which_only_the_hash_is_kept(app: Flask, client: FlaskClient) -> None:
    code, (answer, _) = paste(client, app)
    cookie = answer.headers["Set-Cookie"]
    assert f"Path=/p/{code}/claim" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    secret = secret_of(client, code)
    with parts(app).database.read() as session:
        (kept,) = session.scalars(select(Claim.digest))
    assert kept == digest(secret)
    assert secret not in kept


def test_the_link_is_shown_with_a_code_and_to_nobody_else(app: Flask, client: FlaskClient) -> None:
    code, _ = paste(client, app)
    page = client.get(f"/p/{code}/claim")
    assert page.headers["Cache-Control"] == "private, no-store"
    shown = re.search(r'value="http://localhost/claim/([a-z0-9]{32})"', page.text)
    assert shown
    with parts(app).database.read() as session:
        assert claims.find(session, shown[1]).code == code
    assert "<svg" in page.text
    other = app.test_client().get(f"/p/{code}/claim")
    assert other.status_code == 404
    assert re.search(r"/claim/[a-z0-9]", other.text) is None


def test_the_link_is_shown_once(lite: Flask) -> None:
    client = lite.test_client()
    for headers in ({}, {"Accept": "application/json"}):
        code, _ = paste(client, lite)
        client.head(f"/p/{code}/claim", headers=headers)
        first = client.get(f"/p/{code}/claim", headers=headers)
        assert re.search(r"/claim/[a-z0-9]{32}", first.text)
        again = client.get(f"/p/{code}/claim", headers=headers)
        assert again.status_code == 404
        assert re.search(r"/claim/[a-z0-9]{32}", again.text) is None


def test_a_maker_whose_poster_was_hidden_before_the_link_was_seen_gets_it_yet(lite: Flask) -> None:
    client = lite.test_client()
    code, _ = paste(client, lite)
    decide(sign_in(lite), code, "hide", "spam")
    page = client.get(f"/p/{code}/claim")
    assert page.status_code == 200
    assert "hidden it already" in page.text
    picture = re.search(r'src="(/claim/[a-z0-9]{32}/picture.jpg)"', page.text)
    assert picture
    assert client.get(picture[1]).status_code == 200
    assert lite.test_client().get(f"/p/{code}/claim").status_code == 410


def test_a_form_that_arrives_twice_gives_one_poster_and_one_secret(app: Flask, client: FlaskClient) -> None:
    code, (first, fields) = paste(client, app)
    again = client.post(f"/make/{next(iter(parts(app).templates))}", data=fields)
    assert again.headers["Location"].endswith(code)
    assert again.headers["Set-Cookie"].split(";")[0] == first.headers["Set-Cookie"].split(";")[0]


def test_a_wrong_link_claims_nothing(lite: Flask) -> None:
    client = lite.test_client()
    for secret in ("a" * 32, "x", "%00", "é" * 40):
        assert client.get(f"/claim/{secret}").status_code == 404
        assert client.get(f"/claim/{secret}/picture.jpg").status_code == 404


def test_a_withdrawn_poster_leaves_every_page_and_its_pictures_are_deleted(app: Flask, client: FlaskClient) -> None:
    code, _ = paste(client, app)
    link = link_of(client, code)
    form = {"csrf_token": token(client.get(f"/{link}").text)}
    assert client.post(f"/{link}/withdraw", data=form).status_code == 303
    assert client.get(f"/p/{code}").status_code == 410
    assert client.get(f"/p/{code}.jpg").status_code == 410
    assert code not in client.get("/gallery?sort=new").text
    assert stored(app) == set()
    page = client.get(f"/{link}")
    assert page.status_code == 200
    assert "is withdrawn" in page.text
    assert client.post(f"/{link}/withdraw", data=form).status_code == 303  # a second press changes nothing


def test_withdrawing_works_while_the_store_is_down_and_the_page_says_what_follows(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _ = paste(client, app)
    link = link_of(client, code)
    form = {"csrf_token": token(client.get(f"/{link}").text)}

    def down(*_: object) -> None:
        raise StoreUnavailable("down")

    with monkeypatch.context() as patch:
        patch.setattr(parts(app).store, "delete", down)
        assert client.post(f"/{link}/withdraw", data=form).status_code == 303
        assert client.get(f"/p/{code}.jpg").status_code == 410
    assert len(stored(app)) == 3
    assert "still being deleted" in client.get(f"/{link}").text
    app.test_cli_runner().invoke(args=["collect-orphans"], catch_exceptions=False)
    assert stored(app) == set()
    assert "Its pictures are deleted" in client.get(f"/{link}").text


def test_withdrawing_wants_the_forms_own_token(lite: Flask) -> None:
    client = lite.test_client()
    code, _ = paste(client, lite)
    link = link_of(client, code)
    assert client.post(f"/{link}/withdraw").status_code == 422
    assert client.get(f"/p/{code}").status_code == 200


def test_nobody_can_put_a_withdrawn_poster_up_again(app: Flask, client: FlaskClient) -> None:
    code, _ = paste(client, app)
    claims.withdraw(parts(app), secret_of(client, code), now=NOW)
    moderator = sign_in(app)
    assert decide(moderator, code, "restore") == 400
    assert decide(moderator, code, "hide", "spam") == 303
    with parts(app).database.read() as session, pytest.raises(Gone):
        posters.find_live(session, code)


def test_a_maker_reads_why_and_appeals_once(app: Flask, client: FlaskClient) -> None:
    code, _ = paste(client, app)
    link = link_of(client, code)
    moderator = sign_in(app)
    decide(moderator, code, "hide", "libel")
    page = client.get(f"/{link}").text
    assert "false and damaging" in page
    assert client.get(f"/{link}/picture.jpg").mimetype == "image/jpeg"
    form = {"csrf_token": token(page), "text": "It is about a <b>teapot</b>."}
    stale = client.post(f"/{link}/appeal", data=form | {"csrf_token": "stale"})
    assert stale.status_code == 422
    assert "&lt;b&gt;teapot" in stale.text
    assert client.post(f"/{link}/appeal", data=form).status_code == 303
    assert "&lt;b&gt;teapot" in client.get(f"/{link}").text
    assert client.post(f"/{link}/appeal", data=form).status_code == 422
    queue = moderator.get("/moderate?view=appeals").text
    assert code in queue
    assert "&lt;b&gt;teapot" in queue


@pytest.mark.parametrize(
    ("verdict", "status", "said"), [("restore", 200, "Put up again"), ("uphold", 410, "it stays hidden")]
)
def test_an_appeal_is_answered_by_a_decision(
    app: Flask, client: FlaskClient, verdict: str, status: int, said: str
) -> None:
    code, _ = paste(client, app)
    link, moderator = link_of(client, code), sign_in(app)
    decide(moderator, code, "hide", "other")
    with parts(app).database.write() as session:
        claims.appeal(session, link.rpartition("/")[2], "Please.", now=NOW)
    assert decide(moderator, code, verdict) == 303
    assert client.get(f"/p/{code}").status_code == status
    assert said in client.get(f"/{link}").text
    assert code not in moderator.get("/moderate?view=appeals").text
    with parts(app).database.read() as session:
        assert session.scalars(select(Appeal.answered_by)).one() is not None


def test_a_maker_reads_the_answer_and_no_other_note(app: Flask, client: FlaskClient) -> None:
    code, _ = paste(client, app)
    link, moderator = link_of(client, code), sign_in(app)
    seal = token(moderator.get("/moderate").text)

    def settle(action: str, note: str) -> None:
        form = {"csrf_token": seal, "action": action, "reason": "other", "note": note}
        form["seen"] = seen_of(moderator, code)
        assert moderator.post(f"/moderate/p/{code}", data=form).status_code == 303

    settle("hide", "between us")
    with parts(app).database.write() as session:
        claims.appeal(session, link.rpartition("/")[2], "Please look again.", now=NOW)
    assert "Answer, for its maker" in moderator.get("/moderate?view=appeals").text
    settle("uphold", "It is <b>still</b> a teapot.")
    for _ in range(2):
        page = client.get(f"/{link}").text
        assert "It is &lt;b&gt;still&lt;/b&gt; a teapot." in page
        assert "Please look again." in page
        assert "between us" not in page
        settle("restore", "second thoughts, not of its maker")
    assert "second thoughts" not in page


def test_an_appeal_is_as_long_as_its_field_says(lite: Flask) -> None:
    client = lite.test_client()
    code, _ = paste(client, lite)
    link = link_of(client, code)
    decide(sign_in(lite), code, "hide", "spam")
    form = {"csrf_token": token(client.get(f"/{link}").text), "text": ("x" * 99 + "\r\n") * 10}
    assert client.post(f"/{link}/appeal", data=form).status_code == 303


def test_what_is_up_needs_no_appeal_and_an_empty_one_says_nothing(app: Flask, client: FlaskClient) -> None:
    code, _ = paste(client, app)
    secret = secret_of(client, code)
    with parts(app).database.write() as session, pytest.raises(Refused, match="is up"):
        claims.appeal(session, secret, "Why?", now=NOW)
    decide(sign_in(app), code, "hide", "spam")
    with parts(app).database.write() as session, pytest.raises(Refused, match="sentence or two"):
        claims.appeal(session, secret, "  ", now=NOW)
    with parts(app).database.write() as session, pytest.raises(NotFound):
        claims.appeal(session, "0" * 32, "Why?", now=NOW)


def test_a_poster_hidden_again_may_be_appealed_again(app: Flask, client: FlaskClient) -> None:
    code, _ = paste(client, app)
    secret, moderator = secret_of(client, code), sign_in(app)
    for _ in range(2):
        decide(moderator, code, "hide", "spam")
        with parts(app).database.write() as session:
            claims.appeal(session, secret, "Again", now=NOW)
        decide(moderator, code, "restore")
    with parts(app).database.read() as session:
        assert len(session.scalars(select(Appeal)).all()) == 2


def test_only_what_hides_a_poster_can_be_upheld(lite: Flask) -> None:
    client = lite.test_client()
    code, _ = paste(client, lite)
    assert decide(sign_in(lite), code, "uphold") == 400


def test_what_is_published_without_a_form_belongs_to_nobody(lite: Flask) -> None:
    publish(lite)
    with parts(lite).database.read() as session:
        assert session.scalars(select(Claim)).all() == []
