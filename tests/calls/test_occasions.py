"""Every occasion of a call arrives by letter and by webhook, in its own words, and leads to its own desk."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from standardwebhooks import Webhook

from billboard.bans import making as bans
from billboard.infra import webhook
from billboard.models import Alarm, Poster
from tests.application import NOW, MakeApp, parts, publish
from tests.calls.calling import ADA, SITE, appeal, called, run
from tests.moderation.blocking import hide, moderator
from tests.moderation.reporting import report
from tests.servers.smtp import Mailroom
from tests.servers.webhooks import Receiver

LATER = NOW + timedelta(minutes=31)
DUCKS, GEESE = "Down with the ducks", "Pluck every goose"
Occasion = Callable[
    [Flask, str], str
]  # makes it come up about a slogan, and gives the code that the call names, if it names one


def grave(app: Flask, slogan: str) -> str:
    code = publish(app, slogan)
    report(app, code, "threat", address="192.0.2.1")
    return code


def clock(app: Flask, slogan: str) -> str:
    code = grave(app, slogan)
    run(app)
    return code


def returned(app: Flask, slogan: str) -> str:
    hide(app, publish(app, slogan))
    publish(app, slogan.upper())
    return publish(app, f"{slogan}!!")


def spike(app: Flask, slogan: str) -> str:
    code = publish(app, slogan)
    for number in range(31):
        report(app, code, "spam", f"person {number}", address=f"198.51.{number}.1")
    return ""


def appealed(app: Flask, slogan: str) -> str:
    code = publish(app, slogan)
    hide(app, code)
    appeal(app, code)
    return code


def objected(app: Flask, slogan: str) -> str:
    code = publish(app, slogan)
    report(app, code, "spam", address="192.0.2.1")
    blocker = moderator(app)
    with parts(app).database.write() as session:
        poster = session.scalars(select(Poster).where(Poster.code == code)).one()
        source = bans.sources(session, poster, NOW)[0]
        ban = bans.ban(session, poster, source.key, 24, "spam", blocker, NOW)
        ban.objection, ban.objected = "Not me.", NOW
    return ""


OCCASIONS: dict[Alarm, tuple[Occasion, datetime, str, str, str]] = {
    Alarm.GRAVE: (
        grave,
        NOW,
        "Poster {code} is reported: threatens or incites violence (1 report)",
        "/moderate/case/{code}",
        "threat",
    ),
    Alarm.CLOCK: (
        clock,
        LATER,
        "Nobody has looked at poster {code} for half an hour: threatens or incites violence (1 report)",
        "/moderate/case/{code}",
        "threat",
    ),
    Alarm.RETURN: (
        returned,
        NOW,
        "Words that were hidden have come again, 2 times, and are held",
        "/moderate/case/{code}",
        "",
    ),
    Alarm.SPIKE: (spike, NOW, "Reports come in quickly: from 31 networks within ten minutes", "/moderate", ""),
    Alarm.APPEAL: (appealed, NOW, "The maker of poster {code} appeals", "/moderate/case/{code}", ""),
    Alarm.OBJECTION: (
        objected,
        NOW,
        "Somebody who is blocked, for advertising or flooding, says that it is wrong",
        "/moderate/bans",
        "spam",
    ),
}


def test_every_occasion_is_here() -> None:
    assert {*OCCASIONS} == {*Alarm} - {Alarm.TEST}  # which has a test of its own


@pytest.mark.parametrize("kind", OCCASIONS)
def test_an_occasion_arrives_by_letter_and_by_webhook_in_its_own_words(
    make_app: MakeApp, mailroom: Mailroom, receiver: Receiver, kind: Alarm
) -> None:
    app = called(make_app, mailroom, receiver)
    happen, when, words, desk, reason = OCCASIONS[kind]
    code = happen(app, DUCKS)
    words, desk = words.format(code=code), SITE + desk.format(code=code)
    mailroom.raw.clear()
    receiver.taken.clear()
    run(app, when)

    subject, body = letter(mailroom)
    told = subject.partition(": ")[2].removesuffix("…").rstrip()
    assert words.startswith(told)
    assert len(told) > 20
    assert words in body
    assert desk in body.split()

    data = message(app, receiver)
    assert (data["text"], data["desk"], data["total"]) == (f"{words}.", desk, 1)
    [alert] = data["alerts"]
    assert (alert["kind"], alert["text"], alert["reason"]) == (kind.value, words, reason or None)
    assert alert["poster"] == ({"code": code, "case": f"{SITE}/moderate/case/{code}"} if code else None)
    assert alert["noticed"] == when.isoformat()
    assert "ducks" not in subject + body + json.dumps(data)


@pytest.mark.parametrize(
    ("happen", "desk"),
    [
        (grave, "/moderate"),
        (returned, "/moderate?view=waiting"),
        (appealed, "/moderate?view=appeals"),
        (objected, "/moderate/bans"),
    ],
)
def test_several_of_one_occasion_lead_to_the_desk_where_they_wait(
    make_app: MakeApp, mailroom: Mailroom, receiver: Receiver, happen: Occasion, desk: str
) -> None:
    app = called(make_app, mailroom, receiver)
    happen(app, DUCKS)
    happen(app, GEESE)
    run(app)
    assert SITE + desk in letter(mailroom)[1].split()
    data = message(app, receiver)
    assert (data["desk"], data["total"]) == (SITE + desk, 2)


def letter(mailroom: Mailroom) -> tuple[str, str]:
    """The subject of the one that Ada got, and what it says, line by line as one."""
    assert mailroom.recipients.count(ADA) >= 1
    found = mailroom.letters[0]
    plain = found.get_body(("plain",))
    assert plain is not None
    return str(found["Subject"]), " ".join(plain.get_content().split())


def message(app: Flask, receiver: Receiver) -> dict[str, Any]:
    """What the one webhook was sent, which is signed."""
    [(headers, body)] = receiver.taken
    moment = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    secret = webhook.secret_of(receiver.url, parts(app).secret_keys[0])
    assert headers["webhook-signature"] == Webhook(secret).sign(headers["webhook-id"], moment, body.decode())
    told = json.loads(body)
    assert told["type"] == "moderators.called"
    return dict(told["data"])
