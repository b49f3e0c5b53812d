"""What the end of a campaign comes to, told before anybody ends it."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.models import Campaign, Poster, Status, Subscription


@dataclass(frozen=True)
class Ending:
    posters: int  # that hang
    waiting: int  # for a moderator, and go up no more
    readers: int  # of its round-up, who get a last letter


def ending(session: Session, campaign: Campaign) -> Ending:
    counted = select(Poster.status, func.count()).where(Poster.campaign_id == campaign.id).group_by(Poster.status)
    posters = {row[0]: row[1] for row in session.execute(counted)}
    readers = select(func.count()).where(Subscription.wall == campaign.slug, Subscription.confirmed.is_not(None))
    return Ending(posters.get(Status.LIVE, 0), posters.get(Status.WAITING, 0), session.scalars(readers).one())
