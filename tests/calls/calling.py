"""Calls in tests: a site that makes them by letter and by webhook, and what they are about."""

from datetime import datetime

from flask import Flask
from sqlalchemy import select

from billboard.models import Appeal, Poster
from billboard.operators.jobs import call_moderators
from tests.application import NOW, MakeApp, parts
from tests.servers.smtp import Mailroom
from tests.servers.webhooks import Receiver

SITE = "https://wall.example.org"
ADA, BO = "ada@example.org", "bo@example.org"


def called(make_app: MakeApp, mailroom: Mailroom, receiver: Receiver, **more: object) -> Flask:
    return make_app(
        smtp_url=mailroom.url,
        mail_from="wall@example.org",
        site_url=SITE,
        notify_emails=(ADA, BO),
        notify_webhook=receiver.url,
        **more,
    )


def run(app: Flask, now: datetime = NOW) -> str:
    with app.app_context():
        return " ".join(call_moderators(parts(app), now))


def appeal(app: Flask, code: str) -> None:
    """Against the decision that hid a poster."""
    with parts(app).database.write() as session:
        poster = session.scalars(select(Poster).where(Poster.code == code)).one()
        assert poster.last_decision_id is not None
        session.add(Appeal(poster_id=poster.id, hidden_by=poster.last_decision_id, text="Why?", made=NOW))
