"""Leaving the list, and what its links open."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.application import NOW, publish
from tests.roundup.subscribing import (
    SITE,
    Clock,
    addresses,
    link_in,
    run,
    sent_on_record,
    subscribe,
)
from tests.servers.smtp import Mailroom


@pytest.mark.usefixtures("clock")
def test_a_mailbox_leaves_in_one_click_by_rfc_8058(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "ada@example.org")
    publish(app)
    run(app)
    (letter,) = mailroom.letters
    (address,) = re.findall(r"<([^<>]+)>", letter["List-Unsubscribe"])
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("https://")
    mailbox = app.test_client(use_cookies=False)
    path = address.removeprefix(SITE)
    body = {"List-Unsubscribe": "One-Click"}
    answer = mailbox.post(path, data=body, base_url=SITE)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert addresses(app) == []
    assert sent_on_record(app) == 0
    assert mailbox.post(path, data=body, content_type="multipart/form-data").status_code == 200
    assert mailbox.get(path).status_code == 404


@pytest.mark.usefixtures("clock")
def test_following_the_link_takes_nobody_off_the_list(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, "ada@example.org")
    publish(lite_app)
    run(lite_app)
    link = link_in(mailroom.letters[0])
    client = lite_app.test_client()
    assert "Take me off the list" in client.get(link).text
    assert addresses(lite_app) == ["ada@example.org"]
    assert client.post(link).status_code == 200
    assert addresses(lite_app) == []


def test_an_old_letters_link_still_works(lite_app: Flask, mailroom: Mailroom, clock: Clock) -> None:
    subscribe(lite_app, "ada@example.org")
    for days in range(3):
        publish(lite_app, f"Day {days}", now=NOW + timedelta(days=days))
        run(lite_app, now=NOW + timedelta(days=days + 1))
    assert len({link_in(letter) for letter in mailroom.letters}) == 3
    clock(NOW + timedelta(days=300))
    assert lite_app.test_client().post(link_in(mailroom.letters[0])).status_code == 200
    assert addresses(lite_app) == []


def test_a_link_that_nobody_was_sent_opens_nothing(app: Flask) -> None:
    subscribe(app, "ada@example.org")
    client = app.test_client()
    for secret in ("a" * 32, "nonsense", "a" * 5000, "%00" * 8, "é" * 32, "' OR 1=1 --"):
        assert client.get(f"/roundup/{secret}", follow_redirects=True).status_code == 404
        assert client.get(f"/roundup/{secret}/leave", follow_redirects=True).status_code == 404
        assert client.post(f"/roundup/{secret}").status_code == 404
        assert client.post(f"/roundup/{secret}/leave").status_code == 200
    assert addresses(app) == ["ada@example.org"]


@pytest.mark.usefixtures("clock")
def test_pages_behind_secrets_are_kept_by_nobody(lite_app: Flask) -> None:
    (secret,) = subscribe(lite_app, "ada@example.org")
    for path in (f"/roundup/{secret}", f"/roundup/{secret}/leave"):
        answer = lite_app.test_client().get(path)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "ada@example.org" not in answer.text
