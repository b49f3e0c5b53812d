"""`flask moderator …`: what operators can do about people in the browser, by command."""

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from billboard.accounts import links, overview, people
from billboard.campaigns import campaigns
from billboard.models import Moderator, Role
from billboard.operators.addresses import address_of
from billboard.operators.refusals import changing
from billboard.web.site import current_site, now

ROLES = click.Choice([role.value for role in Role])


@click.group()
def moderator() -> None:
    """People with an account: invite, list, change, close."""


@moderator.command()
@click.option("--role", type=ROLES, default=Role.MODERATOR.value, help="What they may do.")
@click.option("--campaign", "slug", help="For the role “campaign”: the one that they look after.")
@click.option("--for", "label", default="", help="Who it is for, so that it is known again.")
@with_appcontext
def invite(role: str, slug: str | None, label: str) -> None:
    """Print a link to an account of their own; it works once, for 72 hours."""
    with changing() as session:
        number = campaigns.find(session, slug).id if slug else None
        secret = links.invite(session, label, Role(role), number, by=None, now=now())
    click.echo(address_of("join.page", secret=secret))


@moderator.command()
@click.argument("name")
@click.option("--clear-factors", is_flag=True, help="Take away their second factors, too.")
@with_appcontext
def reset(name: str, clear_factors: bool) -> None:
    """Print a link to a new password; it works once, for 72 hours, and until then nothing changes."""
    with changing() as session:
        secret = links.give_back(session, _find(session, name), clears_factors=clear_factors, by=None, now=now())
    click.echo(address_of("join.page", secret=secret))


@moderator.command("list")
@with_appcontext
def list_all() -> None:
    """One line for each: name, role, when they were last here, second factors, campaigns."""
    with current_site().database.read() as session:
        for each in overview.everybody(session):
            seen = f"{each.seen:%Y-%m-%d %H:%M}" if each.seen else "-"
            has = f"{each.passkeys} passkeys, {'an' if each.app else 'no'} app"
            role = "closed" if each.closed else each.role.value
            click.echo("\t".join((each.name, role, seen, has, ", ".join(each.campaigns) or "-")))


@moderator.command("role")
@click.argument("name")
@click.argument("role", type=ROLES)
@with_appcontext
def change_role(name: str, role: str) -> None:
    """Change what NAME may do."""
    with changing() as session:
        people.change_role(session, _find(session, name), Role(role), by=None, now=now())
    click.echo(f"{name} is {role} from now on.")


@moderator.command()
@click.argument("name")
@with_appcontext
def close(name: str) -> None:
    """Close an account and end its sessions, as `disable-moderator` does."""
    with changing() as session:
        people.close(session, _find(session, name), by=None, now=now())
    click.echo(f"{name} is closed and signed out everywhere.")


@moderator.command()
@click.argument("name")
@with_appcontext
def reopen(name: str) -> None:
    """Open a closed account again, with the password that it had."""
    with changing() as session:
        people.reopen(session, _find(session, name), by=None, now=now())
    click.echo(f"{name} is open again.")


def _find(session: Session, name: str) -> Moderator:
    found = people.named(session, name)
    if found is None:
        raise click.ClickException(f"There is no moderator called {name}.")
    return found
