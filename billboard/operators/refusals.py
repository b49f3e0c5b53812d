"""How commands say what was refused and what failed: one sentence, or one for each field, and the exit status 1."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from billboard.campaigns.plans import CampaignProblems
from billboard.core.errors import Refused, StoreUnavailable
from billboard.infra.mail import RelayDown
from billboard.web.site import current_site


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


@contextmanager
def changing() -> Iterator[Session]:
    """A transaction."""
    with told(), current_site().database.write() as session:
        yield session
