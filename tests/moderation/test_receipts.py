"""Receipts: who reported a poster sees what became of it, and nobody else anything."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.core.errors import NotFound
from billboard.infra.link_secrets import digest, is_secret
from billboard.models import Action, Decision, Poster, Report
from billboard.moderation import claims, finding, receipts
from billboard.moderation.notices import REMEMBERED, UNANSWERED
from billboard.operators import jobs
from billboard.posters import covers
from tests.application import NOW, MakeApp, parts, publish, seen_of, sign_in
from tests.html import Html
from tests.moderation.blocking import hide, rule, undo
from tests.moderation.claiming import claimed
from tests.moderation.reporting import report

OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
LINK = re.compile(r'value="http://localhost(/receipt/[a-z2-7]{32})"')


def tell(client: FlaskClient, code: str, reason: str = "libel", note: str = "") -> str:
    """Report a poster as a browser does; the address of the receipt."""
    answer = client.post(f"/p/{code}/report", data={"reason": reason, "note": note}, headers=OWN)
    assert answer.status_code == 200
    found = LINK.search(answer.text)
    assert found
    return found[1]


def said(app: Flask, path: str) -> str:
    """To somebody without cookies."""
    return " ".join(Html(app.test_client(use_cookies=False).get(path).text).words.split())


def age(app: Flask, after: timedelta) -> int:
    with parts(app).database.write() as session:
        return receipts.forget(session, NOW + after)


def test_it_says_that_it_was_received_and_is_kept_as_a_digest(app: Flask) -> None:
    code = publish(app)
    path = tell(app.test_client(), code, note="About my aunt")
    secret = path.removeprefix("/receipt/")
    assert is_secret(secret)
    with parts(app).database.read() as session:
        assert session.scalars(select(Report.receipt)).one() == digest(secret)
    page = said(app, path)
    assert "Your report is with us" in page
    assert "Nobody has decided about it yet" in page
    assert "Says something false and damaging about a real person" in page
    assert "Not yet" in page
    assert "aunt" not in page


def test_it_is_kept_and_learnt_by_nobody(app: Flask) -> None:
    path = tell(app.test_client(), publish(app))
    answer = app.test_client(use_cookies=False).get(path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    missing = app.test_client().get("/receipt/" + "a" * 32)
    assert missing.status_code == 404
    assert "No report and no notice is followed by this link" in missing.text
    assert missing.headers["Cache-Control"] == "private, no-store"
    assert "\nDisallow: /receipt/\n" in app.test_client().get("/robots.txt").text


def test_it_tells_the_outcome_whatever_that_is(app: Flask) -> None:
    code = publish(app)
    path = tell(app.test_client(), code)
    kept = rule(app, Action.APPROVE, code).line
    page = said(app, path)
    assert "Your report has its answer" in page
    assert "A moderator has looked at the poster, and it stays up" in page
    undo(app, kept)
    assert "Nobody has decided" in said(app, path)
    down = hide(app, code).line
    assert "The poster was hidden, for: threatens or incites violence" in said(app, path)
    undo(app, down)
    hide(app, code)
    rule(app, Action.RESTORE, code)
    assert "put back up after somebody looked at it again" in said(app, path)


def test_what_was_left_up_and_hidden_later_is_told_so(app: Flask) -> None:
    code = publish(app)
    path = tell(app.test_client(), code)
    rule(app, Action.APPROVE, code)
    hide(app, code)
    assert "left it up. It was hidden later, for: threatens" in said(app, path)


def test_what_came_after_the_moderator_looked_is_answered_by_the_hiding(app: Flask) -> None:
    code = publish(app)
    hide_first = tell(app.test_client(), code)
    with parts(app).database.write() as session:
        session.scalars(select(Report)).one().decision_id = None
    hide(app, code)
    with parts(app).database.write() as session:
        session.scalars(select(Report)).one().decision_id = None  # it came too late to be seen
    page = said(app, hide_first)
    assert "The poster was hidden" in page
    assert "Not yet" not in page


def test_it_says_that_a_card_lies_over_it_or_that_its_maker_took_it_down(app: Flask) -> None:
    code, secret = claimed(app)
    path = tell(app.test_client(), code)
    with parts(app).database.write() as session:
        covers.put(session, session.scalars(select(Poster)).one(), now=NOW)
    assert "It is covered until somebody looks" in said(app, path)
    claims.withdraw(parts(app), secret, now=NOW)
    page = said(app, path)
    assert "Whoever made the poster has taken it down" in page
    assert "Keep this link" not in page


def test_it_says_nothing_of_others_and_of_what_moderators_note(app: Flask) -> None:
    code = publish(app)
    path = tell(app.test_client(), code)
    before = said(app, path)
    for number in range(5):
        report(app, code, "hate", f"other{number}", "Dreadful")
    assert said(app, path) == before
    client = sign_in(app)
    page = client.get("/moderate").text
    seal = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert seal
    form = {"csrf_token": seal[1], "action": "approve", "note": "A brigade, this", "seen": seen_of(client, code)}
    client.post(f"/moderate/p/{code}", data=form)
    assert "brigade" not in said(app, path)
    assert "mod" not in re.findall(r"\w+", said(app, path))


def test_who_reports_it_again_keeps_the_receipt_and_others_have_their_own(app: Flask) -> None:
    code, other, client = publish(app), publish(app, "Mind the gap"), app.test_client()
    path = tell(client, code)
    assert tell(client, code, "spam") == path
    assert "Advertising or flooding" in said(app, path)
    assert len({path, tell(client, other), tell(app.test_client(), code)}) == 3


def test_it_outlives_a_change_of_the_sites_key(make_app: MakeApp, database_url: str) -> None:
    def started(key: str, fallbacks: str = "") -> Flask:
        return make_app(database_url=database_url, secret_key=key, secret_key_fallbacks=fallbacks)

    app = started("a" * 32)
    code, client = publish(app), app.test_client()
    path = tell(client, code)
    later = started("b" * 32, "a" * 32)
    with parts(later).database.write() as session:
        reporter = session.scalars(select(Report.reporter)).one()
        assert receipts.give(session, code, reporter, parts(later).secret_keys) == path.removeprefix("/receipt/")
    assert "Your report is with us" in said(later, path)


def test_it_is_forgotten_some_time_after_the_decision_and_after_a_year_without_one(app: Flask) -> None:
    now = datetime.now(UTC)
    decided, waiting = publish(app), publish(app, "Mind the gap")
    first, second = (tell(app.test_client(), code) for code in (decided, waiting))
    rule(app, Action.APPROVE, decided, now=now)
    since = now - NOW
    assert age(app, since + REMEMBERED) == 0
    assert age(app, since + REMEMBERED + timedelta(seconds=1)) == 1
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    with app.app_context():
        told = list(jobs.expire(parts(app), now + UNANSWERED + timedelta(minutes=1)))
    assert told[-1].endswith("1 receipts forgotten.")
    assert app.test_client().get(second).status_code == 404
    with parts(app).database.read() as session:
        assert len(session.scalars(select(Report)).all()) == 2
        assert len(session.scalars(select(Decision)).all()) == 1


def test_the_desk_finds_the_case_by_a_receipt(app: Flask) -> None:
    code, other = publish(app), publish(app, "Mind the gap")
    path = tell(app.test_client(), code)
    sent = app.test_client(use_cookies=False).post(
        "/takedown", data={"where": other, "ground": "libel", "text": "No.", "name": "Ada", "faith": "y"}, headers=OWN
    )
    notice = sent.headers["Location"]
    assert notice.startswith("/receipt/")
    older = notice.replace("receipt", "takedown")
    for asked, meant in ((path, code), (path[-32:], code), (notice, other), (older, other)):
        with parts(app).database.read() as session:
            found = finding.find(session, f"{asked}", None)
        assert [each.code for each in found] == [meant]
    with parts(app).database.read() as session, pytest.raises(NotFound, match="no poster at that address"):
        finding.find(session, "https://x.example/receipt/" + "a" * 32, None)
    assert app.test_client().get(older).headers["Location"] == notice
