"""Letters that ask and cannot go out at once: the visitor is answered, and they go out all the same."""

import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.infra.mail import RelayDown
from billboard.models import Subscription
from billboard.roundup import confirmations, subscriptions
from billboard.web import letters
from tests.application import NOW, MakeApp, parts, token
from tests.roundup.subscribing import SITE, Clock, addresses, ask, link_in, posting, subscribe
from tests.servers.process import free_port
from tests.servers.smtp import Mailroom

SOON = NOW + timedelta(minutes=6)


def send(app: Flask) -> str:
    return app.test_cli_runner().invoke(args=["send-roundup", "--from-hour", "23"]).output


@pytest.mark.parametrize("answer", ["451 busy", "421 not now"])
def test_a_letter_that_the_post_puts_off_goes_out_by_the_timer(
    app: Flask, mailroom: Mailroom, clock: Clock, answer: str
) -> None:
    client = app.test_client()
    mailroom.answers = [answer]
    assert ask(client) == 303
    assert not mailroom.raw
    assert "1 waiting letters sent, 0 put off" in send(app)
    assert "0 waiting letters sent" in send(app)
    assert mailroom.recipients == ["ada@example.org"]
    assert client.post(link_in(mailroom.letters[0])).status_code == 303
    assert "on the list" in client.get(link_in(mailroom.letters[0])).text


def test_a_relay_that_is_down_or_slow_keeps_no_visitor_waiting(
    make_app: MakeApp, mailroom: Mailroom, clock: Clock
) -> None:
    dead = posting(make_app, mailroom, smtp_url=f"smtp://127.0.0.1:{free_port()}")
    assert ask(dead.test_client()) == 303
    said = dead.test_cli_runner().invoke(args=["send-roundup"])
    assert said.exit_code == 1
    assert "the relay does not take letters" in said.output
    slow = posting(make_app, mailroom)  # the same database
    mailroom.delay = 4
    began = time.monotonic()
    assert ask(slow.test_client(), "bea@example.org") == 303
    assert time.monotonic() - began < confirmations.AT_ONCE + 1
    mailroom.delay = 0
    assert "2 waiting letters sent" in send(slow)
    assert mailroom.recipients == ["ada@example.org", "bea@example.org"]


def test_a_letter_that_may_have_gone_is_not_sent_twice(app: Flask, mailroom: Mailroom, clock: Clock) -> None:
    mailroom.answers = [""]  # hangs up within the letter
    assert ask(app.test_client()) == 303
    clock(SOON)
    assert "0 waiting letters sent" in send(app)
    assert not mailroom.raw


def test_a_worker_that_dies_with_a_letter_in_its_hand_costs_a_few_minutes(
    app: Flask, mailroom: Mailroom, clock: Clock
) -> None:
    with parts(app).database.write() as session:
        assert subscriptions.ask(session, "ada@example.org", now=NOW)
    assert "0 waiting letters sent" in send(app)
    clock(SOON)
    assert "1 waiting letters sent" in send(app)
    assert app.test_client().post(link_in(mailroom.letters[0])).status_code == 303


def test_two_runs_at_once_send_a_waiting_letter_once(
    app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with parts(app).database.write() as session:
        assert subscriptions.ask(session, "ada@example.org", now=NOW)
    with parts(app).database.read() as session:
        both_see = subscriptions.waiting(session, now=SOON)
    monkeypatch.setattr(subscriptions, "waiting", lambda *_, **__: both_see)
    site = parts(app)
    assert site.settings.relay
    with app.app_context():
        rounds = [
            confirmations.post_waiting(site.database, site.settings.relay, letters.confirmation, now=SOON)
            for _ in range(2)
        ]
    assert [each.sent for each in rounds] == [1, 0]
    assert mailroom.recipients == ["ada@example.org"]


@pytest.mark.usefixtures("clock")
def test_a_mailbox_that_is_none_is_told_beside_the_field_and_forgotten(app: Flask, mailroom: Mailroom) -> None:
    client = app.test_client()
    mailroom.refusals["ada@example.org"] = "550 no such mailbox"
    form = {"csrf_token": token(client.get("/roundup", base_url=SITE).text), "address": "ada@example.org"}
    answer = client.post("/roundup", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE)
    assert answer.status_code == 422
    assert "no such mailbox" in answer.text
    assert 'value="ada@example.org"' in answer.text
    assert addresses(app) == []


@pytest.mark.usefixtures("clock")
def test_a_refusal_takes_nobody_off_who_is_on_the_list(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "ada@example.org", now=NOW - timedelta(days=9))
    mailroom.refusals["ada@example.org"] = "550 no such mailbox"
    assert ask(app.test_client()) == 422
    assert addresses(app) == ["ada@example.org"]
    assert "0 waiting letters sent" in send(app)


def test_letters_wait_for_a_relay_that_comes_back(app: Flask, mailroom: Mailroom) -> None:
    site = parts(app)
    for name in ("ada", "bea"):
        with site.database.write() as session:
            assert subscriptions.ask(session, f"{name}@example.org", now=NOW)
    assert site.settings.relay
    mailroom.answers = ["421 not now"]
    with app.app_context():
        with pytest.raises(RelayDown):
            confirmations.post_waiting(site.database, site.settings.relay, letters.confirmation, now=SOON)
        assert confirmations.post_waiting(site.database, site.settings.relay, letters.confirmation, now=SOON).sent == 2
    with site.database.read() as session:
        assert set(session.scalars(select(Subscription.due))) == {None}
