"""Lines are written with what they are about, and one after the other."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.journal import journal, snapshots, waits
from billboard.journal.journal import Act
from billboard.models import Action, Kind, LogDay, LogHead, LogLine, LogSnapshot, LogWait
from tests.application import NOW, parts, publish
from tests.journal.judging import judge, moderator
from tests.journal.tampering import first_problem
from tests.moderation.reporting import report
from tests.settings.changing import change

SWITCH = Act(Kind.SWITCH, "on", "read_only", details={"why": "a flood"})


def test_a_decision_is_a_line_in_its_own_transaction(app: Flask) -> None:
    code, ada = publish(app, "Vote for nobody"), moderator(app)
    report(app, code, "hate", note="Look at this")
    judge(app, ada, code)
    with parts(app).database.read() as session:
        line = session.scalars(select(LogLine)).one()
        judged = snapshots.snapshot_of(session, 1)
    assert (line.number, line.kind, line.did, line.subject, line.reason) == (1, Kind.DECISION, "hide", code, "hate")
    assert (line.moderator_id, line.rule, line.wall) == (ada.id, "", "")
    waited = (line.made - NOW) // timedelta(seconds=1)
    told = '{"after":"hidden","before":"live","reports":1,"site_wide":true,"waited_seconds":%d}'
    assert line.details == told % waited
    assert "Vote for nobody" in judged["slogan"].values()
    assert judged["reports"] == [{"reason": "hate", "note": "Look at this"}]
    assert "Look at this" not in line.details
    assert first_problem(app) == ""


def test_what_is_rolled_back_leaves_no_line(app: Flask) -> None:
    with Session(parts(app).database.engine) as session:
        journal.record(session, SWITCH, now=NOW)
        session.execute(select(LogHead))
        session.rollback()
        journal.record(session, SWITCH, rule="flood", now=NOW)
        session.commit()
        session.commit()
    with parts(app).database.read() as session:
        assert [line.rule for line in session.scalars(select(LogLine))] == ["flood"]


def test_nothing_is_recorded_within_a_savepoint(lite: Flask) -> None:
    with parts(lite).database.write() as session:
        session.begin_nested()
        with pytest.raises(RuntimeError, match="after the savepoint"):
            journal.record(session, SWITCH, now=NOW)


def test_a_savepoint_that_is_rolled_back_costs_no_line(app: Flask) -> None:
    with parts(app).database.write() as session:
        journal.record(session, SWITCH, now=NOW)
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            1 / 0  # noqa: B018
    with parts(app).database.read() as session:
        assert session.scalar(select(func.count()).select_from(LogLine)) == 1


def test_settings_leave_lines_and_their_values_can_be_forgotten(app: Flask) -> None:
    change(app, "site_name", "Hoarding")
    with parts(app).database.read() as session:
        line = session.scalars(select(LogLine)).one()
        assert (line.kind, line.did, line.subject, line.details) == (
            Kind.SETTING,
            "change",
            "site_name",
            '{"change":1}',
        )
        assert snapshots.snapshot_of(session, 1) == {"value": "Hoarding"}


def test_days_and_waits_are_counted_as_lines_are_written(app: Flask) -> None:
    ada, first, second = moderator(app), publish(app), publish(app)
    report(app, first, now=datetime.now(UTC) - timedelta(minutes=30))
    judge(app, ada, first, reason="spam")
    judge(app, ada, second, reason="spam")
    judge(app, ada, first, Action.RESTORE)
    with parts(app).database.read() as session:
        counted = {(row.did, row.reason, row.by_rule): row.lines for row in session.scalars(select(LogDay))}
        waited = {row.bucket: row.cases for row in session.scalars(select(LogWait))}
        days = set(session.scalars(select(LogDay.day)))
    assert counted == {("hide", "spam", False): 2, ("restore", "", False): 1}
    assert day_of(datetime.now(UTC)) in days
    assert waits.median(waited) == pytest.approx(timedelta(minutes=30), rel=0.06)


@pytest.mark.parametrize("minutes", [0, 0.4, 1, 7, 23, 1440, 500_000])
def test_a_wait_is_kept_within_a_twentieth(minutes: float) -> None:
    wait = timedelta(minutes=minutes)
    assert wait <= waits.longest_in(waits.bucket_of(wait)) <= wait * 1.05 + timedelta(seconds=4)


def test_there_is_no_median_of_nothing() -> None:
    assert waits.median({}) is None


@pytest.mark.parametrize(
    "change", ["DELETE FROM log_lines", "UPDATE log_lines SET did = 'approve'", "UPDATE log_snapshots SET body = '{}'"]
)
def test_the_database_refuses_to_change_the_journal(app: Flask, change: str) -> None:
    judge(app, moderator(app), publish(app))
    with pytest.raises(DBAPIError, match=r"only ever added to|erased or left"), parts(app).database.write() as session:
        session.execute(text(change))


def test_many_who_write_at_once_make_one_chain(app: Flask) -> None:
    """Each takes rows in an order of its own before it writes; nobody waits for ever."""
    writers, each = 8, 15
    failures = list[BaseException]()

    def write(name: int) -> None:
        try:
            for turn in range(each):
                with parts(app).database.write() as session:
                    journal.record(session, Act(Kind.SWITCH, "on", f"{name}.{turn}"), rule="flood", now=NOW)
                    journal.record(session, Act(Kind.SWITCH, "off", f"{name}.{turn}"), rule="flood", now=NOW)
        except BaseException as error:  # noqa: BLE001 told by the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with parts(app).database.read() as session:
        assert session.scalar(select(LogHead.number)) == 2 * writers * each
        assert sum(session.scalars(select(LogDay.lines))) == 2 * writers * each
        in_order = session.execute(select(LogLine.subject, LogLine.did).order_by(LogLine.number)).all()
        assert all(on.subject == off.subject for on, off in zip(in_order[::2], in_order[1::2], strict=True))
        assert session.scalar(select(func.count()).select_from(LogSnapshot)) == 0
    assert first_problem(app) == ""
