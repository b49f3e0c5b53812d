"""`flask` commands for operators."""

from collections.abc import Callable
from datetime import datetime, timedelta

import click
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from billboard import numbers, visitors
from billboard.core.days import day_of
from billboard.core.errors import Refused, StoreUnavailable
from billboard.infra.config import ROOT
from billboard.infra.mail import RelayDown
from billboard.models import Moderator, Role
from billboard.moderation import accounts, moderation
from billboard.operators import campaign_cli, seeding, settings_cli
from billboard.posters import pictures
from billboard.roundup import confirmations, roundups, subscriptions
from billboard.voting import duel_ranking, voting
from billboard.web import letters
from billboard.web.site import current_site, now

ORPHAN_AGE = timedelta(hours=1)  # younger ones may belong to a publish that is still under way


def install(app: Flask) -> None:
    commands = (
        prepare,
        migrate,
        seed,
        create_moderator,
        disable_moderator,
        collect_orphans,
        recount,
        rank_duels,
        send_roundup,
    )
    for each in commands:
        app.cli.add_command(each)
    app.cli.add_command(campaign_cli.campaign)
    app.cli.add_command(settings_cli.settings)


@click.command()
@with_appcontext
def prepare() -> None:
    """Everything a first start needs; changes nothing the second time."""
    site = current_site()
    _migrate()
    if made := _with_store(lambda: seeding.seed(site)):
        click.echo(f"Pasted {made} posters on an empty wall.")
    with site.database.write() as session:
        first = session.scalar(select(Moderator.id).limit(1)) is None
        password = accounts.create_moderator(session, "moderator", now=now()) if first else ""
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
    click.echo(f"{_with_store(lambda: seeding.seed(current_site()))} posters pasted.")


@click.command()
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="What they may do from now on.")
@with_appcontext
def create_moderator(name: str, role: str | None) -> None:
    """Make a moderator, or give one a new password; prints the password once. The site's first is an operator."""
    try:
        with current_site().database.write() as session:
            password = accounts.create_moderator(session, name, now=now(), role=Role(role) if role else None)
    except Refused as refused:
        raise click.ClickException(refused.message) from None
    click.echo(password)


@click.command()
@click.argument("name")
@with_appcontext
def disable_moderator(name: str) -> None:
    """Close a moderator's account and end its sessions."""
    with current_site().database.write() as session:
        if not accounts.disable_moderator(session, name):
            raise click.ClickException(f"There is no moderator called {name}.")
    click.echo(f"{name} is disabled and signed out everywhere.")


@click.command()
@with_appcontext
def collect_orphans() -> None:
    """Finish moving pictures of hidden and restored posters, and delete pictures that belong to no poster.

    Hashes of yesterday's networks go, too, where nobody has come by today to see to it."""
    site = current_site()
    with site.database.write() as session:
        visitors.forget(session, day_of(now()))
    with site.database.read() as session:
        unsettled = pictures.unsettled(session)
    moved = _with_store(lambda: sum(pictures.settle(site.database, site.store, code) for code in unsettled))
    deleted = _with_store(lambda: pictures.delete_orphans(site.database, site.store, older_than=now() - ORPHAN_AGE))
    click.echo(f"{moved} posters' pictures moved, {deleted} orphaned pictures deleted.")


@click.command()
@with_appcontext
def recount() -> None:
    """Set counts, scores, urgency and strengths to what votes, reports and duels say, and the public numbers too."""
    with current_site().database.write() as session:
        votes, reports, fought = voting.recount(session), moderation.reweigh(session), duel_ranking.recount(session)
    click.echo(f"{votes} counts of votes, {reports} of reports and {fought} of duels were wrong.")
    click.echo(f"{duel_ranking.rank(current_site().database)} strengths changed.")
    click.echo(f"{_recount_numbers(now())} of the public numbers were wrong.")


@click.command()
@with_appcontext
def rank_duels() -> None:
    """Set every poster's strength to what all duels together make likeliest."""
    click.echo(f"{duel_ranking.rank(current_site().database)} strengths changed.")


def _recount_numbers(moment: datetime | None = None) -> int:
    site = current_site()
    with site.database.write() as session:
        numbers.find_missing_words(session, site.templates, site.renderer.sticker_catalogue.said)
    with site.database.write() as session:
        return numbers.recount(session, moment)


@click.command()
@click.option("--from-hour", type=click.IntRange(0, 23), default=0, help="Send nothing before this hour (UTC).")
@with_appcontext
def send_roundup(from_hour: int) -> None:
    """Send the letters that wait and yesterday's round-up, and forget addresses that never answered."""
    site, moment = current_site(), now()
    with site.database.write() as session:
        forgotten = subscriptions.forget(session, now=moment)
    click.echo(f"{forgotten} unanswered requests forgotten.")
    relay = site.settings.relay
    if relay is None:
        click.echo("SMTP_URL is not set: no round-up is sent.")
        return
    if not site.settings.site_url:
        raise click.ClickException("SITE_URL is missing: letters need the public address for their links.")
    try:
        # Somebody waits for these, whatever the hour.
        questions = confirmations.post_waiting(site.database, relay, letters.question, now=moment)
        click.echo(f"{questions.sent} waiting letters sent, {questions.put_off} put off until the next run.")
        if moment.hour < from_hour:
            return
        mailing = roundups.send(site.database, relay, letters.roundup, now=moment)
    except RelayDown as error:
        raise click.ClickException(f"SMTP_URL: the relay does not take letters: {error}. Run this again.") from None
    click.echo(f"{mailing.sent} round-ups sent, {mailing.put_off} put off until the next run, {mailing.lost} lost.")


def _with_store(work: Callable[[], int]) -> int:
    try:
        return work()
    except StoreUnavailable as error:
        place = current_site().settings.image_store
        raise click.ClickException(f"IMAGE_STORE: {place} does not take pictures: {error.__cause__}") from None


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
        _recount_numbers()
