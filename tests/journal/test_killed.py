"""Processes that are killed while they decide: no act without its line, no line without its act."""

import random
import subprocess
import sys
import time
from collections.abc import Callable

from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from billboard.infra.config import ROOT
from billboard.models import Action, Ban, Cover, Decision, Hold, Kind, LogLine, Poster, Report, SloganBlock, Status
from tests.application import parts, publish, sign_in
from tests.journal.accounting import problems
from tests.journal.deciding import Decider
from tests.journal.tampering import first_problem

ENOUGH = 500  # decisions
KILLED = 12  # processes, at least
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


def hang(app: Flask) -> str:
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
    command = [sys.executable, "-m", "tests.journal.deciding", hang(app)]
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
    assert {action for action in Action if often.get(action, 0) < OFTEN} == {Action.UPHOLD}  # it answers an appeal
    assert {Kind.DECISION, Kind.BLOCK, Kind.COVER, Kind.HOLD} <= kinds


TAMPERINGS: dict[str, Callable[[Session], object]] = {
    "a status": lambda session: session.execute(
        update(Poster).where(Poster.status == Status.LIVE).values(status=Status.HIDDEN)
    ),
    "a card": lambda session: session.execute(update(Poster).values(covered=None)),
    "ignoring": lambda session: session.execute(update(Poster).values(reports_ignored=True)),
    "reports": lambda session: session.execute(update(Report).values(decision_id=None)),
    "a block of words": lambda session: session.execute(update(SloganBlock).values(ended=None)),
    "a hold": lambda session: session.execute(delete(Hold)),
    "a ban": lambda session: session.execute(delete(Ban)),
    "covers": lambda session: session.execute(delete(Cover)),
}


def test_the_account_tells_every_kind_of_act_that_has_no_line(app: Flask) -> None:
    decider = Decider(hang(app), 5)
    for _ in range(250):
        decider.go_on()
    decider.database.engine.dispose()
    assert found(app) == []
    for what, tamper in TAMPERINGS.items():
        with parts(app).database.write() as session:
            tamper(session)
            assert problems(session), what
            session.rollback()


def _decisions(app: Flask) -> int:
    with parts(app).database.read() as session:
        return session.scalar(select(func.count()).select_from(Decision)) or 0
