"""`flask` commands for operators."""

from functools import wraps
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from billboard import numbers
from billboard.accounts import first_run, people
from billboard.infra import migrations
from billboard.models import Role
from billboard.operators import (
    backups_cli,
    campaign_cli,
    jobs,
    jobs_cli,
    log_cli,
    people_cli,
    seeding,
    settings_cli,
    templates_cli,
)
from billboard.operators.addresses import address_of, current_address
from billboard.operators.refusals import changing, insist_on_tables, told
from billboard.web.site import current_site, now


def install(app: Flask) -> None:
    for each in (prepare, migrate, jobs_cli.run_jobs, *backups_cli.COMMANDS, *NEEDING_TABLES):
        app.cli.add_command(each)


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
        offered = first_run.offer(session, now=now())
    address = current_address()
    click.echo(f"Billboard: {address}")
    if not offered:
        click.echo(f"Moderators sign in at {address}/moderate/login (`make moderator` gives a new password).")
        return
    password, secret = offered
    link = address_of("first_run.page", secret=secret)
    click.echo(f"Make it yours, in three steps: {link}")
    click.echo("The link works once, and the site runs without it, too.")
    click.echo(f"Moderators sign in at {address}/moderate/login as “{first_run.NAME}”, password: {password}")
    click.echo("The password is shown this once. `make moderator` gives a new one.")


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
    try:
        migrations.upgrade(current_site().database.engine)
    except OperationalError as error:
        url = current_site().database.engine.url.render_as_string(hide_password=True)
        raise click.ClickException(f"DATABASE_URL: {url} does not answer: {error.orig}") from None
    with current_site().database.read() as session:
        behind = numbers.never_counted(session)
    if behind:
        jobs.recount_numbers(current_site())


def _insist_on_tables(command: click.Command) -> None:
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _insist_on_tables(each)
        return
    work = command.callback
    assert work

    @with_appcontext
    @wraps(work)
    def insisting(*arguments: Any, **options: Any) -> Any:
        insist_on_tables()
        return work(*arguments, **options)

    command.callback = insisting


# All but those that make them or copy what there is, and the runner of jobs, which waits for a database however long
# that takes.
NEEDING_TABLES: tuple[click.Command, ...] = (
    seed,
    create_moderator,
    disable_moderator,
    campaign_cli.campaign,
    settings_cli.settings,
    people_cli.moderator,
    log_cli.log,
    templates_cli.templates,
    *jobs_cli.OF_JOBS,
)
for _each in NEEDING_TABLES:
    _insist_on_tables(_each)
