"""`flask campaign …`: what operators can do to campaigns in the browser, by command."""

from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from billboard.accounts import people
from billboard.campaigns import campaigns, headers, plans
from billboard.campaigns.phases import phase_of
from billboard.core.picture.header_art import MOST_BYTES
from billboard.models import Campaign, State
from billboard.operators.refusals import changing, told
from billboard.web.site import current_site, now


@click.group()
def campaign() -> None:
    """Make and run campaigns: communities' own walls, at /c/SLUG."""


def _options(command: click.Command) -> click.Command:
    """The fields of a campaign; what is not given stays as it is."""
    for option in reversed(
        (
            click.Option(["--title"]),
            click.Option(["--introduction"], help="Plain text; lines become paragraphs."),
            click.Option(["--accent"], help="Like #0a5c36."),
            click.Option(["--template"], multiple=True, help="A template's slug, once for each; none for all."),
            click.Option(["--opens"], help="Like 2027-03-01T18:00, in the site's time zone."),
            click.Option(["--closes"], help="Like 2027-03-31T18:00, in the site's time zone."),
            click.Option(["--moderation"], type=click.Choice(["pre", "post"])),
            click.Option(["--imprint"], help="The line that its posters carry."),
            click.Option(["--header"], help="A file with its header picture: JPEG, PNG or WebP."),
        )
    ):
        command.params.append(option)
    return command


@campaign.command()
@click.argument("slug")
@with_appcontext
def create(slug: str, template: tuple[str, ...], header: str | None, **given: str | None) -> None:
    """Make a campaign; it needs a --title."""
    site = current_site()
    with told():
        fields = {name: value for name, value in given.items() if value is not None}
        plan = plans.read_plan(fields, template, _known(), site.renderer.check_imprint, site.settings.zone)
        _save(lambda session: campaigns.create(session, slug, plan, now=now()), header)
    click.echo(f"{slug} is at /c/{slug}.")


@campaign.command()
@click.argument("slug")
@with_appcontext
def edit(slug: str, template: tuple[str, ...], header: str | None, **given: str | None) -> None:
    """Change what is given; an empty value takes it away, “--template all” gives it every template."""
    site = current_site()

    def save(session: Session) -> Campaign:
        there = campaigns.find(session, slug)
        fields = plans.fields_of(there, site.settings.zone) | {
            name: value for name, value in given.items() if value is not None
        }
        # Of its templates, those that are still kept: one that has left would stand in the way of every change.
        chosen = template or tuple(each for each in there.templates if each in _known())
        chosen = () if template == ("all",) else chosen
        plan = plans.read_plan(fields, chosen, _known(), site.renderer.check_imprint, site.settings.zone)
        return campaigns.edit(session, slug, plan, now=now())

    with told():
        _save(save, header)
    click.echo(f"{slug} is changed.")


def _state(name: str, state: State, about: str) -> None:
    @campaign.command(name, help=about)
    @click.argument("slug")
    @with_appcontext
    def change(slug: str) -> None:
        with changing() as session:
            changed = campaigns.set_state(session, slug, state, now=now())
        click.echo(f"{slug} {phase_of(changed, now()).said}.")


_state("freeze", State.FROZEN, "Make it read-only: no publishing, no voting.")
_state("end", State.ENDED, "End it: read-only, and its winners are shown.")
_state("reopen", State.RUNNING, "Let a frozen or ended one run again, as its dates allow.")


@campaign.command("list")
@with_appcontext
def list_all() -> None:
    """One line for each: slug, where it stands, posters, moderators, title."""
    with current_site().database.read() as session:
        for each in campaigns.all_of(session):
            names = ", ".join(people.looking_after(session, each.id)) or "-"
            click.echo(f"{each.slug}\t{phase_of(each, now())}\t{each.posted}\t{names}\t{each.title}")


@campaign.command()
@click.argument("slug")
@click.argument("name")
@click.option("--remove", is_flag=True, help="Take the campaign from them.")
@with_appcontext
def moderator(slug: str, name: str, remove: bool) -> None:
    """Let NAME look after a campaign; prints the password of a new account, which sees that campaign alone."""
    with changing() as session:
        there = campaigns.find(session, slug)
        if remove:
            if not people.dismiss(session, name, there.id, now=now()):
                raise click.ClickException(f"{name} does not look after {slug}.")
            click.echo(f"{name} no longer looks after {slug}.")
            return
        password = people.appoint(session, name, there.id, now=now())
    click.echo(password or f"{name} looks after {slug}, with the password they have.")


def _save(save: Callable[[Session], Campaign], header: str | None) -> None:
    """With the header picture in a file, with none any more where that is empty, or with the one it has."""
    site = current_site()
    sent = _file(header) if header else None
    headers.save_with_header(site.database, site.store, save, sent=sent, remove=header == "", now=now())


def _file(path: str) -> bytes:
    """No more of it than a header picture may have, and a byte."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"header: {path} cannot be read: {error.strerror}.") from None


for _command in (create, edit):
    _options(_command)


def _known() -> tuple[str, ...]:
    """The templates that a campaign may choose among: those that the site leaves out, too."""
    templates = current_site().templates
    return tuple(each.slug for each in templates.offered(among=tuple(templates)))
