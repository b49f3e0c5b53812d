"""A poster as the journal keeps it beside a line."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.models import Campaign, Poster, Report


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
