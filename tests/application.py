"""What tests do to an application in their process: look into it, publish, sign in, decide."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billboard.accounts import people
from billboard.core.catalogue.designs import read_design
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.type.slots import Slot
from billboard.posters import publishing
from billboard.posters.publishing import Submission
from billboard.web.site import Site

NOW = datetime(2026, 5, 7, 12, 0, tzinfo=UTC)
MakeApp = Callable[..., Flask]


def parts(app: Flask) -> Site:
    site: Site = app.extensions["billboard"]
    return site


def main_slot(template: PosterTemplate) -> Slot:
    """The slot that must be filled: the headline, whatever it is called."""
    return next(slot for slot in template.slots if slot.required)


def publish(
    app: Flask,
    text: str = "Fewer potholes, more pot plants",
    *,
    now: datetime = NOW,
    slug: str = "",
    campaign: str = "",
    key: str = "",
    more: Mapping[str, str] | None = None,
    stickers: str = "",
) -> str:
    """A poster with `text` in its main slot, and `more` in others; its code."""
    site = parts(app)
    template = site.templates[slug] if slug else next(iter(site.templates.values()))
    typed = template.defaults | {main_slot(template).name: text} | dict(more or {})
    design = read_design(site.renderer.sticker_catalogue, template, template.variants[0], typed, stickers)
    return publishing.publish(site, Submission(design, key, campaign=campaign), now=now).code


def token(page: str) -> str:
    """The forgery token in a page's form."""
    tag = re.search(r'<input[^>]*name="csrf_token"[^>]*>', page)
    assert tag is not None
    value = re.search(r'value="([^"]+)"', tag.group())
    assert value is not None
    return value.group(1)


def sign_in(app: Flask, name: str = "mod") -> FlaskClient:
    """A client with a moderator's session."""
    with parts(app).database.write() as session:
        password = people.create_moderator(session, name, now=NOW)
    client = app.test_client()
    assert knock(client, name, password).status_code == 303
    return client


def knock(client: FlaskClient, name: str, password: str, address: str = "127.0.0.1") -> TestResponse:
    """Try to sign in."""
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": name, "password": password}
    return client.post("/moderate/login", data=form, environ_base={"REMOTE_ADDR": address})


def decide(client: FlaskClient, code: str, action: str, reason: str = "") -> int:
    form = {"csrf_token": token(client.get("/moderate").text), "action": action, "reason": reason}
    form["seen"] = seen_of(client, code)
    return client.post(f"/moderate/p/{code}", data=form).status_code


def seen_of(client: FlaskClient, code: str) -> str:
    """What a moderator's page says of which version of a case it shows; of a case that they have no page of, some."""
    shown = re.search(r'data-seen="([^"]+)"', client.get(f"/moderate/case/{code}").text)
    return shown[1] if shown else f"{code}:0.0"


def stored(app: Flask) -> set[str]:
    """The keys of the picture store."""
    return {image.key for image in parts(app).store.images("")}
