"""Posters that were indexed before are found by what readers type now, once a job has been by."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from billboard.core.text.searching import EDITION
from billboard.models import Poster
from billboard.posters import indexing
from tests.application import parts, publish
from tests.campaigns.campaigning import campaign
from tests.posters.moving import find


def found(app: Flask, query: str, wall: str = "/gallery") -> bool:
    """Whether a wall's search shows any poster."""
    return re.search(r"/p/[a-z0-9]{10}\b", app.test_client().get(wall, query_string={"q": query}).text) is not None


def test_what_is_written_is_found_as_readers_spell_it(app: Flask) -> None:
    publish(app, "Zażółć gęślą jaźń, Łódź")
    publish(app, "東京都に行く")
    assert found(app, "lodz")
    assert found(app, "GESLA")
    assert found(app, "東京")
    assert not found(app, "京東")


def test_older_posters_are_indexed_afresh_by_a_job(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign(app)
    codes = [publish(app, f"Łódź {number}", campaign="biscuits" if number else "") for number in range(3)]
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(words="łódź", words_edition="1", motto="old"))
    monkeypatch.setattr(indexing, "BATCH", 2)  # so that there is more than one
    done = app.test_cli_runner().invoke(args=["index-words"], catch_exceptions=False)
    assert "3 posters indexed" in done.output
    assert found(app, "lodz")
    assert found(app, "lodz", "/c/biscuits")
    assert {find(app, code).words_edition for code in codes} == {EDITION}
    again = app.test_cli_runner().invoke(args=["index-words"], catch_exceptions=False)
    assert "0 posters indexed" in again.output


def test_an_index_made_afresh_is_the_one_that_publishing_makes(app: Flask) -> None:
    campaign(app)
    code = publish(app, "Зелёная ёлка", campaign="biscuits")
    before = find(app, code)
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(words="", words_edition="", motto=None))
    app.test_cli_runner().invoke(args=["index-words"], catch_exceptions=False)
    after = find(app, code)
    assert (after.words.split(), after.motto) == (before.words.split(), before.motto)
