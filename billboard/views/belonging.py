"""What a poster belongs to while it is being made: the one that it remixes or answers, and its campaign."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from billboard.campaigns import campaigns
from billboard.campaigns.campaigns import Phase
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import Gone, NotFound
from billboard.models import Campaign, Kinship
from billboard.posters import posters
from billboard.web.site import current_site, now
from billboard.web.view_models import PosterView, poster_view

KINSHIPS = {"remix": Kinship.REMIX, "answer": Kinship.REBUTTAL}  # by the field that names the other poster


@dataclass(frozen=True)
class Kin:
    """The poster that a draft starts from."""

    kinship: Kinship
    poster: PosterView
    campaign_id: int | None

    @property
    def field(self) -> dict[str, str]:
        return {name: self.poster.code for name, kinship in KINSHIPS.items() if kinship is self.kinship}


@dataclass(frozen=True)
class Belonging:
    kin: Kin | None = None
    campaign: Campaign | None = None
    asked_for: str = ""  # the slug of the campaign it is for, whether there is one or not
    inferred: bool = False  # for its campaign because the other poster is

    @property
    def fields(self) -> dict[str, str]:
        """What carries it from page to page; an empty campaign says that none is wanted."""
        kin = self.kin.field if self.kin else {}
        told = self.asked_for or (self.kin and self.kin.campaign_id is not None)
        return {**({"campaign": self.asked_for} if told else {}), **kin}

    @property
    def imprint(self) -> str:
        return self.campaign.imprint if self.campaign else ""

    def takes(self, template: PosterTemplate) -> bool:
        return self.campaign is None or not self.campaign.templates or template.slug in self.campaign.templates


def belonging(fields: Mapping[str, str], template: PosterTemplate | None = None) -> Belonging:
    """What the fields say; where they say nothing of a campaign, the poster goes where the other one hangs, if that
    campaign takes posters (of this template)."""
    kin, asked_for = _kin(fields), fields.get("campaign", "")
    if "campaign" in fields or not kin or kin.campaign_id is None:
        return Belonging(kin, _campaign(asked_for) if asked_for else None, asked_for)
    with current_site().database.read() as session:
        campaign = session.get_one(Campaign, kin.campaign_id)
    found = Belonging(kin, campaign, campaign.slug, inferred=True)
    if campaigns.phase(campaign, now()) is Phase.OPEN and (template is None or found.takes(template)):
        return found
    return Belonging(kin)


def _campaign(slug: str) -> Campaign | None:
    with current_site().database.read() as session, suppress(NotFound):
        return campaigns.find(session, slug)
    return None


def _kin(fields: Mapping[str, str]) -> Kin | None:
    """The live poster that the fields say is remixed or answered; none where it has gone."""
    site = current_site()
    for name, kinship in KINSHIPS.items():
        if code := fields.get(name, ""):
            with site.database.read() as session, suppress(NotFound, Gone):
                poster = posters.find_live(session, code)
                return Kin(kinship, poster_view(poster, site.templates), poster.campaign_id)
    return None
