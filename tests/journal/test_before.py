"""What was decided before there was a journal."""

from alembic import command
from flask import Flask
from sqlalchemy import select

from billboard.models import Action, LogDay, LogLine
from tests.application import parts, publish
from tests.journal.judging import judge, moderator
from tests.journal.tampering import first_problem
from tests.models.migrating import alembic_config


def test_decisions_that_there_were_are_the_first_lines_of_the_chain(app: Flask) -> None:
    ada, code = moderator(app), publish(app)
    judge(app, ada, code)
    judge(app, ada, code, Action.RESTORE)
    url = parts(app).database.engine.url.render_as_string(hide_password=False)
    config = alembic_config(url)
    command.downgrade(config, "0022")
    command.upgrade(config, "head")
    config.attributes["engine"].dispose()
    assert first_problem(app) == ""
    judge(app, ada, code, reason="spam")
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
