"""Sending, so that nobody gets two."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select, update

from billboard.infra.mail import RelayDown
from billboard.models import Delivery, Subscription
from billboard.roundup import roundups, subscriptions
from billboard.roundup.mailing import Mailing
from billboard.web import letters
from tests.application import NOW, MakeApp, parts, publish
from tests.roundup.subscribing import MANY, TOMORROW, Clock, addresses, posting, run, sent_on_record, subscribe
from tests.servers.smtp import Mailroom


def test_nobody_gets_two_however_often_it_is_run(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, *MANY)
    publish(app)
    assert [run(app).sent, run(app).sent, run(app, now=TOMORROW + timedelta(hours=9)).sent] == [5, 0, 0]
    assert mailroom.recipients == MANY
    publish(app, "Another day", now=TOMORROW)
    assert run(app, now=TOMORROW + timedelta(days=1)).sent == 5


def test_two_runs_at_once_share_the_letters(app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(app, *MANY)
    publish(app)
    with parts(app).database.read() as session:
        both_see = roundups.due(session, roundups.day_before(TOMORROW), after=0)
    assert len(both_see) == 5
    assert run(app).sent == 5
    monkeypatch.setattr(roundups, "due", lambda *_, after, **__: [each for each in both_see if each > after])
    assert run(app).sent == 0
    assert mailroom.recipients == MANY


def test_a_crash_costs_one_letter_and_the_next_run_goes_on(
    app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(app, *MANY)
    publish(app)
    whole = letters.roundup

    def crash(edition: roundups.Edition, address: str, secret: str) -> EmailMessage:
        if address == MANY[2]:
            raise KeyboardInterrupt
        return whole(edition, address, secret)

    monkeypatch.setattr(letters, "roundup", crash)
    with pytest.raises(KeyboardInterrupt):
        run(app)
    monkeypatch.setattr(letters, "roundup", whole)
    assert run(app).sent == 2
    assert mailroom.recipients == [*MANY[:2], *MANY[3:]]


def test_what_the_relay_surely_has_not_taken_is_tried_again(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.refusals[MANY[1]] = "450 come back later"
    mailroom.answers = ["451 busy"]
    assert run(lite_app) == Mailing(sent=3, put_off=2)
    mailroom.refusals.clear()
    assert run(lite_app) == Mailing(sent=2)
    assert sorted(mailroom.recipients) == MANY


def test_what_it_may_have_taken_is_not(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.answers = [""]  # hangs up within the first letter
    assert run(lite_app) == Mailing(sent=4, lost=1)
    assert run(lite_app).sent == 0
    assert mailroom.recipients == MANY[1:]


def test_a_relay_that_tires_of_one_connection_costs_nobody_a_letter(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.most = 2
    assert run(lite_app) == Mailing(sent=4, put_off=1)
    assert run(lite_app) == Mailing(sent=1)
    assert sorted(mailroom.recipients) == MANY


def test_a_relay_that_hangs_up_on_a_recipient_loses_none_of_the_others(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.refusals[MANY[1]] = "421 shutting down"
    assert run(lite_app) == Mailing(sent=4, put_off=1)
    mailroom.refusals.clear()
    assert run(lite_app) == Mailing(sent=1)


def test_a_sender_that_the_relay_does_not_want_ends_the_run_and_keeps_every_letter(
    lite_app: Flask, mailroom: Mailroom
) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.unwelcome = "550 not from here"
    with pytest.raises(RelayDown, match="sender refused"):
        run(lite_app)
    mailroom.unwelcome = ""
    assert run(lite_app).sent == 5


def test_a_relay_that_always_hangs_up_is_left_in_peace(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.answers = [""] * 5
    with pytest.raises(RelayDown):
        run(lite_app)
    assert sent_on_record(lite_app) == roundups.DEAD_LINES
    mailroom.answers.clear()
    assert run(lite_app).sent == 2


def test_a_mailbox_that_is_none_is_taken_off_after_three_days(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, *MANY[:2])
    mailroom.refusals[MANY[0]] = "550 no such mailbox"
    for days in range(3):
        assert MANY[0] in addresses(app)
        publish(app, f"Day {days}", now=NOW + timedelta(days=days))
        assert run(app, now=NOW + timedelta(days=days + 1)) == Mailing(sent=1, lost=1)
    assert addresses(app) == [MANY[1]]


def test_one_letter_taken_makes_up_for_refusals(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, MANY[0])
    for days, refused in enumerate([True, True, False, True, True]):
        mailroom.refusals = {MANY[0]: "550 no such mailbox"} if refused else {}
        publish(lite_app, f"Day {days}", now=NOW + timedelta(days=days))
        run(lite_app, now=NOW + timedelta(days=days + 1))
    assert addresses(lite_app) == [MANY[0]]


def test_leaving_and_coming_back_gets_nobody_a_second(app: Flask, mailroom: Mailroom) -> None:
    (secret,) = subscribe(app, "ada@example.org")
    publish(app)
    assert run(app).sent == 1
    with parts(app).database.write() as session:
        subscriptions.leave(session, secret)
    subscribe(app, "ada@example.org", now=TOMORROW)
    assert run(app, now=TOMORROW + timedelta(hours=1)).sent == 0


def test_many_are_told_in_batches(lite_app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    due = roundups.due
    monkeypatch.setattr(roundups, "due", lambda *given, after: due(*given, after=after, limit=2))
    assert run(lite_app).sent == 5
    assert mailroom.recipients == MANY


def test_what_was_sent_is_forgotten_after_a_year(lite_app: Flask) -> None:
    subscribe(lite_app, "ada@example.org")
    publish(lite_app)
    run(lite_app)
    with parts(lite_app).database.write() as session:
        subscriptions.forget(session, now=NOW + timedelta(days=390))
    assert sent_on_record(lite_app) == 1
    with parts(lite_app).database.write() as session:
        subscriptions.forget(session, now=NOW + timedelta(days=410))
    assert sent_on_record(lite_app) == 0
    assert addresses(lite_app) == ["ada@example.org"]


def test_the_command_says_what_it_did(lite_app: Flask, clock: Clock, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    clock(TOMORROW.replace(hour=6))
    command = lite_app.test_cli_runner()
    assert "round-ups" not in command.invoke(args=["send-roundup", "--from-hour", "7"], catch_exceptions=False).output
    clock(TOMORROW.replace(hour=7))
    said = command.invoke(args=["send-roundup", "--from-hour", "7"], catch_exceptions=False).output
    assert "5 round-ups sent, 0 put off until the next run, 0 lost." in said
    assert mailroom.recipients == MANY


def test_the_command_names_what_is_missing(make_app: MakeApp, mailroom: Mailroom, clock: Clock) -> None:
    app = posting(make_app, mailroom, site_url="")
    said = app.test_cli_runner().invoke(args=["send-roundup"])
    assert said.exit_code == 1
    assert "SITE_URL is missing" in said.output
    app = posting(make_app, mailroom, smtp_url="smtp://127.0.0.1:9")
    subscribe(app, "ada@example.org")
    publish(app)
    clock(TOMORROW)
    said = app.test_cli_runner().invoke(args=["send-roundup"])
    assert said.exit_code == 1
    assert "SMTP_URL: the relay does not take letters" in said.output
    with parts(app).database.write() as session:
        assert session.scalars(select(Delivery.day)).all() == []
        session.execute(update(Subscription).values(refusals=0))
