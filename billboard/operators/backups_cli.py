"""`flask backup`, `backups`, `backup-verify` and `restore`."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import click
from flask.cli import with_appcontext

from billboard.backups import making, manifests, restoring, verifying
from billboard.core.errors import Refused
from billboard.infra.backup_places import BackupPlace, open_place
from billboard.infra.config import Settings
from billboard.operators.refusals import told
from billboard.operators.timetable import AsSet, Daily
from billboard.posters import pictures
from billboard.web.site import Site, current_site, now

NO_PLACE = "Say where to, folder:PATH or s3://BUCKET/PREFIX, or set BACKUP_PLACE."
BY_CLOCK = "timetable"  # the rule that stands in the log
WHERE = click.argument("place", default="")
WHICH = click.option("--backup", "name", default="", help="One of `backups`; the newest where none is named.")


def _nightly(settings: Settings) -> Daily | None:
    return Daily(time(settings.backup_hour)) if settings.backup_place else None


NIGHTLY = AsSet(_nightly, "at `BACKUP_HOUR` (UTC), where `BACKUP_PLACE` is set")


def back_up(site: Site, moment: datetime, place: str = "") -> Iterator[str]:
    """Raises Refused, PlaceUnavailable and StoreUnavailable."""
    yield from making.told(_made(site, moment, place, BY_CLOCK))


def _made(site: Site, moment: datetime, place: str, rule: str = "") -> making.Made:
    kept = timedelta(days=site.environment.backup_days)
    return making.back_up(site, _place(site, place), now=moment, keep=kept, rule=rule)


@click.command()
@WHERE
@with_appcontext
def backup(place: str) -> None:
    """Copy database and pictures to PLACE while the site runs, verify the copy, and forget old ones."""
    with told():
        for sentence in making.told(_made(current_site(), now(), place)):
            click.echo(sentence)


@click.command()
@WHERE
@with_appcontext
def backups(place: str) -> None:
    """One line for each backup, the oldest first: name, moment, tables' revision, rows, pictures, bytes of these."""
    with told():
        where = _place(current_site(), place)
        for name in manifests.names(where):
            each = manifests.read(where, name)
            numbers = (sum(each.rows.values()), each.pictures, each.picture_bytes)
            click.echo("\t".join([name, f"{each.moment:%Y-%m-%d %H:%M:%S}", each.revision, *map(str, numbers)]))


@click.command()
@WHERE
@WHICH
@with_appcontext
def backup_verify(place: str, name: str) -> None:
    """Read all of a backup; exits with 1 where anything is not what was put there."""
    with told():
        where = _place(current_site(), place)
        manifest = manifests.read(where, name or manifests.newest(where))
        verifying.verify(where, manifest)
    click.echo(f"{manifest.name} holds: {sum(manifest.rows.values()):,} rows, {manifest.pictures:,} pictures.")


@click.command()
@WHERE
@WHICH
@click.option("--replace", is_flag=True, help="Throw away what this site has.")
@with_appcontext
def restore(place: str, name: str, *, replace: bool) -> None:
    """Put a backup back into an empty site, and bring it to this version's tables. Whole or not at all."""
    site, moment = current_site(), now()
    with told():
        for sentence in restoring.restore(site, _place(site, place), name, replace=replace, now=moment):
            click.echo(sentence)
        pictures.delete_orphans(site, older_than=moment)


def _place(site: Site, place: str) -> BackupPlace:
    if not (address := place or site.environment.backup_place):
        raise Refused(NO_PLACE)
    return open_place(address, site.environment)


COMMANDS = (backup, backups, backup_verify, restore)
