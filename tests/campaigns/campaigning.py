"""Campaigns for tests: made, filled, frozen, without a browser."""

import re
from datetime import datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from billboard.campaigns import admission, campaigns, plans
from billboard.models import Campaign, Poster, State
from billboard.posters import posters
from billboard.voting.caps import Caps
from tests.application import NOW, main_slot, parts, publish, token

IMPRINT = "Promoted by A. Pigeon for the Biscuit Alliance, both of 12 Crumb Street, Dunkton DN1 2KT"
CAPS = Caps(100, 1000)


def campaign(app: Flask, slug: str = "biscuits", templates: tuple[str, ...] = (), **fields: Any) -> Campaign:
    site = parts(app)
    with site.database.write() as session:
        plan = plans.read_plan(
            {"title": "Biscuits for all", "introduction": "Hands off the tin.", **fields},
            templates,
            tuple(site.templates),
            site.renderer.check_imprint,
        )
        return campaigns.create(session, slug, plan, now=NOW)


def read(app: Flask, slug: str = "biscuits") -> Campaign:
    with parts(app).database.read() as session:
        return campaigns.find(session, slug)


def set_state(app: Flask, state: State, slug: str = "biscuits", *, now: datetime = NOW) -> None:
    with parts(app).database.write() as session:
        campaigns.set_state(session, slug, state, now=now)


def enter(
    app: Flask,
    text: str = "Hands off",
    slug: str = "biscuits",
    *,
    now: datetime = NOW,
    key: str = "",
    template_slug: str = "",
) -> str:
    """Publish into a campaign; the poster's code."""
    return publish(app, text, now=now, slug=template_slug, campaign=slug, key=key)


def poster(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return posters.find(session, code)


def fill(app: Flask, number: int) -> list[str]:
    """So many rows in the campaign, as if published; their codes."""
    first = enter(app)
    with parts(app).database.write() as session:
        home = campaigns.find(session, "biscuits", lock=True)
        pattern = posters.find(session, first)
        kept = {c.key: getattr(pattern, c.key) for c in Poster.__table__.columns if c.key not in ("id", "number")}
        for extra in range(1, number):
            row = Poster(**kept | {"code": f"code{extra}", "submission": str(extra), "image_key": f"k{extra}"})
            admission.number_in_thread(session, row)
            session.add(row)
        session.flush()
        assert session.get_one(Campaign, home.id, populate_existing=True).posted == number
    return [first, *(f"code{extra}" for extra in range(1, number))]


def maker_form(client: FlaskClient, app: Flask, slug: str = "biscuits", **more: str) -> tuple[str, dict[str, str]]:
    template = next(iter(parts(app).templates.values()))
    page = client.get(f"/make/{template.slug}?campaign={slug}").text
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    fields = template.defaults | {"csrf_token": token(page), "key": key[1], "campaign": slug}
    return template.slug, fields | {main_slot(template).name: "Hands off the tin"} | more


def give(app: Flask, votes: dict[str, int]) -> None:
    with parts(app).database.write() as session:
        for code, number in votes.items():
            session.execute(update(Poster).where(Poster.code == code).values(votes=number))
