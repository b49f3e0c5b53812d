"""What the journal is told of a decision: the act in its line, and beside it what was judged."""

from typing import Any

from sqlalchemy.orm import Session

from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Action, Decision, Kind, Poster
from billboard.moderation import reports
from billboard.moderation.snapshots import slug_of, snapshot

__all__ = ["decided", "slug_of", "snapshot"]

LEAVES_OPEN = (Action.UNDO, Action.COVER, Action.LIFT)  # nobody has waited for these


def decided(session: Session, poster: Poster, decision: Decision, *, alone: bool = False) -> None:
    """Of a decision that has its number, before it closes the poster's reports; `alone` where it answers an appeal
    against what the same moderator decided, for want of another."""
    open_ = reports.open_on(session, [poster.id])
    details: dict[str, Any] = {
        "before": decision.before.value,
        "after": decision.after.value,
        "site_wide": decision.site_wide,
        "reports": len(open_),
    }
    if decision.undoes is not None:
        details["undoes"] = decision.undoes
    if alone:
        details["alone"] = True
    act = Act(
        Kind.DECISION,
        decision.action.value,
        subject=poster.code,
        wall=slug_of(session, poster),
        reason=decision.reason,
        details=details,
        snapshot=snapshot(poster, open_) | {"note": decision.note},
        decision=decision.id,
        waited=decision.made - open_[0].made if open_ and decision.action not in LEAVES_OPEN else None,
    )
    journal.record(session, act, by=decision.moderator_id, now=decision.made)
