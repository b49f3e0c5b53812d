"""How commands say what was refused and what failed: one sentence, or one for each field, and the exit status 1."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from billboard.campaigns.plans import CampaignProblems
from billboard.core.errors import Refused, StoreUnavailable
from billboard.infra.config import ROOT
from billboard.infra.mail import RelayDown
from billboard.infra.tables import Tables, tables_of
from billboard.web.site import current_site

FLASK = ".venv/bin/flask" if (ROOT / ".venv").exists() else "flask"  # in a container it is on the path
LACKING = {
    Tables.NONE: "The database has no tables yet.",
    Tables.OLD: "The database has the tables of an older version.",
}


@contextmanager
def told() -> Iterator[None]:
    try:
        yield
    except CampaignProblems as refused:
        lines = [f"{field}: {sentence}" for field, sentence in refused.problems.items()]
        raise click.ClickException("\n".join(lines)) from None
    except StoreUnavailable as error:
        place = current_site().settings.image_store
        raise click.ClickException(f"IMAGE_STORE: {place} does not take pictures: {error.__cause__}") from None
    except RelayDown as error:
        raise click.ClickException(f"SMTP_URL: the relay does not take letters: {error}. Run this again.") from None
    except Refused as refused:
        raise click.ClickException(refused.message) from None


def insist_on_tables() -> None:
    """Before anything else is asked of the database."""
    database = current_site().database
    try:
        found = tables_of(database)
    except SQLAlchemyError as error:
        url = database.engine.url.render_as_string(hide_password=True)
        raise click.ClickException(f"DATABASE_URL: {url} does not answer: {getattr(error, 'orig', error)}") from None
    if found is not Tables.THERE:
        raise click.ClickException(f"{LACKING[found]} Run `{FLASK} migrate`, and this again.")


@contextmanager
def changing() -> Iterator[Session]:
    """A transaction."""
    with told(), current_site().database.write() as session:
        yield session
