"""Whatever is done to the journal behind its back is found, and said in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.journal import chain, journal, recounting, snapshots, verifying
from billboard.journal.journal import Act
from billboard.models import Decision, Kind, LogDay, LogHead, LogLine, LogSnapshot, LogWait
from tests.application import NOW, parts, publish
from tests.journal.judging import judge, moderator
from tests.journal.tampering import change, first_problem, tampered, without_guards
from tests.moderation.reporting import report
from tests.settings.changing import change as set_setting

COLUMNS: dict[str, Any] = {
    "made": NOW + timedelta(seconds=1),
    "day": day_of(NOW) + 1,
    "kind": "cover",
    "did": "approve",
    "moderator_id": None,
    "rule": "flood",
    "subject": "another",
    "wall": "biscuits",
    "reason": "spam",
    "details": "{}",
    "decision_id": None,
    "snapshot_digest": "f" * 64,
    "previous": "e" * 64,
    "hash": "d" * 64,
}


@pytest.fixture
def five(app: Flask) -> Flask:
    """Five lines: two decisions with their snapshots, a setting, a cover and a hold by rules."""
    ada = moderator(app)
    for _ in range(2):
        judge(app, ada, publish(app))
    set_setting(app, "site_name", "Hoarding")
    with parts(app).database.write() as session:
        for kind in (Kind.COVER, Kind.HOLD):
            journal.record(session, Act(kind, "on", "poster"), rule="reports", now=NOW)
    assert first_problem(app) == ""
    without_guards(app)
    return app


def found(app: Flask, tamper: Callable[[Session], object]) -> str:
    with tampered(app, tamper):
        said = first_problem(app)
    assert first_problem(app) == "", "all is as it was"
    return said


def test_every_column_of_a_line_is_held(five: Flask) -> None:
    assert COLUMNS.keys() == {column.key for column in LogLine.__table__.columns} - {"number"}
    for column, value in COLUMNS.items():
        said = found(five, lambda session, column=column, value=value: change(session, 2, **{column: value}))  # type: ignore[misc]
        assert said.startswith("Line 2 "), (column, said)


def test_lines_that_are_gone_put_in_or_exchanged_are_found(five: Flask) -> None:
    def remove(number: int) -> Callable[[Session], object]:
        def do(session: Session) -> None:
            session.execute(delete(LogSnapshot).where(LogSnapshot.number == number))
            session.execute(delete(LogLine).where(LogLine.number == number))

        return do

    def exchange(session: Session) -> None:
        for old, new in ((4, 9), (5, 4), (9, 5)):
            change(session, old, number=new)

    def put_in(session: Session) -> None:
        row = dict(session.execute(select(*LogLine.__table__.c).where(LogLine.number == 5)).one()._mapping)
        session.execute(insert(LogLine), {**row, "number": 6, "previous": row["hash"]})

    assert "line 4 is gone" in found(five, remove(4))
    assert "line 1 is gone" in found(five, remove(1))
    assert "lines at its end are gone" in found(five, remove(5))
    assert found(five, exchange).startswith("Line 4 ")
    assert found(five, put_in).startswith("Line 6 ")


def test_an_end_that_was_published_tells_a_shorter_or_another_log(five: Flask) -> None:
    with parts(five).database.read() as session:
        known = verifying.head_of(session)
    assert first_problem(five, known) == ""

    def shorten(session: Session) -> None:
        last = session.execute(select(LogLine.number, LogLine.hash).where(LogLine.number == 4)).one()
        session.execute(delete(LogLine).where(LogLine.number == 5))
        session.execute(delete(LogDay).where(LogDay.kind == Kind.HOLD))
        session.execute(update(LogHead).values(number=last.number, hash=last.hash))

    with tampered(five, shorten):
        assert first_problem(five) == "", "by itself it cannot be told"
        assert first_problem(five, known) == "Line 5 was published once, and the log ends with line 4."
    assert "written anew" in first_problem(five, replace(known, hash="0" * 64))


def test_what_was_judged_is_held_by_its_digest(five: Flask) -> None:
    def change_body(session: Session) -> None:
        session.execute(update(LogSnapshot).where(LogSnapshot.number == 1).values(body='{"slogan":{}}'))

    def lose(session: Session) -> None:
        session.execute(delete(LogSnapshot).where(LogSnapshot.number == 1))

    assert "Line 1: what was judged was changed since" in found(five, change_body)
    assert "Line 1: what was judged is gone, and no line says" in found(five, lose)


def test_what_was_judged_can_be_erased_and_the_chain_still_holds(app: Flask) -> None:
    judge(app, moderator(app), publish(app, "Nobody’s telephone number"))
    run = app.test_cli_runner()
    assert "Say why" in run.invoke(args=["log", "erase-snapshot", "1", "--why", " "]).output
    assert run.invoke(args=["log", "erase-snapshot", "1", "--why", "The person asked."]).exit_code == 0
    assert "not any more" in run.invoke(args=["log", "erase-snapshot", "1", "--why", "Again"]).output
    assert "no line 7" in run.invoke(args=["log", "erase-snapshot", "7", "--why", "Again"]).output
    said = run.invoke(args=["log", "verify"])
    assert (said.exit_code, said.output.startswith("2 lines, and every one holds.")) == (0, True)
    with parts(app).database.read() as session:
        assert snapshots.snapshot_of(session, 1) is None
        erased = session.scalars(select(LogLine).where(LogLine.kind == Kind.ERASURE)).one()
        assert (erased.subject, erased.details) == ("1", '{"why":"The person asked."}')


def test_a_short_slogan_cannot_be_guessed_by_what_remains(five: Flask) -> None:
    with parts(five).database.read() as session:
        line = session.scalars(select(LogLine).where(LogLine.number == 1)).one()
        body = session.scalar(select(LogSnapshot.body).where(LogSnapshot.number == 1))
    assert chain.digest_of("", body or "") != line.snapshot_digest


def test_decisions_and_lines_go_together(five: Flask) -> None:
    with parts(five).database.write() as session:
        decision = session.scalars(select(Decision).where(Decision.id == 2)).one()
        row = {column.key: getattr(decision, column.key) for column in Decision.__table__.columns} | {"id": 3}
        session.execute(insert(Decision), row)
    assert first_problem(five) == "Decision 3 has no line."
    with parts(five).database.write() as session:
        guard = "DROP TRIGGER decisions_update"
        off = "ALTER TABLE decisions DISABLE TRIGGER USER"
        session.execute(text(guard if session.get_bind().dialect.name == "sqlite" else off))
        session.execute(update(Decision).where(Decision.id == 1).values(reason="spam"))
    assert first_problem(five) == "Line 1 and decision 1 say different things."


def test_verifying_from_a_shell_says_the_line_and_fails(five: Flask) -> None:
    run = five.test_cli_runner()
    whole = run.invoke(args=["log", "verify"])
    assert whole.exit_code == 0
    head = whole.output.split()[-1]
    assert run.invoke(args=["log", "verify", "--head", head]).exit_code == 0
    assert run.invoke(args=["log", "verify", "--head", "seven"]).exit_code == 1
    with parts(five).database.write() as session:
        change(session, 3, subject="contact_email")
    broken = run.invoke(args=["log", "verify"])
    assert broken.exit_code == 1
    assert "Line 3 was changed" in broken.output


def test_what_the_public_pages_count_is_compared_with_the_lines(five: Flask) -> None:
    hidden = LogDay.did == "hide"

    def again(session: Session) -> None:
        session.execute(update(LogDay).where(hidden).values(lines=LogDay.lines + 1))

    def less(session: Session) -> None:
        session.execute(delete(LogDay).where(hidden))

    def invented(session: Session) -> None:
        row = {"day": day_of(NOW), "kind": Kind.COVER, "did": "cover", "reason": "spam", "by_rule": True, "lines": 3}
        session.execute(insert(LogDay), row)

    def by_people(session: Session) -> None:
        session.execute(update(LogDay).where(LogDay.kind == Kind.COVER).values(by_rule=False))

    assert "counts “hide” 3 times on 20" in found(five, again)
    assert "say “hide” 2 times, and the public page counts none of it" in found(five, less)
    assert "counts “cover” 3 times on 2026-05-07" in found(five, invented)
    assert "counts “on” 1 times on 2026-05-07" in found(five, by_people)


def test_the_waits_that_the_public_pages_tell_are_compared_with_the_lines(five: Flask) -> None:
    report(five, code := publish(five), "hate", now=datetime.now(UTC) - timedelta(minutes=30))
    judge(five, moderator(five, "bo"), code)
    assert first_problem(five) == ""

    def sooner(session: Session) -> None:
        session.execute(update(LogWait).values(bucket=1))

    def gone(session: Session) -> None:
        session.execute(delete(LogWait))

    def invented(session: Session) -> None:
        session.execute(insert(LogWait), {"day": day_of(NOW), "bucket": 4, "cases": 9})

    for tamper, sentence in (
        (sooner, "counts 1 decisions that somebody waited for, and the lines of that day say other waits, of 1"),
        (gone, "counts 0 decisions that somebody waited for, and the lines of that day say other waits, of 1"),
        (invented, "The public page of 2026-05-07 counts 9 decisions"),
    ):
        assert sentence in found(five, tamper)


def test_a_day_whose_lines_do_not_all_tell_of_waits_is_checked_as_far_as_they_do(five: Flask) -> None:
    """Those of before lines told of it."""
    ada = moderator(five, "older")
    report(five, code := publish(five), "hate", now=datetime.now(UTC) - timedelta(minutes=30))
    judge(five, ada, code)
    with parts(five).database.write() as session:
        session.execute(update(LogWait).values(cases=2))  # one more than the lines say
    assert "say other waits" in first_problem(five)
    with parts(five).database.read() as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(recounting, "WAITED", "of before")
        assert recounting.wrong_count(session) == ""
