"""Challenges asked for and solved, as the widget does."""

import altcha
from flask import Flask
from flask.testing import FlaskClient

from billboard.switches.proofs import Form


def proof(client: FlaskClient, form: Form) -> str:
    """Of a fresh challenge of the site's."""
    answer = client.get(f"/proof/{form}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    return solve(answer.get_json())


def solve(issued: dict[str, object]) -> str:
    challenge = altcha.Challenge.from_dict(issued)
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    payload: str = altcha.Payload(challenge, solution).to_base64()
    return payload


def fresh(app: Flask, form: Form) -> str:
    return proof(app.test_client(), form)
