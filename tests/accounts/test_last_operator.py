"""Somebody is always left who runs the site."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.accounts import people
from billboard.core.errors import Refused
from billboard.models import Moderator, Role
from tests.application import NOW, parts

Loss = Callable[[Session, Moderator], None]


def demote(session: Session, moderator: Moderator) -> None:
    people.change_role(session, moderator, Role.MODERATOR, by=None, now=NOW)


def close(session: Session, moderator: Moderator) -> None:
    people.close(session, moderator, by=None, now=NOW)


LOSSES = [close, demote]


def make(app: Flask, *names: str) -> None:
    with parts(app).database.write() as session:
        for name in names:
            people.create_moderator(session, name, now=NOW, role=Role.OPERATOR)


def lose(app: Flask, name: str, loss: Loss) -> None:
    with parts(app).database.write() as session:
        moderator = people.named(session, name)
        assert moderator
        loss(session, moderator)


def running(app: Flask) -> int:
    with parts(app).database.read() as session:
        who = (Moderator.role == Role.OPERATOR, Moderator.disabled.is_(False))
        return session.scalar(select(func.count()).where(*who)) or 0


@pytest.mark.parametrize("loss", LOSSES)
def test_the_last_operator_stays(app: Flask, loss: Loss) -> None:
    make(app, "ada", "bert")
    lose(app, "bert", loss)
    with pytest.raises(Refused, match="last operator"):
        lose(app, "ada", loss)
    assert running(app) == 1


def test_commands_keep_the_last_operator_too(lite: Flask) -> None:
    make(lite, "ada")
    for words in (["disable-moderator", "ADA"], ["create-moderator", "ada", "--role", "campaign"]):
        said = lite.test_cli_runner().invoke(args=words)
        assert said.exit_code == 1
        assert "last operator" in said.output
    assert running(lite) == 1


@pytest.mark.parametrize("loss", LOSSES)
def test_two_who_throw_each_other_out_at_once_do_not_both_succeed(app: Flask, loss: Loss) -> None:
    make(app, "ada", "bert")
    ready, refused = threading.Barrier(2), list[str]()

    def throw_out(name: str) -> None:
        ready.wait()
        try:
            lose(app, name, loss)
        except Refused:
            refused.append(name)

    threads = [threading.Thread(target=throw_out, args=(name,)) for name in ("ada", "bert")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (running(app), len(refused)) == (1, 1)
