"""What a round-up tells."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from billboard.roundup import roundups
from billboard.web import letters
from billboard.web.inert_text import inert
from tests.application import NOW, decide, publish, sign_in
from tests.html import Html
from tests.infra.letters import part
from tests.roundup.subscribing import (
    MANY,
    SITE,
    TOMORROW,
    link_in,
    run,
    sent_on_record,
    subscribe,
)
from tests.servers.smtp import Mailroom


def test_the_letter_tells_the_best_of_the_day_before_in_both_parts(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "ada@example.org")
    publish(app, "The day before that", now=NOW - timedelta(days=1))
    codes = [publish(app, f"Number {turn} <b> & “co”", now=NOW + timedelta(minutes=turn)) for turn in range(9)]
    publish(app, "The day after", now=TOMORROW)
    app.test_client().post(f"/p/{codes[0]}/vote", data={"value": "1"})
    assert run(app).sent == 1
    (letter,) = mailroom.letters
    assert letter["Subject"].startswith("“Number 0 <b> & “co”")
    assert letter["Subject"].endswith("and 6 more: the wall on Thursday 7 May")
    assert letter["List-Id"] == "<roundup.posters.example.org>"
    text, html = part(letter, "plain"), Html(part(letter, "html"))
    told = [codes[0], *codes[:2:-1]]
    assert re.findall(rf"{SITE}/p/(\w+)", text) == told
    assert "9 posters went up" in text
    assert "Number 0 <b> & “co”" in text
    assert "The day" not in text
    pictures = [attrs for tag, attrs in html.elements if tag == "img"]
    assert [picture["src"] for picture in pictures] == [f"{SITE}/p/{code}/thumb.jpg" for code in told]
    assert all(inert("<b> & “co”") in str(picture["alt"]) for picture in pictures)
    for tag, attrs in html.elements:
        assert tag not in ("script", "link", "form", "iframe", "b")
        target = attrs.get("href") or attrs.get("src") or SITE
        assert target.startswith((SITE, "mailto:")), target
    assert link_in(letter).endswith("/leave")
    assert f'href="{SITE}{link_in(letter)}"' in part(letter, "html")


def test_no_slogan_adds_a_header_or_an_element(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, "ada@example.org")
    publish(lite_app, "</title><script>alert(1)</script>\nBcc: eve@example.org")
    run(lite_app)
    (letter,) = mailroom.letters
    assert mailroom.recipients == ["ada@example.org"]
    assert "Bcc" not in letter
    assert not [tag for tag, _ in Html(part(letter, "html")).elements if tag == "script"]


def test_a_hidden_poster_is_in_no_letter(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "ada@example.org")
    stays, goes = publish(app, "Stays up"), publish(app, "Comes down")
    decide(sign_in(app), goes, "hide", "spam")
    run(app)
    assert re.findall(rf"{SITE}/p/(\w+)", part(mailroom.letters[0], "plain")) == [stays]


def test_a_poster_hidden_while_letters_go_out_is_in_none_that_follow(
    app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(app, *MANY)
    stays, goes = publish(app, "Stays up"), publish(app, "Comes down")
    moderator, whole = sign_in(app), letters.roundup

    def hide_after_two(edition: roundups.Edition, address: str, secret: str) -> EmailMessage:
        letter = whole(edition, address, secret)
        if address == MANY[1]:
            decide(moderator, goes, "hide", "spam")
        return letter

    monkeypatch.setattr(letters, "roundup", hide_after_two)
    assert run(app).sent == 5
    told = [re.findall(rf"{SITE}/p/(\w+)", part(letter, "plain")) for letter in mailroom.letters]
    assert told == [[goes, stays]] * 2 + [[stays]] * 3


def test_a_quiet_day_sends_nothing(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, "ada@example.org")
    publish(lite_app, now=NOW - timedelta(days=2))
    assert run(lite_app).sent == 0
    assert sent_on_record(lite_app) == 0
    assert not mailroom.raw
