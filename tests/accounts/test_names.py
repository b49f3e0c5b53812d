"""Names are one whatever their capitals."""

import logging

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import text

from billboard.accounts import people
from billboard.accounts.names import key_of
from billboard.core.errors import Refused
from tests.application import NOW, parts, sign_in, token
from tests.models.migrating import alembic_config

COLUMNS = "name, password_hash, session_version, disabled, role, created"


@pytest.mark.parametrize("other", ["Ada", "ADA", "ａｄａ", " ada ", "ａＤＡ"])
def test_names_that_look_alike_but_for_capitals_and_width_are_one_account(lite: Flask, other: str) -> None:
    with parts(lite).database.write() as session:
        people.create_moderator(session, "ada", now=NOW)
        people.create_moderator(session, other, now=NOW)
        assert session.execute(text("SELECT name FROM moderators")).scalars().all() == ["ada"]


@pytest.mark.parametrize(("one", "other"), [("straße", "STRASSE"), ("ΜΆΪΟΣ", "μάϊος"), ("\u0130da", "i\u0307DA")])
def test_capitals_are_unicodes(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_somebody_signs_in_with_whatever_capitals(lite: Flask) -> None:
    sign_in(lite, "Ada")
    with parts(lite).database.write() as session:
        password = people.create_moderator(session, "Ada", now=NOW)
    client = lite.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "aDA", "password": password}
    assert client.post("/moderate/login", data=form).status_code == 303


@pytest.mark.parametrize("name", ["", "  ", "a" * 65, "zero\u200bwidth", "two\nlines", "\ufdfa" * 20])
def test_a_name_that_cannot_be_is_refused(lite: Flask, name: str) -> None:
    with parts(lite).database.write() as session, pytest.raises(Refused):
        people.create_moderator(session, name, now=NOW)


def test_names_that_clashed_get_numbers_and_the_log_says_so(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    config = alembic_config(parts(app).environment.database_url)
    command.downgrade(config, "0018")
    long = "A" * 64
    names = ["ada", "Ada", "ADA", "Ada-2", "bert", long, long.lower()]
    with parts(app).database.engine.begin() as connection:
        for name in names:
            row = f"('{name}', '', 1, false, 'moderator', '2026-05-07 12:00:00')"
            connection.execute(text(f"INSERT INTO moderators ({COLUMNS}) VALUES {row}"))
    # The site's own logger does not pass on what it is told.
    logger = logging.getLogger("billboard.migrations")
    logger.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.WARNING, logger.name):
            command.upgrade(config, "0019")
    finally:
        logger.removeHandler(caplog.handler)
        config.attributes["engine"].dispose()
    with parts(app).database.engine.connect() as connection:
        kept = connection.execute(text("SELECT name, name_key FROM moderators ORDER BY id")).all()
    assert [name for name, _ in kept] == ["ada", "Ada-3", "ADA-4", "Ada-2", "bert", long, "a" * 62 + "-2"]
    assert all(key == key_of(name) for name, key in kept)
    assert len({line for line in caplog.messages if "was there already" in line}) == 3
