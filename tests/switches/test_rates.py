"""The rule that turns “under attack” on and off, with the clock in hand."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from billboard.core.errors import Refused
from billboard.infra.switches import Position, read
from billboard.models import Attempt, Kind, LogLine
from billboard.settings import changes
from billboard.switches import rates
from billboard.switches.proofs import Form
from billboard.switches.standing import Switch
from tests.application import NOW, parts
from tests.application import publish as publish_directly
from tests.switches import pulling
from tests.switches.pulling import turn

MINUTE = timedelta(minutes=1)


@pytest.fixture
def app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    return make_app(database_url=database_url, attack_votes_a_minute=100)


def tried(app: Flask, times: int, now: datetime, form: Form = Form.VOTE) -> None:
    site = parts(app)
    with site.database.write() as session:
        rates.record(session, {(rates.slice_of(now), form): times}, site.settings, now)


def watched(app: Flask, now: datetime) -> str:
    site = parts(app)
    with site.database.write() as session:
        return rates.watch(session, site.settings, now)


def position(app: Flask) -> Position:
    return read(parts(app).settings.under_attack)


def lines(app: Flask) -> list[tuple[str, str]]:
    with parts(app).database.read() as session:
        rows = session.scalars(select(LogLine).where(LogLine.kind == Kind.SWITCH).order_by(LogLine.number))
        return [(row.did, row.rule) for row in rows]


def test_it_turns_on_when_a_minute_passes_the_rate_and_off_after_the_quiet_time(app: Flask) -> None:
    for second in range(0, 50, 10):
        tried(app, 20, NOW + timedelta(seconds=second))
    assert not position(app).on
    tried(app, 1, NOW + timedelta(seconds=50))
    assert position(app) == Position(on=True, rule="too-many")
    tried(app, 500, NOW + MINUTE)
    assert watched(app, NOW + 15 * MINUTE) == ""
    assert watched(app, NOW + 16 * MINUTE - timedelta(seconds=10)) == ""
    assert watched(app, NOW + 16 * MINUTE) == "The attack is over."
    assert not position(app).on
    assert lines(app) == [("on", "too-many"), ("off", "quiet")]
    tried(app, 101, NOW + 18 * MINUTE)
    assert position(app).on


def test_the_same_number_over_longer_is_no_attack(app: Flask) -> None:
    for minute in range(10):
        tried(app, 100, NOW + minute * MINUTE)
    assert not position(app).on


def test_half_of_the_rate_is_not_quiet(app: Flask) -> None:
    tried(app, 101, NOW)
    for minute in range(1, 40):
        tried(app, 51, NOW + minute * MINUTE)
    assert watched(app, NOW + 40 * MINUTE) == ""
    assert position(app).on
    for minute in range(40, 60):
        tried(app, 50, NOW + minute * MINUTE)
    assert not position(app).on
    assert lines(app) == [("on", "too-many"), ("off", "quiet")]


def test_what_somebody_turned_on_is_not_turned_off_by_the_rule(app: Flask) -> None:
    turn(app, Switch.ATTACK)
    tried(app, 101, NOW)
    assert position(app).rule == ""
    assert watched(app, NOW + timedelta(hours=20)) == ""
    assert position(app).on


def test_what_somebody_turned_off_stays_off_for_the_quiet_time(app: Flask) -> None:
    tried(app, 101, NOW)
    turn(app, Switch.ATTACK, on=False, now=NOW + MINUTE)
    tried(app, 500, NOW + 2 * MINUTE)
    assert not position(app).on
    tried(app, 500, NOW + 17 * MINUTE)
    assert position(app).on


def test_one_rate_is_not_anothers_and_nought_is_never(app: Flask) -> None:
    tried(app, 60, NOW, Form.REPORT)
    tried(app, 60, NOW, Form.PUBLISH)
    assert not position(app).on
    with parts(app).database.write() as session:
        changes.change(session, "attack_reports_a_minute", 0, seen=0, by=None, now=NOW)
    tried(app, 5000, NOW, Form.REPORT)
    assert not position(app).on
    tried(app, 1, NOW, Form.PUBLISH)
    assert position(app).on


RATES = {
    Form.PUBLISH: "attack_posters_a_minute",
    Form.VOTE: "attack_votes_a_minute",
    Form.REPORT: "attack_reports_a_minute",
}


@pytest.mark.parametrize("form", list(Form))
def test_each_rate_counts_and_nought_of_it_is_never(make_app: Callable[..., Flask], form: Form) -> None:
    app = make_app(**dict.fromkeys(RATES.values(), 0))
    tried(app, 10**6, NOW, form)
    assert watched(app, NOW) == ""
    assert not position(app).on
    with parts(app).database.write() as session:
        changes.change(session, RATES[form], 1, seen=0, by=None, now=NOW)
    parts(app).live_settings._looked = 0.0
    later = NOW + 30 * MINUTE
    tried(app, 1, later, form)
    assert not position(app).on
    tried(app, 1, later, form)
    assert position(app).on
    # Nought again: what the rule turned on it takes back after the quiet time, and never turns on again.
    with parts(app).database.write() as session:
        seen = changes.last_change(session, RATES[form])
        assert seen is not None
        changes.change(session, RATES[form], 0, seen=seen.id, by=None, now=later)
    parts(app).live_settings._looked = 0.0
    tried(app, 10**6, later + 14 * MINUTE, form)
    assert watched(app, later + 15 * MINUTE) == "The attack is over."
    tried(app, 10**6, later + 60 * MINUTE, form)
    assert not position(app).on


def test_every_form_has_a_rate() -> None:
    assert set(RATES) == set(Form)


@pytest.mark.parametrize(
    ("name", "sentence"), [("attack_quiet_minutes", "Type 1 or more."), ("proof_work", "Type 10 or more.")]
)
def test_nought_of_what_cannot_be_none_is_refused_in_a_sentence(app: Flask, name: str, sentence: str) -> None:
    with parts(app).database.write() as session, pytest.raises(Refused, match=sentence):
        changes.change(session, name, 0, seen=0, by=None, now=NOW)


def test_two_processes_together_pass_a_rate(app: Flask) -> None:
    for _ in range(2):
        tried(app, 51, NOW)
    assert lines(app) == [("on", "too-many")]


def test_what_is_tried_is_counted_and_forgotten_after_a_day(app: Flask) -> None:
    code = publish_directly(app)
    pulling.vote(app, code)
    pulling.vote_by_script(app, code)
    pulling.report(app, code)
    pulling.publish(app)
    parts(app).attempts.flush()

    def kept() -> dict[str, int]:
        with parts(app).database.read() as session:
            rows = session.execute(select(Attempt.what, func.sum(Attempt.times)).group_by(Attempt.what))
            return {row[0]: int(row[1]) for row in rows}

    assert kept() == {"vote": 2, "report": 1, "publish": 1}
    with parts(app).database.write() as session:
        rates.forget(session, datetime.now(NOW.tzinfo) + timedelta(hours=24))
    assert kept() == {"vote": 2, "report": 1, "publish": 1}
    with parts(app).database.write() as session:
        rates.forget(session, datetime.now(NOW.tzinfo) + timedelta(hours=26))
    assert kept() == {}
