"""Walls for tests: filled with rows that nobody published, and walked from page to page."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Flask
from sqlalchemy import insert

from billboard.core.rank import ranking
from billboard.core.text import wording
from billboard.models import Poster, Status
from billboard.walls import walls
from billboard.walls.choices import WallChoices
from billboard.walls.search import template_token
from billboard.walls.walls import PAGE
from tests.application import NOW, parts


def fill(app: Flask, *specs: Mapping[str, object]) -> None:
    """Rows alone: what a wall reads. A spec may say text, votes, age (a timedelta), template, status."""
    rows = []
    with parts(app).database.read() as session:
        first = session.query(Poster).count()
    for number, spec in enumerate(specs, first):
        age, votes, text = spec.get("age", timedelta()), spec.get("votes", 0), str(spec.get("text", "slogan"))
        assert isinstance(age, timedelta)
        assert isinstance(votes, int)
        published = NOW - age
        seconds = int(published.timestamp())
        rows.append(
            {
                "code": f"code{number}",
                "submission": str(number),
                "template": spec.get("template", "one"),
                "template_version": 1,
                "variant": "v",
                "slogan": {"headline": text},
                "words": " ".join((*wording.search_words(text), template_token(str(spec.get("template", "one"))))),
                "digest": "d",
                "image_key": f"k{number}",
                "status": spec.get("status", Status.LIVE),
                "votes": votes,
                "hot": ranking.hot(votes, published.timestamp()),
                "published": published,
                "hour": seconds // 3600,
                "day": seconds // 86400,
                "open_reports": 0,
                "urgency": 0,
            }
        )
    with parts(app).database.write() as session:
        session.execute(insert(Poster), rows)


def walk(app: Flask, **asked: object) -> list[str]:
    """All codes of a wall, page after page."""
    codes: list[str] = []
    after = ""
    while True:
        with parts(app).database.read() as session:
            page = walls.wall_page(session, WallChoices(after=after, **asked), now=NOW)  # type: ignore[arg-type]
        assert len(page.rows) <= PAGE
        codes += [row.code for row in page.rows]
        if page.next is None:
            return codes
        assert len(page.rows) == PAGE
        after = page.next
