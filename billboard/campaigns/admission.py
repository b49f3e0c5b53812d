"""What a campaign lets in at this moment: posters, votes, and places in its thread."""

from datetime import UTC, datetime, tzinfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from billboard.campaigns.phases import READ_ONLY, Phase, phase_of
from billboard.core.errors import Refused
from billboard.core.local_time import told_moment
from billboard.models import Campaign, Poster, Status


def require_entry(campaign: Campaign, template: str, home: str, now: datetime, zone: tzinfo = UTC) -> None:
    """Refuse a poster that the campaign does not take. `home` is the slug of the campaign that alone offers its
    template, if one does: it takes that whatever templates it has chosen. `zone` is on whose clock the refusal is."""
    phase = phase_of(campaign, now)
    if not phase.takes_posters:
        later = (
            f": it does {_at(campaign.opens, zone)}. Keep your words and come back then" if phase is Phase.SOON else ""
        )
        raise Refused(f"“{campaign.title}” {phase.why_no_posters}{later}.")
    if home != campaign.slug and campaign.templates and template not in campaign.templates:
        raise Refused(f"“{campaign.title}” does not take posters of this template. Choose one of its own.")


def require_votes(session: Session, campaign_id: int, *, lock: bool = False) -> None:
    """Refuse a vote on a poster of a campaign that is read-only; `lock` keeps it as it is until the commit."""
    shared = {"read": True} if lock else None
    campaign = session.get_one(Campaign, campaign_id, with_for_update=shared, populate_existing=lock)
    if read_only := READ_ONLY.get(campaign.state):
        raise Refused(f"“{campaign.title}” {read_only.said}: its votes stand as they are.")


def lock_for_entry(session: Session, seen: Campaign, template: str, home: str, now: datetime) -> None:
    """Look at the campaign once more, locked, so that what freezes or changes it at this moment holds.

    `seen` is the campaign as the poster was drawn for it.
    """
    campaign = session.get_one(Campaign, seen.id, with_for_update=True, populate_existing=True)
    require_entry(campaign, template, home, now)
    if (campaign.imprint, campaign.premoderated) != (seen.imprint, seen.premoderated):
        raise Refused(f"“{campaign.title}” has just changed its rules. Press Publish once more.")


def require_place(session: Session, campaign_id: int) -> None:
    """Refuse a poster that would go up for the first time in a campaign that is read-only."""
    campaign = session.get_one(Campaign, campaign_id, with_for_update=True, populate_existing=True)
    if read_only := READ_ONLY.get(campaign.state):
        raise Refused(
            f"“{campaign.title}” {read_only.said}: nothing more goes up there."
            " Let it run again first, or hide this one."
        )


def number_in_thread(session: Session, poster: Poster) -> None:
    """Give a poster that goes up for the first time the next number of its campaign's thread.

    Numbers have no gaps, so that every page of the thread but the last is full and stays what it is.
    """
    if poster.campaign_id is None or poster.number is not None or poster.status is not Status.LIVE:
        return
    counted = update(Campaign).where(Campaign.id == poster.campaign_id).values(posted=Campaign.posted + 1)
    poster.number = session.scalars(
        counted.returning(Campaign.posted).execution_options(synchronize_session=False)
    ).one()


def _at(moment: datetime | None, zone: tzinfo) -> str:
    return f"on {told_moment(moment, zone).replace(', ', ' at ')}" if moment else "later"
