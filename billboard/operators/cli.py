"""`flask` commands for operators."""

import click
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from billboard import numbers
from billboard.accounts import people
from billboard.infra.config import ROOT
from billboard.models import Moderator, Role
from billboard.operators import campaign_cli, jobs, jobs_cli, log_cli, people_cli, seeding, settings_cli, templates_cli
from billboard.operators.refusals import changing, told
from billboard.web.site import current_site, now


def install(app: Flask) -> None:
    commands = (
        prepare,
        migrate,
        seed,
        create_moderator,
        disable_moderator,
    )
    for each in commands:
        app.cli.add_command(each)
    app.cli.add_command(campaign_cli.campaign)
    app.cli.add_command(settings_cli.settings)
    app.cli.add_command(people_cli.moderator)
    app.cli.add_command(log_cli.log)
    app.cli.add_command(templates_cli.templates)
    jobs_cli.install(app)


@click.command()
@with_appcontext
def prepare() -> None:
    """Everything a first start needs; changes nothing the second time."""
    site = current_site()
    _migrate()
    with told():
        made = seeding.seed(site)
    if made:
        click.echo(f"Pasted {made} posters on an empty wall.")
    with site.database.write() as session:
        first = session.scalar(select(Moderator.id).limit(1)) is None
        password = people.create_moderator(session, "moderator", now=now()) if first else ""
    address = site.settings.site_url or f"http://{site.settings.host}:{site.settings.port}"
    click.echo(f"Billboard: {address}")
    if password:
        click.echo(f"Moderators sign in at {address}/moderate/login as “moderator”, password: {password}")
        click.echo("The password is shown this once. `make moderator` gives a new one.")
    else:
        click.echo(f"Moderators sign in at {address}/moderate/login (`make moderator` gives a new password).")


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to this version's tables."""
    _migrate()


@click.command()
@with_appcontext
def seed() -> None:
    """Fill an empty wall with sample posters; does nothing to a wall that has any."""
    with told():
        click.echo(f"{seeding.seed(current_site())} posters pasted.")


@click.command()
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="What they may do from now on.")
@with_appcontext
def create_moderator(name: str, role: str | None) -> None:
    """Make a moderator, or give one a new password; prints the password once. The site's first is an operator."""
    with changing() as session:
        password = people.create_moderator(session, name, now=now(), role=Role(role) if role else None)
    click.echo(password)


@click.command()
@click.argument("name")
@with_appcontext
def disable_moderator(name: str) -> None:
    """Close a moderator's account and end its sessions."""
    with changing() as session:
        found = people.disable_moderator(session, name, now=now())
    if not found:
        raise click.ClickException(f"There is no moderator called {name}.")
    click.echo(f"{name} is disabled and signed out everywhere.")


def _migrate() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["engine"] = current_site().database.engine
    try:
        command.upgrade(config, "head")
    except OperationalError as error:
        url = current_site().database.engine.url.render_as_string(hide_password=True)
        raise click.ClickException(f"DATABASE_URL: {url} does not answer: {error.orig}") from None
    with current_site().database.read() as session:
        behind = numbers.never_counted(session)
    if behind:
        jobs.recount_numbers(current_site())
