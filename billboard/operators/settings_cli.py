"""`flask settings`: what operators change while the site runs, from a shell."""

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from billboard.operators.refusals import changing
from billboard.settings import changes
from billboard.web.site import current_site, now

OF_A_CAMPAIGN = click.option("--campaign", "wall", default="", metavar="SLUG", help="Of that campaign alone.")


@click.group()
def settings() -> None:
    """See and change settings; every worker follows within two seconds."""


@settings.command("list")
@OF_A_CAMPAIGN
@with_appcontext
def list_all(wall: str) -> None:
    """One line for each: name, value in force, where that comes from, what it means."""
    site = current_site()
    with site.database.read() as session:
        for entry in changes.entries(session, site.environment, wall):
            typed = entry.setting.typed(entry.value).replace("\n", ", ")
            click.echo(f"{entry.setting.name}\t{typed}\t{entry.origin}\t{entry.setting.label}: {entry.setting.help}")


@settings.command("set")
@click.argument("name")
@click.argument("value")
@OF_A_CAMPAIGN
@with_appcontext
def set_one(name: str, value: str, wall: str) -> None:
    """Set NAME to VALUE; a list's entries with commas between them, a switch on or off."""
    with changing() as session:
        kept = changes.change(session, name, value, wall=wall, seen=_seen(session, name, wall), by=None, now=now())
    click.echo(f"{name} is {kept}.")


@settings.command()
@click.argument("name")
@OF_A_CAMPAIGN
@with_appcontext
def reset(name: str, wall: str) -> None:
    """Let NAME be again what the environment says, or the site's for a campaign."""
    with changing() as session:
        changes.take_back(session, name, wall=wall, seen=_seen(session, name, wall), by=None, now=now())
    click.echo(f"{name} is reset.")


def _seen(session: Session, name: str, wall: str) -> int:
    """Who types a command has seen nothing: it holds whatever was there before."""
    last = changes.last_change(session, name, wall)
    return last.id if last else 0
