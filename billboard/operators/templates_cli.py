"""`flask templates …`: whether templates can be used."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.reading.template_trials import hard_to_read, without_room
from billboard.core.text.wording import count
from billboard.web.site import current_site


@click.group()
def templates() -> None:
    """Look at the templates: those of artwork/, and what the studio has published."""


@templates.command()
@click.argument("slug", required=False)
@with_appcontext
def check(slug: str | None) -> None:
    """Tell every fault and flaw, of all templates or of one; exit status 1 where one is left out."""
    known = current_site().templates
    if slug and slug not in {*known, *known.left_out}:
        raise click.ClickException(f"There is no template called {slug}.")
    left_out = {name: faults for name, faults in known.left_out.items() if slug in (None, name)}
    for faults in left_out.values():
        for fault in faults:
            click.echo(str(fault))
    for flaw in known.artwork.warnings:
        if slug in (None, flaw.file.parent.name):
            click.echo(f"warning: {flaw}")
    used = [each for each in known.values() if slug in (None, each.slug)]
    for template in used:
        for said in _tried(template):
            click.echo(f"warning: {template.slug}: {said}")
    click.echo(f"{count(len(used), 'template')} can be used, {len(left_out)} left out.")
    if left_out or not used:
        raise click.exceptions.Exit(1)


def _tried(template: PosterTemplate) -> Iterator[str]:
    renderer = current_site().renderer
    yield from without_room(renderer, template)
    yield from hard_to_read(renderer, template)
