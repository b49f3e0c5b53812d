"""Processes that are killed while they decide: no act without its line, no line without its act."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, cast

from flask import Flask
from sqlalchemy import CursorResult, Delete, Update, delete, func, select, update

from billboard.infra.config import ROOT
from billboard.models import (
    Action,
    Appeal,
    Ban,
    Cover,
    Decision,
    Hold,
    Kind,
    LogLine,
    Poster,
    Report,
    SloganBlock,
    Status,
)
from tests.application import parts, publish, sign_in
from tests.journal.accounting import problems
from tests.journal.deciding import Decider
from tests.journal.tampering import first_problem

ENOUGH = 500  # decisions
KILLED = 12  # processes, at least
ROUNDS = 12  # of a few acts each, after which everything has happened
OFTEN = 10  # of each kind of decision, at least
A_ROUND = 0.1  # seconds, about, for a few of them
SLOGANS = ("Drown the pigeons", "Hang the baker", "Starve old sailors", "Poison our river")
SPELT: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    lambda text: f"{text}!!",
    lambda text: f"{text} ..",
    str.title,
)


def prepare(app: Flask) -> str:
    """Four slogans of five spellings, and a moderator; the database's address."""
    sign_in(app)
    for spell in SPELT:
        for slogan in SLOGANS:
            publish(app, spell(slogan))
    return parts(app).database.engine.url.render_as_string(hide_password=False)


def found(app: Flask) -> list[str]:
    with parts(app).database.read() as session:
        return problems(session)


def test_no_act_is_without_its_line_and_no_line_without_its_act_whenever_processes_are_killed(app: Flask) -> None:
    command = [sys.executable, "-m", "tests.journal.deciding", prepare(app)]
    moments, killed = random.Random(11), 0
    while _decisions(app) < ENOUGH or killed < KILLED:
        with subprocess.Popen([*command, str(killed)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(moments.randrange(10, 70)):
                assert process.stdout.readline() == "went on\n"
            time.sleep(moments.uniform(0, A_ROUND))  # what is tested is that the moment does not matter
            assert process.poll() is None, "it decides until it is killed"
            process.kill()
        killed += 1
        assert found(app) == []
    assert first_problem(app) == ""
    with parts(app).database.read() as session:
        done = select(Decision.action, func.count()).group_by(Decision.action)
        often = {row[0]: row[1] for row in session.execute(done)}
        kinds = {*session.scalars(select(LogLine.kind).distinct())}
    assert {action for action in Action if often.get(action, 0) < OFTEN} == set()
    assert {Kind.DECISION, Kind.BLOCK, Kind.COVER, Kind.HOLD, Kind.APPEAL} <= kinds


UNSEEN = {"synchronize_session": False}
UP, IGNORED = Poster.status == Status.LIVE, Poster.reports_ignored.is_(True)
TAMPERINGS: dict[str, Update | Delete] = {
    "a status": update(Poster).where(UP).values(status=Status.HIDDEN),
    "a card": update(Poster).where(Poster.covered.is_not(None)).values(covered=None),
    "ignoring": update(Poster).where(IGNORED).values(reports_ignored=False),
    "reports": update(Report).where(Report.decision_id.is_not(None)).values(decision_id=None),
    "a block of words": update(SloganBlock).where(SloganBlock.ended.is_not(None)).values(ended=None),
    "a hold": delete(Hold),
    "a ban": delete(Ban),
    "covers": delete(Cover),
    "an appeal": delete(Appeal),
}


def test_the_account_tells_every_kind_of_act_that_has_no_line(app: Flask) -> None:
    decider = Decider(prepare(app), 5)
    untold = dict(TAMPERINGS)
    for _ in range(ROUNDS):
        for _ in range(25):
            decider.go_on()
        assert found(app) == []
        with parts(app).database.write() as session:
            for what, tamper in list(untold.items()):
                with session.begin_nested() as tampered:
                    if cast(CursorResult[Any], session.execute(tamper, execution_options=UNSEEN)).rowcount:
                        session.expire_all()
                        assert problems(session), what
                        del untold[what]
                    tampered.rollback()
                session.expire_all()
    decider.database.engine.dispose()
    assert untold == {}


def _decisions(app: Flask) -> int:
    with parts(app).database.read() as session:
        return session.scalar(select(func.count()).select_from(Decision)) or 0
