"""Subscribers for tests: asked, confirmed, written to, without a browser."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.models import Delivery, Subscription
from billboard.roundup import roundups, subscriptions
from billboard.roundup.mailing import Mailing
from billboard.web import letters
from tests.application import NOW, MakeApp, parts, token
from tests.infra.letters import part
from tests.servers.smtp import Mailroom

SITE = "https://posters.example.org"
LINK = re.compile(rf"{SITE}(/roundup/[a-z2-7]{{32}}\S*)")
TOMORROW = NOW + timedelta(days=1)
UNLIMITED = "10000 per minute"
MANY = [f"reader-{number}@example.org" for number in range(5)]
Clock = Callable[[datetime], None]


def posting(make_app: MakeApp, mailroom: Mailroom, **more: str) -> Flask:
    given = {"smtp_url": mailroom.url, "mail_from": "post@posters.example.org", "site_url": SITE}
    return make_app(**{**given, "subscribe_limit": UNLIMITED, **more})


def ask(client: FlaskClient, address: str = "ada@example.org") -> int:
    form = {"csrf_token": token(client.get("/roundup", base_url=SITE).text), "address": address}
    return client.post("/roundup", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE).status_code


def link_in(letter: EmailMessage) -> str:
    found = LINK.search(part(letter, "plain"))
    assert found
    return found[1]


def subscribe(app: Flask, *addresses: str, wall: str = "", now: datetime = NOW) -> list[str]:
    """Put addresses on the list without a letter; their links' secrets."""
    secrets = []
    for address in addresses:
        with parts(app).database.write() as session:
            asked = subscriptions.ask(session, address, wall=wall, now=now)
            assert asked
            subscriptions.confirm(session, asked.secret, now=now)
        secrets.append(asked.secret)
    return secrets


def run(app: Flask, *, now: datetime = TOMORROW) -> Mailing:
    site = parts(app)
    assert site.settings.relay
    with app.app_context():
        return roundups.send(site.database, site.settings.relay, letters.roundup, now=now)


def addresses(app: Flask) -> list[str]:
    with parts(app).database.read() as session:
        return list(session.scalars(select(Subscription.address).order_by(Subscription.id)))


def sent_on_record(app: Flask) -> int:
    with parts(app).database.read() as session:
        return len(session.scalars(select(Delivery.day)).all())


def told(letter: EmailMessage) -> list[str]:
    return re.findall(rf"{SITE}/p/(\w+)", part(letter, "plain"))
