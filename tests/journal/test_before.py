"""What was decided before there was a journal."""

from alembic import command
from flask import Flask
from sqlalchemy import select

from billboard.models import LogDay, LogLine
from tests.application import decide, parts, publish, sign_in
from tests.journal.tampering import first_problem
from tests.models.migrating import alembic_config


def test_decisions_that_there_were_are_the_first_lines_of_the_chain(app: Flask) -> None:
    client, code = sign_in(app), publish(app)
    decide(client, code, "hide", "hate")
    decide(client, code, "restore")
    url = parts(app).database.engine.url.render_as_string(hide_password=False)
    config = alembic_config(url)
    command.downgrade(config, "0022")
    command.upgrade(config, "head")
    config.attributes["engine"].dispose()
    assert first_problem(app) == ""
    decide(client, code, "hide", "spam")
    with parts(app).database.read() as session:
        lines = session.scalars(select(LogLine).order_by(LogLine.number)).all()
        counted = {(row.did, row.reason): row.lines for row in session.scalars(select(LogDay))}
    assert [(line.did, line.subject, line.snapshot_digest != "") for line in lines] == [
        ("hide", code, False),
        ("restore", code, False),
        ("hide", code, True),
    ]
    assert lines[0].details == '{"after":"hidden","before":"live","from_before_the_log":true,"site_wide":true}'
    assert counted == {("hide", "hate"): 1, ("restore", ""): 1, ("hide", "spam"): 1}
    assert first_problem(app) == ""
