"""Floods of posters in tests: more of one slogan than a page lists, pasted without drawing any."""

from collections.abc import Mapping
from itertools import islice

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from billboard.models import Poster, Scope, Status
from billboard.moderation import batches, queue
from billboard.moderation.batches import Done
from billboard.moderation.queue import Case, View
from billboard.posters import posters
from billboard.web.site import now
from tests.application import NOW, parts, publish, token

JSON = {"Accept": "application/json"}


def flood(app: Flask, text: str, number: int) -> list[str]:
    """So many posters that say the same as one that is published, which is the first."""
    first = publish(app, text)
    return [first, *copies(app, first, number - 1)]


def copies(app: Flask, code: str, wanted: int, /, **more: object) -> list[str]:
    with parts(app).database.write() as session:
        poster = posters.find(session, code)
        kept = {column.key: getattr(poster, column.key) for column in Poster.__mapper__.column_attrs}
        del kept["id"]
        made = [f"{kept['code'][:6]}{place:04}" for place in range(wanted)]
        session.execute(insert(Poster), [kept | more | {"code": each, "submission": each} for each in made])
    return made


def page(app: Flask, view: View = View.REPORTED, scope: Scope = None) -> list[Case]:
    site = parts(app)
    with site.database.read() as session:
        return queue.page(session, view, scope=scope, now=NOW, templates=site.templates).cases


def send(client: FlaskClient, address: str, page: str, fields: Mapping[str, object]) -> TestResponse:
    return client.post(address, data={"csrf_token": token(page), **fields}, headers=JSON)


def finish(app: Flask, *, turns: int | None = None) -> list[Done]:
    """What the job does, or its first turns."""
    return [*islice(batches.carry_on(parts(app), now()), turns)]


def up(app: Flask, codes: list[str]) -> list[str]:
    with parts(app).database.read() as session:
        live = select(Poster.code).where(Poster.status == Status.LIVE, Poster.code.in_(codes))
        return sorted(session.scalars(live))
