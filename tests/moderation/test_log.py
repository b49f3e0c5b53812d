"""The log, which is only ever added to."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from billboard.models import Decision, Status
from billboard.moderation import log
from tests.application import decide, parts, publish, sign_in


def test_the_log_says_who_did_what_and_why(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app, "ada")
    decide(client, code, "hide", "private")
    decide(client, code, "restore")
    with parts(app).database.read() as session:
        lines = log.page(session).lines
        stands = session.execute(select(Decision.before, Decision.after).order_by(Decision.id)).all()
    assert [(line.moderator, line.action.value, line.reason) for line in lines] == [
        ("ada", "restore", ""),
        ("ada", "hide", "Gives away somebody's private details"),
    ]
    assert [tuple(each) for each in stands] == [(Status.LIVE, Status.HIDDEN), (Status.HIDDEN, Status.LIVE)]


def test_deciding_the_same_again_writes_no_second_line(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    decide(client, code, "hide", "hate")
    decide(client, code, "hide", "hate")
    with parts(app).database.read() as session:
        assert len(log.page(session).lines) == 1


@pytest.mark.parametrize("change", ["DELETE FROM decisions", "UPDATE decisions SET note = 'never happened'"])
def test_the_database_refuses_to_change_the_log(app: Flask, change: str) -> None:
    decide(sign_in(app), publish(app), "hide", "hate")
    with pytest.raises(DBAPIError, match="only ever added to"), parts(app).database.write() as session:
        session.execute(text(change))
