"""How long an answer may be kept is said in one place."""

from pathlib import Path

import pytest
from flask import Flask

from billboard.web import caching
from tests.paths import ROOT


def test_only_one_module_writes_how_long_an_answer_is_kept() -> None:
    writers = [path for path in (ROOT / "billboard").rglob("*.py") if "Cache-Control" in path.read_text()]
    assert writers == [Path(caching.__file__)]


@pytest.mark.parametrize(("sent", "status"), [("", 200), ('"another"', 200), ("its own", 304)])
def test_who_has_the_bytes_already_is_not_sent_them_again(sent: str, status: int) -> None:
    app = Flask(__name__)
    with app.test_request_context():
        tag = caching.shared("a wall").headers["ETag"]
    with app.test_request_context(headers={"If-None-Match": tag if sent == "its own" else sent}):
        answer = caching.shared("a wall", policy=caching.AN_HOUR)
    assert (answer.status_code, answer.headers["ETag"]) == (status, tag)
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
