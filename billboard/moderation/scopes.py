"""What a moderator may see: the whole site, or the posters of some campaigns."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from billboard.campaigns import campaigns
from billboard.core.errors import NotFound
from billboard.models import OF_A_CAMPAIGN, Campaign, Poster, Scope
from billboard.posters import posters


def within(scope: Scope) -> list[ColumnElement[bool]]:
    """The conditions on a poster."""
    return [] if scope is None else [Poster.campaign_id.in_(scope), OF_A_CAMPAIGN]


def find_within(session: Session, scope: Scope, code: str, *, lock: bool = False) -> Poster:
    """Raises NotFound for a poster outside the scope, too."""
    poster = posters.find(session, code, lock=lock)
    if scope is not None and poster.campaign_id not in scope:
        raise NotFound("There is no poster of that name in your campaigns.")
    return poster


def campaign_within(session: Session, scope: Scope, slug: str) -> Campaign:
    """Raises NotFound for one outside the scope, too."""
    campaign = campaigns.find(session, slug)
    if scope is not None and campaign.id not in scope:
        raise NotFound(campaigns.NOT_HERE)
    return campaign


def campaigns_within(session: Session, scope: Scope) -> list[Campaign]:
    """The newest first."""
    return [each for each in campaigns.all_of(session) if scope is None or each.id in scope]
