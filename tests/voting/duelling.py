"""Duels for tests: pairs dealt and judged without a browser."""

from datetime import datetime

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billboard.models import Poster, Status
from billboard.voting import duel_tokens, duels
from billboard.voting.caps import Caps
from billboard.voting.duel_tokens import Judge
from billboard.voting.duels import DuelResult, Offer, Pick
from billboard.voting.pace import Pace
from tests.application import NOW, parts
from tests.walls.filling import fill

WIDE = Caps(10_000, 10_000)
AT_ANY_PACE = Pace(0, 10_000)
KEYS = ("key",)


def dealt(
    app: Flask, voter: str = "me", *, now: datetime = NOW, after: str = "", campaign: int | None = None
) -> Offer | None:
    shown = duel_tokens.read(after, voter, KEYS) if after else None
    with parts(app).database.read() as session:
        return duels.offer(session, Judge(voter), keys=KEYS, now=now, after=shown, campaign=campaign)


def pair(app: Flask, voter: str = "me", after: str = "") -> Offer:
    offer = dealt(app, voter, after=after)
    assert offer
    return offer


def judge(
    app: Flask,
    token: str,
    pick: Pick = Pick.LEFT,
    voter: str = "me",
    *,
    caps: Caps = WIDE,
    pace: Pace = AT_ANY_PACE,
    now: datetime = NOW,
    address: str = "203.0.113.9",
    is_new: bool = False,
) -> DuelResult:
    with parts(app).database.write() as session:
        return duels.judge(
            session,
            duel_tokens.read(token, voter, KEYS),
            pick,
            address=address,
            caps=caps,
            pace=pace,
            now=now,
            is_new=is_new,
        )


def row(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return session.scalars(select(Poster).where(Poster.code == code)).one()


def slogans(app: Flask, many: int) -> None:
    fill(app, *[{"text": f"Promise {chr(97 + number % 26) * (2 + number // 26)}"} for number in range(many)])


def hide(session: Session, code: str) -> None:
    session.execute(update(Poster).where(Poster.code == code).values(status=Status.HIDDEN))


def names(offer: Offer) -> frozenset[str]:
    return frozenset((offer.left.code, offer.right.code))
