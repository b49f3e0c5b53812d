"""Everybody who has an account, as operators see them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.models import Authenticator, Campaign, CampaignModerator, Moderator, Passkey, Role


@dataclass(frozen=True)
class Somebody:
    number: int
    name: str
    role: Role
    campaigns: Sequence[str]  # titles
    closed: bool
    has_password: bool
    seen: datetime | None
    passkeys: int
    app: bool
    failures: int  # to sign in, since the last success


def everybody(session: Session) -> list[Somebody]:
    """Those whose accounts are open first."""
    walls = defaultdict[int, list[str]](list)
    mine = select(CampaignModerator.moderator_id, Campaign.title).join(
        Campaign, Campaign.id == CampaignModerator.campaign_id
    )
    for number, title in session.execute(mine.order_by(Campaign.title)):
        walls[number].append(title)
    counted = select(Passkey.moderator_id, func.count()).group_by(Passkey.moderator_id)
    keys = {row[0]: row[1] for row in session.execute(counted)}
    apps = set(session.scalars(select(Authenticator.moderator_id)))
    found = session.scalars(select(Moderator).order_by(Moderator.disabled, Moderator.name_key))
    return [
        Somebody(
            each.id,
            each.name,
            each.role,
            walls.get(each.id, ()),
            each.disabled,
            bool(each.password_hash),
            each.seen,
            keys.get(each.id, 0),
            each.id in apps,
            each.failures,
        )
        for each in found
    ]
