"""Notices: whoever asks by the form that a poster be taken down is heard, and answered."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.infra.link_secrets import is_secret
from billboard.infra.mail import RelayDown
from billboard.models import Kind, LogLine, Notice, Poster, Report, Reporter
from billboard.moderation import notices, queue
from billboard.moderation.queue import View
from billboard.operators import jobs
from tests.application import NOW, MakeApp, decide, parts, publish, seen_of, sign_in, token
from tests.html import Html
from tests.moderation.covering import is_covered
from tests.moderation.reporting import codes, report
from tests.roundup.subscribing import SITE
from tests.servers.smtp import Mailroom

ADA = {
    "name": "Ada Pigeon",
    "address": "ada@example.org",
    "text": "It is my drawing.",
    "ground": "copyright",
    "faith": "y",
}
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def send(client: FlaskClient, code: str, *, network: str = "127.0.0.1", **more: str) -> str:
    """A notice, as a browser sends it; the address of its receipt, or the page that it was refused on."""
    where = {"REMOTE_ADDR": network}
    answer = client.post("/takedown", data=ADA | {"where": code} | more, headers=OWN, environ_base=where)
    return answer.headers["Location"] if answer.status_code == 303 else answer.text


def said(client: FlaskClient, path: str) -> str:
    return " ".join(Html(client.get(path).text).words.split())


def test_a_notice_is_a_grave_case_with_the_notice_shown_whatever_its_ground(app: Flask) -> None:
    lighter, meant = publish(app, "Mind the gap"), publish(app, "My own drawing")
    report(app, lighter, "hate")
    receipt = send(app.test_client(use_cookies=False), f"http://localhost/p/{meant}?street=rain")
    assert is_secret(receipt.removeprefix("/receipt/"))
    assert codes(app) == [meant, lighter]
    page = said(sign_in(app), "/moderate")
    assert "Ada Pigeon asks that it be taken down:" in page
    assert page.count("It is my drawing.") == 1
    assert "ada@example.org" not in page
    assert "Answer, for whoever sent the notice and the log" in page
    with parts(app).database.read() as session:
        line = session.scalars(select(LogLine).where(LogLine.kind == Kind.TAKEDOWN)).one()
        kept = session.scalars(select(Notice)).one()
        assert (line.did, line.subject, line.reason, line.details) == ("notice", meant, "copyright", "{}")
        assert kept.digest not in receipt


def test_its_receipt_tells_what_became_of_it(app: Flask) -> None:
    code, public = publish(app), app.test_client(use_cookies=False)
    receipt, client = send(public, code), sign_in(app)
    assert "Nobody has decided about it yet" in said(public, receipt)
    form = {
        "csrf_token": token(client.get("/moderate").text),
        "action": "hide",
        "reason": "copyright",
        "note": "You are right.",
        "seen": seen_of(client, code),
    }
    client.post(f"/moderate/p/{code}", data=form)
    told = said(public, receipt)
    assert "The poster was hidden, for: uses somebody else's work without leave" in told
    assert "You are right." in told
    decide(client, code, "restore")
    assert "put back up" in said(public, receipt)
    assert public.get(receipt).headers["Cache-Control"] == "private, no-store"
    assert public.get("/receipt/" + "a" * 32).status_code == 404


def test_what_stays_up_is_told_so_and_undoing_opens_it_again(app: Flask) -> None:
    code, public, client = publish(app), app.test_client(use_cookies=False), sign_in(app)
    receipt = send(public, code)
    decide(client, code, "approve")
    assert "it stays up" in said(public, receipt)
    client.post("/moderate/undo", data={"csrf_token": token(client.get("/moderate/log").text), "line": "1"})
    assert "Nobody has decided about it yet" in said(public, receipt)
    assert codes(app) == [code]


def test_a_notice_is_heard_where_further_reports_are_ignored_and_puts_nobody_on_record(app: Flask) -> None:
    code, public, client = publish(app), app.test_client(use_cookies=False), sign_in(app)
    report(app, code, "hate")
    decide(client, code, "ignore")
    report(app, code, "threat", "another")
    assert codes(app) == []
    send(public, code)
    assert codes(app) == [code]
    decide(client, code, "approve")
    with parts(app).database.read() as session:
        assert list(session.scalars(select(Reporter.reporter))) == ["someone"]


@pytest.mark.parametrize(("on", "networks", "covered"), [(False, 5, False), (True, 5, True), (True, 6, False)])
def test_a_notice_is_heard_on_the_terms_that_operators_have_set(
    make_app: MakeApp, database_url: str, on: bool, networks: int, covered: bool
) -> None:
    app = make_app(database_url=database_url, covering=on, covering_networks=networks)
    code, public = publish(app), app.test_client(use_cookies=False)
    for number in range(5):
        assert is_secret(send(public, code, network=f"198.18.{number}.7").removeprefix("/receipt/"))
    assert is_covered(app, code) is covered


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("where", "", "Paste the address of the poster"),
        ("where", "http://elsewhere.example/", "Paste the address of the poster"),
        ("where", "nosuchcode", "No poster is up under"),
        ("where", "\x00‽", "Paste the address of the poster"),
        ("ground", "spam", "Choose what is wrong with it"),
        ("text", " ", "Say why"),
        ("name", "", "Say who you are"),
        ("address", "ada at home", "does not look like an address"),
        ("faith", "", "Tick that you believe it"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(lite: Flask, field: str, value: str, told: str) -> None:
    code = publish(lite)
    answer = lite.test_client(use_cookies=False).post(
        "/takedown", data=ADA | {"where": code, field: value}, headers=OWN
    )
    assert answer.status_code == 422
    assert told in answer.text
    if field != "text":
        assert "It is my drawing." in answer.text
    if field != "name":
        assert 'value="Ada Pigeon"' in answer.text
    with parts(lite).database.read() as session:
        assert session.scalars(select(Report)).all() == []


def test_a_poster_that_is_down_or_waits_cannot_be_asked_for(lite: Flask) -> None:
    code, client = publish(lite), sign_in(lite)
    decide(client, code, "hide", "hate")
    assert "has come down already" in send(lite.test_client(use_cookies=False), code)


def test_notices_are_limited_by_network_and_refused_from_other_pages(make_app: MakeApp) -> None:
    app = make_app(takedown_limit="2 per minute")
    code, client = publish(app), app.test_client(use_cookies=False)
    foreign = client.post("/takedown", data=ADA | {"where": code}, headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403
    sent = [client.post("/takedown", data=ADA | {"where": code}, headers=OWN).status_code for _ in range(3)]
    assert sent[-1] == 429
    assert client.get(f"/takedown?poster={code}").text.count(f'value="{code}"') == 1


@pytest.fixture
def posting(make_app: MakeApp, database_url: str, mailroom: Mailroom) -> Flask:
    return make_app(database_url=database_url, smtp_url=mailroom.url, mail_from="wall@example.org", site_url=SITE)


def hide_after_notice(app: Flask) -> str:
    """With the receipt of it."""
    code, client = publish(app), sign_in(app)
    receipt = send(app.test_client(use_cookies=False), code)
    decide(client, code, "hide", "copyright")
    return receipt


def answer_notices(app: Flask, moment: timedelta = timedelta(minutes=20)) -> str:
    with app.app_context():
        return " ".join(jobs.answer_notices(parts(app), datetime.now(NOW.tzinfo) + moment))


def test_the_answer_goes_out_once_by_letter_when_it_can_be_no_slip_any_more(posting: Flask, mailroom: Mailroom) -> None:
    hide_after_notice(posting)
    assert answer_notices(posting, timedelta(minutes=1)).startswith("0 answers sent")
    assert answer_notices(posting).startswith("1 answers sent")
    assert answer_notices(posting).startswith("0 answers sent")
    (letter,) = mailroom.letters
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert mailroom.recipients == ["ada@example.org"]
    assert "it is down" in letter["Subject"]
    assert "The poster was hidden, for: uses somebody else's work" in plain.get_content()


@pytest.mark.parametrize(("answer", "again"), [("451 busy", 1), ("550 nobody", 0), ("", 0)])
def test_a_letter_that_surely_did_not_go_is_tried_again_and_no_other(
    posting: Flask, mailroom: Mailroom, answer: str, again: int
) -> None:
    receipt = hide_after_notice(posting)
    mailroom.answers = [answer]
    with suppress(RelayDown):
        said_of_it = answer_notices(posting)
        assert said_of_it == f"0 answers sent, {again} put off until the next run, {1 - again} lost."
    assert answer_notices(posting).startswith(f"{again} answers sent")
    # What was lost is no answer by letter, and whoever waits for it is told where the answer stands.
    assert ("letter with this answer was lost" in said(posting.test_client(), receipt)) is (again == 0)


def test_who_sent_it_is_forgotten_after_the_answer(app: Flask) -> None:
    receipt = hide_after_notice(app)
    unanswered = publish(app, "Mind the gap")
    send(app.test_client(use_cookies=False), unanswered, name="Bea")
    later = datetime.now(NOW.tzinfo)

    def forget(after: timedelta) -> int:
        with parts(app).database.write() as session:
            return notices.forget(session, later + after)

    assert forget(notices.REMEMBERED - timedelta(hours=1)) == 0
    assert forget(notices.REMEMBERED + timedelta(hours=1)) == 1
    with parts(app).database.read() as session:
        assert [(row.name, row.address) for row in session.scalars(select(Notice).order_by(Notice.id))] == [
            ("", ""),
            ("Bea", "ada@example.org"),
        ]
        shown = queue.page(session, View.REPORTED, now=NOW).cases[0].notices
        assert [each.name for each in shown] == ["Bea"]
        assert session.scalar(select(Poster.code).where(Poster.open_reports > 0)) == unanswered
    assert forget(notices.UNANSWERED + timedelta(hours=1)) == 1
    assert "The poster was hidden" in said(app.test_client(), receipt)
