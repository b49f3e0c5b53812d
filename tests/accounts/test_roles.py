"""What somebody with an account may do: look after campaigns, moderate the whole site, run it."""

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import select, text

from billboard.accounts import people
from billboard.campaigns import campaigns
from billboard.models import Moderator, Role
from tests.application import NOW, parts, sign_in
from tests.campaigns.campaigning import campaign
from tests.models.migrating import alembic_config


def role_of(app: Flask, name: str) -> Role:
    with parts(app).database.read() as session:
        return session.scalars(select(Moderator.role).where(Moderator.name == name)).one()


def make(app: Flask, *words: str) -> None:
    app.test_cli_runner().invoke(args=["create-moderator", *words], catch_exceptions=False)


def test_the_first_account_is_an_operator_and_every_other_a_moderator(app: Flask) -> None:
    for name in ("ada", "bert", "cleo"):
        make(app, name)
    assert [role_of(app, name) for name in ("ada", "bert", "cleo")] == [Role.OPERATOR, Role.MODERATOR, Role.MODERATOR]


def test_a_role_that_is_named_is_given_and_a_new_password_changes_none(app: Flask) -> None:
    make(app, "ada", "--role", "moderator")
    assert role_of(app, "ada") is Role.MODERATOR
    make(app, "bert", "--role", "operator")
    make(app, "bert")
    assert role_of(app, "bert") is Role.OPERATOR
    make(app, "cleo", "--role", "operator")
    make(app, "bert", "--role", "campaign")
    assert role_of(app, "bert") is Role.CAMPAIGN


def test_an_unknown_role_is_refused_with_those_there_are(lite: Flask) -> None:
    said = lite.test_cli_runner().invoke(args=["create-moderator", "ada", "--role", "emperor"])
    assert said.exit_code == 2
    assert "'campaign', 'moderator', 'operator'" in said.output


def test_a_moderator_sees_the_whole_site_and_runs_no_campaigns(app: Flask) -> None:
    campaign(app)
    assert sign_in(app, "ada").get("/moderate/campaigns").status_code == 200
    moderator = sign_in(app, "bert")
    queue = moderator.get("/moderate")
    assert queue.status_code == 200
    assert "/moderate/campaigns" not in queue.text
    for path in ("", "/new", "/biscuits"):
        answer = moderator.get(f"/moderate/campaigns{path}")
        assert answer.status_code == 403
        assert "for the site&#39;s operators" in answer.text
    with parts(app).database.read() as session:
        assert (
            people.scope_of(session, session.scalars(select(Moderator).where(Moderator.name == "bert")).one()) is None
        )


def test_who_is_appointed_to_a_campaign_keeps_a_wider_role(app: Flask) -> None:
    campaign(app)
    make(app, "ada")
    with parts(app).database.write() as session:
        number = campaigns.find(session, "biscuits").id
        assert people.appoint(session, "ada", number, now=NOW) == ""
        assert people.appoint(session, "crumb", number, now=NOW)
    assert (role_of(app, "ada"), role_of(app, "crumb")) == (Role.OPERATOR, Role.CAMPAIGN)


@pytest.mark.parametrize(("before", "role", "after"), [("true", Role.OPERATOR, True), ("false", Role.CAMPAIGN, False)])
def test_whoever_saw_the_whole_site_before_there_were_roles_runs_it_since(
    app: Flask, before: str, role: Role, after: bool
) -> None:
    engine = parts(app).database.engine
    config = alembic_config(app.extensions["billboard"].environment.database_url)
    command.downgrade(config, "0012")
    columns = "name, password_hash, session_version, disabled, site_wide, created"
    with engine.begin() as connection:
        connection.execute(
            text(f"INSERT INTO moderators ({columns}) VALUES ('ada', '', 1, false, {before}, '2026-05-07 12:00:00')")
        )
    command.upgrade(config, "0013")
    assert role_of(app, "ada") is role
    command.downgrade(config, "0012")
    with engine.connect() as connection:
        assert bool(connection.scalar(text("SELECT site_wide FROM moderators"))) is after
    command.upgrade(config, "head")
    config.attributes["engine"].dispose()
