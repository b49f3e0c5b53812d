"""Those who look at a wall, as its script tells of them."""

import re
from collections.abc import Iterable

from flask import Flask
from sqlalchemy import select

from billboard.models import Poster
from billboard.walls import looks
from billboard.walls.looks import Terms
from billboard.web.site import now
from tests.application import parts

OWN = {"Sec-Fetch-Site": "same-origin"}


def seal_of(page: str) -> str:
    found = re.search(r'data-looks="([^"]+)"', page)
    return found.group(1) if found else ""


def shown(app: Flask, path: str) -> dict[str, Terms]:
    """What a page says, under its seal, of the posters at which looks count."""
    return dict(looks.sealed(seal_of(app.test_client().get(path).text), parts(app).secret_keys, now()))


def tell(app: Flask, page: str, codes: Iterable[str], address: str = "192.0.2.1", **headers: str) -> int:
    """Say that somebody at that address has seen those posters of a page; the answer's status."""
    form = {"seal": seal_of(page), "seen": ",".join(codes)}
    client = app.test_client()
    return client.post("/looks", data=form, headers=headers or OWN, environ_base={"REMOTE_ADDR": address}).status_code


def looks_at(app: Flask, code: str) -> int | None:
    """How many looks at a poster have been counted."""
    parts(app).looks.flush()
    with parts(app).database.read() as session:
        return session.scalar(select(Poster.looks).where(Poster.code == code))
