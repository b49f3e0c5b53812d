"""Posters with a claim in tests, and what their makers say."""

from datetime import datetime

from flask import Flask
from sqlalchemy import select

from billboard.infra.link_secrets import digest, new_secret
from billboard.models import Claim, Poster
from billboard.moderation import claims
from billboard.moderation.claims import ClaimStatus
from tests.application import NOW, parts, publish


def claimed(app: Flask, code: str = "") -> tuple[str, str]:
    """A poster, a new one where none is given, and the secret that claims it."""
    code, secret = code or publish(app), new_secret()
    with parts(app).database.write() as session:
        poster = session.scalars(select(Poster.id).where(Poster.code == code)).one()
        session.add(Claim(poster_id=poster, digest=digest(secret)))
    return code, secret


def appeal(app: Flask, secret: str, text: str = "Please.", *, now: datetime = NOW) -> None:
    with parts(app).database.write() as session:
        claims.appeal(session, secret, text, now=now)


def stands(app: Flask, secret: str, now: datetime = NOW) -> ClaimStatus:
    with parts(app).database.read() as session:
        return claims.status_of(session, secret, now=now)
