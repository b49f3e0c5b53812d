"""Walls for tests: filled with rows that nobody published, and walked from page to page."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Flask
from sqlalchemy import insert, select

from billboard.core.rank import appeal
from billboard.core.rank.appeal import Evidence
from billboard.core.text import searching
from billboard.models import Poster, Status
from billboard.walls import evidence, walls
from billboard.walls.choices import WallChoices
from billboard.walls.search import template_token
from billboard.walls.walls import PAGE
from tests.application import NOW, parts


def fill(app: Flask, *specs: Mapping[str, object]) -> None:
    """Rows alone: what a wall reads. A spec may say text, votes, age (a timedelta), template, status; and looks, of
    which the votes came. Where it does not, nothing is known of how many they came of."""
    rows = []
    with parts(app).database.read() as session:
        first = session.query(Poster).count()
    for number, spec in enumerate(specs, first):
        age, votes, text = spec.get("age", timedelta()), spec.get("votes", 0), str(spec.get("text", "slogan"))
        assert isinstance(age, timedelta)
        assert isinstance(votes, int)
        published = NOW - age
        seconds = int(published.timestamp())
        looks = spec.get("looks", 0)
        assert isinstance(looks, int)
        known = Evidence(looks, votes if looks else 0)
        rows.append(
            {
                "code": f"code{number}",
                "submission": str(number),
                "template": spec.get("template", "one"),
                "template_version": 1,
                "variant": "v",
                "slogan": {"headline": text},
                "words": " ".join((*searching.tokens(text), template_token(str(spec.get("template", "one"))))),
                "digest": "d",
                "image_key": f"k{number}",
                "status": spec.get("status", Status.LIVE),
                "votes": votes,
                "looks": known.looks,
                "liked": known.liked,
                "prior": appeal.USUAL,
                "worth": appeal.lower(known, appeal.USUAL),
                "hot": appeal.bound(appeal.wary(known, appeal.USUAL), published.timestamp()),
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


def tell(app: Flask, code: str, looks: int, liked: int, prior: float = appeal.USUAL) -> None:
    """Let so much be known of a poster; all who liked it have voted."""
    with parts(app).database.write() as session:
        poster = session.scalars(select(Poster).where(Poster.code == code)).one()
        poster.looks, poster.liked, poster.prior = looks, liked, prior
        poster.votes = max(poster.votes, liked)
        poster.hot, poster.worth = evidence.hot(poster), evidence.worth(poster)
