"""Campaigns as pages show them: frozen values, addresses included."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from billboard.campaigns import threads
from billboard.campaigns.phases import Phase, phase_of
from billboard.core.colour import contrast, from_hex
from billboard.models import Campaign, Poster
from billboard.web.palette import DAY, NIGHT
from billboard.web.site import now

WHITE, BLACK = "#ffffff", "#000000"
PALETTES = {"light": DAY, "dark": NIGHT}  # by the colour scheme that a visitor prefers
SEEN = 2.0  # contrast of a line that tells a link or a vote, as the house's own colour has everywhere
LEGIBLE = 4.5  # contrast that WCAG 2.2 asks of text (1.4.3)


@dataclass(frozen=True)
class CampaignView:
    slug: str
    title: str
    paragraphs: tuple[str, ...]  # the introduction's
    accent: str
    phase: Phase
    notice: str  # why no poster is taken now, as it stands in a sentence; empty while one is
    opens: datetime | None
    closes: datetime | None
    premoderated: bool
    imprint: str
    posted: int
    pages: int  # of the thread
    page: str
    thread: str  # its last page
    style: str
    header: str  # picture's address, or empty

    @property
    def takes_posters(self) -> bool:
        return self.phase.takes_posters

    @property
    def takes_votes(self) -> bool:
        return self.phase.takes_votes


def campaign_view(campaign: Campaign) -> CampaignView:
    phase, pages = phase_of(campaign, now()), threads.pages(campaign.posted)
    return CampaignView(
        slug=campaign.slug,
        title=campaign.title,
        paragraphs=tuple(part for part in campaign.introduction.split("\n") if part.strip()),
        accent=campaign.accent,
        phase=phase,
        notice="" if phase.takes_posters else f"it {phase.why_no_posters}",
        opens=campaign.opens,
        closes=campaign.closes,
        premoderated=campaign.premoderated,
        imprint=campaign.imprint,
        posted=campaign.posted,
        pages=pages,
        page=url_for("campaign.page", slug=campaign.slug),
        thread=url_for("campaign.thread", slug=campaign.slug, page=pages),
        style=url_for("campaign.accent", slug=campaign.slug, v=campaign.accent.removeprefix("#")),
        header=url_for("campaign.header", slug=campaign.slug, v=_version(campaign.header)) if campaign.header else "",
    )


def campaign_of(session: Session, poster: Poster) -> CampaignView | None:
    """The campaign that a poster was made for."""
    return None if poster.campaign_id is None else campaign_view(session.get_one(Campaign, poster.campaign_id))


def stylesheet(accent: str) -> str:
    """The accent in place of the site's own, with ink that can be read on it; lines are of ink where it is faint."""
    style = f":root {{ --hot: {accent}; --on-hot: {ink_on(accent)}; --mark: {accent}; }}\n"
    for scheme, palette in PALETTES.items():
        if min(contrast(from_hex(accent), from_hex(ground)) for ground in palette.grounds) < SEEN:
            style += f"@media (prefers-color-scheme: {scheme}) {{ :root {{ --mark: currentcolor; }} }}\n"
    return style


def stylesheet_of(campaigns: Iterable[CampaignView]) -> str:
    """Of a page that shows several campaigns, each in its own colour."""
    return "".join(
        f'[data-campaign="{each.slug}"] {{ --hot: {each.accent}; --on-hot: {ink_on(each.accent)}; }}\n'
        for each in campaigns
    )


def ink_on(accent: str) -> str:
    """The pages' ink or white, else black: one of them always is legible."""
    return next((ink for ink in (DAY.ink, WHITE) if contrast(from_hex(ink), from_hex(accent)) >= LEGIBLE), BLACK)


def _version(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]
