"""Header art of campaigns in the store: each picture under a key that was never used, and gone once it is replaced."""

import secrets
from contextlib import suppress

from billboard.campaigns.campaigns import HEADERS, CampaignProblems
from billboard.core.errors import Refused, StoreUnavailable
from billboard.core.picture.header_art import read_header
from billboard.infra.storage import ImageStore
from billboard.models import Campaign


def store_header(store: ImageStore, sent: bytes) -> str:
    """The key of a picture, before any row has it: without one it is harmless and collected later.

    Raises CampaignProblems for what is no picture of ours, and StoreUnavailable.
    """
    try:
        picture, key = read_header(sent), new_key()
    except Refused as refusal:
        raise CampaignProblems({"header": refusal.message}) from None
    store.put(f"{key}/header.jpg", picture)
    return key


def set_header(campaign: Campaign, key: str) -> str:
    """Give a campaign another header, or none; the key of the one that it had, to be deleted after the commit."""
    old, campaign.header = campaign.header, key
    return old


def delete_header(store: ImageStore, key: str) -> None:
    if key:
        with suppress(StoreUnavailable):  # collect-orphans deletes it
            store.delete(f"{key}/header.jpg")


def new_key() -> str:
    return HEADERS + secrets.token_hex(16)
