"""Templates that the public proposes, and drafts that are shown by a private link."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.core.errors import Refused
from billboard.infra.link_secrets import digest, new_secret
from billboard.models import DraftState, Kind, LogLine
from billboard.studio import draft_pictures, drafts, proposals
from billboard.studio.drafts import Proposer
from billboard.studio.missing import Lack
from tests.application import NOW, MakeApp, parts, sign_in, stored, token
from tests.studio.documents import finished
from tests.studio.drafting import develop_here, drafted, jpeg, send


def proposed(app: Flask) -> tuple[str, str]:
    """The code and the secret of a finished draft that was proposed."""
    site, secret = parts(app), new_secret()
    with site.database.write() as session:
        draft = drafts.begin(session, now=NOW, by=None, claim=digest(secret), document=finished())
        for name in ("photograph", "board"):
            site.store.put(f"{draft.folder}/{name}-screen.jpg", jpeg())
        proposals.send(session, draft.code, Proposer(secret), [], now=NOW)
    return draft.code, secret


def state(app: Flask, code: str) -> DraftState:
    with parts(app).database.read() as session:
        return drafts.find(session, code, None).state


def test_whoever_has_no_account_makes_a_draft_where_the_switch_is_on(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    develop_here(monkeypatch)
    app = make_app(template_proposals=True)
    client, stranger = app.test_client(), app.test_client()
    answer = client.post("/studio/propose", **send(client, jpeg(800, 600), "/studio/propose"))
    address = answer.get_json()["location"]
    page = client.get(address)
    assert page.status_code == 200
    assert "Your own link" in page.text
    assert "/publish" not in page.text
    assert stranger.get(address).headers["Location"].startswith("/moderate/login")


def test_nobody_proposes_anything_where_the_switch_is_off(lite: Flask) -> None:
    client = lite.test_client()
    assert client.get("/studio/propose").status_code == 404
    assert client.post("/studio/propose").status_code == 404
    assert "/studio/propose" not in client.get("/make").text


def test_a_proposer_reads_why_it_was_declined_and_may_change_it(lite: Flask) -> None:
    moderator, client = sign_in(lite), lite.test_client()
    code, secret = proposed(lite)
    assert "It is with" in client.get(f"/studio/mine/{secret}").text
    form = {"csrf_token": token(moderator.get("/studio/proposals").text)}
    assert moderator.post(f"/studio/proposals/{code}/decline", data=form | {"answer": " "}).status_code == 422
    assert state(lite, code) is DraftState.PROPOSED
    said = moderator.post(f"/studio/proposals/{code}/decline", data=form | {"answer": "Too <blurred>."})
    assert said.headers["Location"] == "/studio/proposals"
    page = client.get(f"/studio/mine/{secret}").text
    assert "Too &lt;blurred&gt;." in page
    with parts(lite).database.read() as session:
        [line] = session.query(LogLine).filter(LogLine.kind == Kind.TEMPLATE)
    assert (line.did, line.subject) == ("decline", code)
    client.post(f"/studio/mine/{secret}", data={"csrf_token": token(page)})
    assert state(lite, code) is DraftState.OPEN
    assert client.get(f"/studio/d/{code}/picture").status_code == 200


def test_what_lies_with_the_moderators_is_changed_by_nobody_else(lite: Flask) -> None:
    code, secret = proposed(lite)
    with parts(lite).database.write() as session:
        with pytest.raises(Refused, match="moderators have it"):
            drafts.change(session, code, Proposer(secret), 1, lambda each: each, now=NOW)
        with pytest.raises(Refused, match="moderators have it"):
            drafts.remove(session, code, Proposer(secret))


def test_no_proposal_is_deleted_unanswered_and_none_that_became_a_template(lite: Flask) -> None:
    moderator = sign_in(lite)
    code, secret = proposed(lite)
    form = {"csrf_token": token(moderator.get("/studio/proposals").text)}
    answer = moderator.post(f"/studio/d/{code}/delete", data=form)
    assert (answer.status_code, "Decline it with a reason" in answer.text) == (422, True)
    with parts(lite).database.write() as session:
        drafts.find(session, code, None).state = DraftState.PUBLISHED
        with pytest.raises(Refused, match="A template came of this"):
            drafts.remove(session, code, Proposer(secret))
    assert state(lite, code) is DraftState.PUBLISHED


def test_what_is_not_finished_is_not_sent(lite: Flask) -> None:
    site, secret = parts(lite), new_secret()
    with site.database.write() as session:
        draft = drafts.begin(session, now=NOW, by=None, claim=digest(secret))
        with pytest.raises(Refused, match="Draw a box"):
            proposals.send(session, draft.code, Proposer(secret), [Lack("boxes", "Draw a box.")], now=NOW)


def test_whoever_proposed_it_deletes_it_with_its_pictures(lite: Flask) -> None:
    site, secret, client = parts(lite), new_secret(), lite.test_client()
    with site.database.write() as session:
        draft = drafted(session, site.store, None)
        draft.claim = digest(secret)
    form = {"csrf_token": token(client.get(f"/studio/mine/{secret}").text)}
    assert client.post(f"/studio/mine/{secret}/delete", data=form).status_code == 200
    assert client.get(f"/studio/mine/{secret}").status_code == 404
    assert not [key for key in stored(lite) if key.startswith(drafts.FOLDER)]


def test_a_private_link_shows_a_draft_until_it_is_turned_off(lite: Flask) -> None:
    moderator, colleague = sign_in(lite), lite.test_client()
    with parts(lite).database.write() as session:
        draft = drafted(session, parts(lite).store, None)
    [photograph] = draft_pictures.pictures_of(drafts.document_of(draft))
    form: dict[str, Any] = {"csrf_token": token(moderator.get(f"/studio/d/{draft.code}/share").text), "do": "on"}
    page = moderator.post(f"/studio/d/{draft.code}/share", data=form).text
    link = "/studio/look/" + page.partition("/studio/look/")[2][:32]
    seen = colleague.get(link)
    assert (seen.status_code, seen.headers["Cache-Control"], seen.headers["X-Robots-Tag"]) == (
        200,
        "private, no-store",
        "noindex",
    )
    assert colleague.get(f"{link}/{photograph.name}.jpg").mimetype == "image/jpeg"
    moderator.post(f"/studio/d/{draft.code}/share", data=form | {"do": "off"})
    assert shut(colleague, link, f"{link}/{photograph.name}.jpg")


def shut(client: FlaskClient, *paths: str) -> bool:
    return all(client.get(path).status_code == 404 for path in paths)
