"""Many posters hidden by one decision, each for what it is reported for."""

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.core.errors import BadRequest
from billboard.models import Action, Decision, Moderator, Poster, Status
from billboard.moderation import decisions
from billboard.moderation.acts import Ruling
from billboard.moderation.decisions import Decided
from billboard.moderation.reasons import AS_REPORTED
from tests.application import NOW, parts, publish, sign_in
from tests.moderation.reporting import report


def hide(app: Flask, *codes: str) -> Decided:
    with parts(app).database.read() as session:
        moderator = session.scalars(select(Moderator).limit(1)).one()
    return decisions.decide(parts(app), codes, Ruling(Action.HIDE, AS_REPORTED), moderator, scope=None, now=NOW)


def reasons(app: Flask) -> dict[str, str]:
    with parts(app).database.read() as session:
        rows = session.execute(select(Poster.code, Decision.reason).join(Decision, Decision.poster_id == Poster.id))
        return {row.code: row.reason for row in rows}


def test_each_is_hidden_for_its_gravest_reason_and_its_spellings_for_the_same(app: Flask) -> None:
    sign_in(app)
    threat, spam = publish(app, "Smash the teapots"), publish(app, "Buy my hats")
    again = publish(app, "SM4SH the te4pots")
    report(app, threat, "harassment", "one", address="192.0.2.1")
    report(app, threat, "threat", "two", address="198.51.100.1")
    report(app, spam, "spam", "three", address="203.0.113.1")
    assert sorted(hide(app, threat, spam, again).codes) == sorted([threat, spam, again])
    assert reasons(app) == {threat: "threat", again: "threat", spam: "spam"}


def test_where_nobody_said_for_what_nothing_is_hidden(lite: Flask) -> None:
    sign_in(lite)
    told, untold = publish(lite, "Smash the teapots"), publish(lite, "Buy my hats")
    report(lite, told, "threat")
    with pytest.raises(BadRequest, match="Nobody has reported 1 of these posters"):
        hide(lite, told, untold)
    with parts(lite).database.read() as session:
        assert set(session.scalars(select(Poster.status))) == {Status.LIVE}
