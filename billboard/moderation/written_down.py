"""What the journal is told of a decision: the act in its line, and beside it what was judged."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Action, Campaign, Decision, Kind, Poster, Report
from billboard.moderation import reports


def decided(session: Session, poster: Poster, decision: Decision) -> None:
    """Of a decision that has its number, before it closes the poster's reports."""
    open_ = reports.open_on(session, [poster.id])
    details: dict[str, Any] = {
        "before": decision.before.value,
        "after": decision.after.value,
        "site_wide": decision.site_wide,
        "reports": len(open_),
    }
    if decision.undoes is not None:
        details["undoes"] = decision.undoes
    act = Act(
        Kind.DECISION,
        decision.action.value,
        subject=poster.code,
        wall=slug_of(session, poster),
        reason=decision.reason,
        details=details,
        snapshot=snapshot(poster, open_) | {"note": decision.note},
        decision=decision.id,
        waited=decision.made - open_[0].made if open_ and decision.action is not Action.UNDO else None,
    )
    journal.record(session, act, by=decision.moderator_id, now=decision.made)


def snapshot(poster: Poster, told: Sequence[Report] = ()) -> dict[str, Any]:
    """A poster as somebody judged it, and what was said against it."""
    return {
        "code": poster.code,
        "template": poster.template,
        "template_version": poster.template_version,
        "variant": poster.variant,
        "slogan": dict(poster.slogan),
        "stickers": list(poster.stickers),
        "reports": [{"reason": each.reason, "note": each.note} for each in told],
    }


def slug_of(session: Session, poster: Poster) -> str:
    """Of the campaign on whose wall it is; empty for the site's."""
    if poster.campaign_id is None:
        return ""
    return session.scalar(select(Campaign.slug).where(Campaign.id == poster.campaign_id)) or ""
