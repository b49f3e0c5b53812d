"""Verbs on campaigns, communities' own walls: make one, change it, find it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from billboard.campaigns.plans import CampaignPlan, CampaignProblems
from billboard.core.errors import NotFound
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Campaign, Kind, Newcomer, Poster, State

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = frozenset({"new", "campaigns"})
SLUG_LENGTH = 48  # characters
NOT_HERE = "There is no campaign at this address. Check the link, or see what is on the wall."
TAKEN = "Another campaign has this address. Choose a different one."
LISTED = 60  # that run, and that have ended
DID = {State.RUNNING: "reopen", State.FROZEN: "freeze", State.ENDED: "end"}  # as the journal says it


def why_no_slug(session: Session, slug: str) -> str:
    """What is wrong with an address for a new campaign; empty where it can be."""
    if len(slug) > SLUG_LENGTH or not SLUG.fullmatch(slug) or slug in RESERVED:
        return f"An address has small letters, digits and single dashes, {SLUG_LENGTH} characters at most."
    return TAKEN if session.scalar(select(Campaign.id).where(Campaign.slug == slug)) else ""


def create(session: Session, slug: str, plan: CampaignPlan, *, now: datetime, by: int | None = None) -> Campaign:
    """`by` is who does it, None for who has a shell.

    Raises CampaignProblems for a slug that cannot be an address, or is taken.
    """
    if said := why_no_slug(session, slug):
        raise CampaignProblems({"slug": said})
    campaign = Campaign(slug=slug, state=State.RUNNING, header="", posted=0, created=now.replace(microsecond=0))
    _apply(campaign, plan)
    try:
        with session.begin_nested():
            session.add(campaign)
    except IntegrityError:
        raise CampaignProblems({"slug": TAKEN}) from None
    _write_down(session, campaign, "create", now, by, snapshot=_written(campaign))
    return campaign


def edit(session: Session, slug: str, plan: CampaignPlan, *, now: datetime, by: int | None = None) -> Campaign:
    """Posters that are up keep the imprint they were published with. Raises NotFound."""
    campaign = find(session, slug, lock=True)
    before = _written(campaign)
    _apply(campaign, plan)
    after = _written(campaign)
    if changed := [name for name in after if before[name] != after[name]]:
        kept = {name: [before[name], after[name]] for name in changed}
        _write_down(session, campaign, "edit", now, by, details={"changed": changed}, snapshot=kept)
    return campaign


def set_state(session: Session, slug: str, state: State, *, now: datetime, by: int | None = None) -> Campaign:
    """Raises NotFound."""
    campaign = find(session, slug, lock=True)
    if state is not campaign.state:
        campaign.state, campaign.ended = state, now if state is State.ENDED else None
        _write_down(session, campaign, DID[state], now, by)
    if state is State.ENDED:
        # Nobody may vote for its posters any more: they would only hold up the newcomers' queue of the whole wall.
        its = select(Poster.id).where(Poster.campaign_id == campaign.id)
        session.execute(delete(Newcomer).where(Newcomer.poster_id.in_(its)))
    return campaign


def find(session: Session, slug: str, *, lock: bool = False) -> Campaign:
    """Raises NotFound."""
    chosen = select(Campaign).where(Campaign.slug == slug)
    known = len(slug) <= SLUG_LENGTH and SLUG.fullmatch(slug)
    campaign = session.scalar(chosen.with_for_update() if lock else chosen) if known else None
    if campaign is None:
        raise NotFound(NOT_HERE)
    return campaign


def slugs_of(session: Session, codes: Sequence[str]) -> list[str]:
    """Of the campaigns that some posters were made for."""
    mine = select(Campaign.slug).join(Poster, Poster.campaign_id == Campaign.id).where(Poster.code.in_(codes))
    return list(session.scalars(mine.distinct()))


def all_of(session: Session) -> list[Campaign]:
    """Newest first."""
    return list(session.scalars(select(Campaign).order_by(Campaign.id.desc())))


def listed(session: Session) -> list[Campaign]:
    """For everybody: all that run or will, and those that ended last; newest first."""
    walk = select(Campaign).order_by(Campaign.id.desc()).limit(LISTED)
    running, ended = Campaign.state != State.ENDED, Campaign.state == State.ENDED
    return [*session.scalars(walk.where(running)), *session.scalars(walk.where(ended))]


def _apply(campaign: Campaign, plan: CampaignPlan) -> None:
    campaign.title, campaign.introduction, campaign.accent = plan.title, plan.introduction, plan.accent
    campaign.templates, campaign.opens, campaign.closes = list(plan.templates), plan.opens, plan.closes
    campaign.premoderated, campaign.imprint = plan.premoderated, plan.imprint


def _written(campaign: Campaign) -> dict[str, Any]:
    """What operators decide of it, as JSON holds it."""
    dates = {name: moment.isoformat() if moment else None for name, moment in _dates(campaign).items()}
    texts = {name: getattr(campaign, name) for name in ("title", "introduction", "accent", "imprint", "premoderated")}
    return texts | dates | {"templates": list(campaign.templates)}


def _dates(campaign: Campaign) -> dict[str, datetime | None]:
    return {"opens": campaign.opens, "closes": campaign.closes}


def _write_down(session: Session, campaign: Campaign, did: str, now: datetime, by: int | None, **more: Any) -> None:
    act = Act(Kind.CAMPAIGN, did, subject=campaign.slug, wall=campaign.slug, **more)
    journal.record(session, act, by=by, now=now)
