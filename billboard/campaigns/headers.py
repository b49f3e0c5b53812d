"""Header art of campaigns in the store: each picture under a key that was never used, and gone once it is replaced."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.campaigns.plans import CampaignProblems
from billboard.core.errors import NotFound, Refused, StoreUnavailable
from billboard.core.picture.header_art import read_header
from billboard.infra.db import Database
from billboard.infra.storage import ImageStore, MissingImage, key_of
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Campaign, Kind

HEADERS = "campaigns/"  # where the store keeps them
NAME = "header"  # of each in its folder


def save_with_header(
    database: Database,
    store: ImageStore,
    save: Callable[[Session], Campaign],
    *,
    sent: bytes | None = None,
    kept: str = "",
    remove: bool = False,
    now: datetime,
    by: int | None = None,
) -> Campaign:
    """Make or change a campaign, and with it its header: for what was `sent`, or was `put` before and is `kept` in that
    folder, or for none where that is to be removed.

    Raises CampaignProblems for what is no picture of ours, StoreUnavailable, and what `save` does; then nothing is
    changed.
    """
    new = (
        put(store, sent) if sent is not None else "" if remove else kept
    )  # first: a picture without a row is collected later
    old = ""
    with database.write() as session:
        campaign = save(session)
        if new or remove:
            if kept:
                _require_free(session, campaign, kept)
            old, campaign.header = campaign.header, new
            details = {"changed": ["header"]}
            act = Act(Kind.CAMPAIGN, "edit", subject=campaign.slug, wall=campaign.slug, details=details)
            journal.record(session, act, by=by, now=now)
    if old and old != new:  # the same form, sent twice
        with suppress(StoreUnavailable):  # it is an orphan, which a job deletes
            store.delete(key_of(old, NAME))
    return campaign


def _require_free(session: Session, campaign: Campaign, folder: str) -> None:
    """A picture belongs to one campaign: with that one's it goes."""
    if session.scalar(select(Campaign.id).where(Campaign.header == folder, Campaign.id != campaign.id)):
        raise CampaignProblems({"header": "Another campaign has that picture by now. Choose it again."})


def fetch_header(store: ImageStore, campaign: Campaign) -> bytes:
    """Raises NotFound and StoreUnavailable."""
    if not campaign.header:
        raise NotFound("This campaign has no header picture.")
    try:
        return store.get(key_of(campaign.header, NAME))
    except MissingImage:
        raise StoreUnavailable("The picture is being changed. Load the page again in a moment.") from None


def is_there(store: ImageStore, folder: str) -> bool:
    """Whether a picture that was put is still kept. Raises StoreUnavailable."""
    try:
        store.get(key_of(folder, NAME))
    except MissingImage:
        return False
    return True


def put(store: ImageStore, sent: bytes) -> str:
    """The folder of a picture in the store, where no address serves it until a campaign has it.

    Raises CampaignProblems for what is no picture of ours, and StoreUnavailable.
    """
    try:
        picture, folder = read_header(sent), new_folder()
    except Refused as refusal:
        raise CampaignProblems({"header": refusal.message}) from None
    store.put(key_of(folder, NAME), picture)
    return folder


def new_folder() -> str:
    return HEADERS + secrets.token_hex(16)
