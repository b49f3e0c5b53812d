"""Why posters wait to be looked at, for whoever looks."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.models import HELD, Hold, HoldReason

LABELS: Mapping[HoldReason, str] = MappingProxyType(
    {
        HoldReason.BLOCK: "Hidden words have returned",
        HoldReason.WATCHED: "Watched word",
        HoldReason.SWITCH: "Everything new is held",
        HoldReason.UNSCRIPTED: "Published without scripts while the site was under attack",
    }
)


def told_on(session: Session, poster_ids: Collection[int]) -> dict[int, list[str]]:
    """Why each poster waits that does, in words."""
    found = select(Hold).where(Hold.poster_id.in_(poster_ids), HELD).order_by(Hold.id)
    told: dict[int, list[str]] = {}
    for each in session.scalars(found):
        told.setdefault(each.poster_id, []).append(_told(each))
    return told


def _told(hold: Hold) -> str:
    return f"{LABELS[hold.why]}: {hold.detail}" if hold.detail else LABELS[hold.why]
