"""Proofs of work: for one form, for ten minutes, once."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from billboard.models import SpentProof
from billboard.switches import proofs
from billboard.switches.proofs import GOOD_FOR, Form, ProofRefused
from tests.application import parts
from tests.switches.solving import solve

KEYS = ("k" * 32,)
# The library looks at the clock, too, and these may be run a good while after they were read.
NOW = datetime.now(UTC) + timedelta(hours=1)


def issue(form: Form = Form.VOTE, keys: tuple[str, ...] = KEYS, now: datetime = NOW) -> dict[str, Any]:
    return proofs.issue(form, keys, work=10, now=now)


def test_a_solved_challenge_is_a_proof_for_its_form() -> None:
    for form in Form:
        proof = proofs.check(solve(issue(form)), form, KEYS, now=NOW)
        assert proof.ends == (NOW + GOOD_FOR).replace(microsecond=0)
        for other in set(Form) - {form}:
            with pytest.raises(ProofRefused, match="does not come out"):
                proofs.check(solve(issue(form)), other, KEYS, now=NOW)


def test_it_ends_after_ten_minutes() -> None:
    payload = solve(issue())
    proofs.check(payload, Form.VOTE, KEYS, now=NOW + GOOD_FOR - timedelta(seconds=2))
    with pytest.raises(ProofRefused, match="more than ten minutes old"):
        proofs.check(payload, Form.VOTE, KEYS, now=NOW + GOOD_FOR)
    with pytest.raises(ProofRefused, match="more than ten minutes old"):
        proofs.check(solve(issue(now=NOW - timedelta(hours=1))), Form.VOTE, KEYS, now=NOW)


def test_an_older_key_is_good_for_as_long_as_it_is_a_fallback_and_another_never() -> None:
    payload = solve(issue(keys=("old" * 12,)))
    proofs.check(payload, Form.VOTE, ("new" * 12, "old" * 12), now=NOW)
    with pytest.raises(ProofRefused):
        proofs.check(payload, Form.VOTE, ("new" * 12,), now=NOW)


def changed(payload: str, **parameters: Any) -> str:
    sent = json.loads(base64.b64decode(payload))
    sent["challenge"]["parameters"].update(parameters)
    return base64.b64encode(json.dumps(sent).encode()).decode()


@pytest.mark.parametrize(
    "parameters",
    [{"expiresAt": 4 * 10**9}, {"data": {"form": "publish"}}, {"keyPrefix": "00"}, {"cost": 1}, {"nonce": "00" * 16}],
)
def test_what_was_signed_cannot_be_changed(parameters: dict[str, Any]) -> None:
    with pytest.raises(ProofRefused):
        proofs.check(changed(solve(issue()), **parameters), Form.VOTE, KEYS, now=NOW)


def test_work_that_was_not_done_is_no_proof() -> None:
    sent = {"challenge": issue(), "solution": {"counter": 1, "derivedKey": "00" * 32}}
    with pytest.raises(ProofRefused, match="does not come out"):
        proofs.check(base64.b64encode(json.dumps(sent).encode()).decode(), Form.VOTE, KEYS, now=NOW)


ODD: list[Any] = [
    None,
    [],
    "x",
    1,
    {},
    {"challenge": None, "solution": None},
    {"challenge": {"parameters": [], "signature": 1}, "solution": {}},
    {"challenge": {"parameters": {"expiresAt": 1e300}, "signature": "x"}, "solution": {"counter": 0, "derivedKey": ""}},
    {"challenge": {"parameters": {"expiresAt": "tea"}, "signature": "x"}, "solution": {"counter": 0, "derivedKey": 0}},
]


@pytest.mark.parametrize("payload", ["x", "====", "\ud800", "é", "A" * 5000, *(json.dumps(each) for each in ODD)])
def test_nonsense_is_refused_and_never_an_error(payload: str) -> None:
    for sent in (payload, base64.b64encode(payload.encode("utf-8", "replace")).decode()):
        with pytest.raises(ProofRefused):
            proofs.check(sent, Form.VOTE, KEYS, now=NOW)


@pytest.mark.parametrize("field", ["algorithm", "cost", "data", "expiresAt", "keyLength", "keyPrefix", "nonce", "salt"])
@pytest.mark.parametrize("value", [None, -1, 2**70, 1.5, "\ud800", [], {}, "x" * 100, True])
def test_no_value_in_a_signed_field_breaks_anything(field: str, value: object) -> None:
    with pytest.raises(ProofRefused):
        proofs.check(changed(solve(issue()), **{field: value}), Form.VOTE, KEYS, now=NOW)


def test_once_is_once_but_for_the_same_thing_pressed_twice(app: Flask) -> None:
    proof = proofs.check(solve(issue()), Form.VOTE, KEYS, now=NOW)
    other = proofs.check(solve(issue()), Form.VOTE, KEYS, now=NOW)
    database = parts(app).database

    def spend(what: proofs.Proof, use: str = "") -> None:
        with database.write() as session:
            proofs.spend(session, what, use)

    spend(proof)
    for use in ("", "poster"):
        with pytest.raises(ProofRefused, match="used already"):
            spend(proof, use)
    spend(other, "poster")
    spend(other, "poster")
    for use in ("", "another poster"):
        with pytest.raises(ProofRefused, match="used already"):
            spend(other, use)


def test_what_has_ended_is_forgotten(app: Flask) -> None:
    database = parts(app).database
    with database.write() as session:
        proofs.spend(session, proofs.Proof("a", NOW), "")
        proofs.spend(session, proofs.Proof("b", NOW + timedelta(minutes=1)), "")
    with database.write() as session:
        proofs.forget_ended(session, NOW + timedelta(seconds=1))
    with database.read() as session:
        assert session.scalars(select(SpentProof.digest)).all() == ["b"]
        assert session.scalar(select(func.count()).select_from(SpentProof)) == 1


def test_the_work_asked_for_is_what_the_setting_says() -> None:
    counters = {json.loads(base64.b64decode(solve(issue())))["solution"]["counter"] for _ in range(40)}
    assert counters <= set(range(5, 11))
    assert len(counters) > 2
