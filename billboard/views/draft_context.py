"""What a draft is made for: the poster that it remixes or answers, and its campaign."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from billboard.campaigns import campaigns
from billboard.campaigns.phases import phase_of
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import Gone, NotFound
from billboard.models import Campaign, Kinship
from billboard.posters import posters
from billboard.web.site import current_site, now
from billboard.web.view_models import PosterView, poster_view

KINSHIPS = {"remix": Kinship.REMIX, "answer": Kinship.REBUTTAL}  # by the field that names the other poster


@dataclass(frozen=True)
class Parent:
    """The poster that a draft starts from."""

    kinship: Kinship
    poster: PosterView
    campaign_id: int | None

    @property
    def field(self) -> dict[str, str]:
        return {name: self.poster.code for name, kinship in KINSHIPS.items() if kinship is self.kinship}


@dataclass(frozen=True)
class DraftContext:
    parent: Parent | None = None
    campaign: Campaign | None = None
    campaign_slug: str = ""  # the slug of the campaign it is for, whether there is one or not
    inferred: bool = False  # for its campaign because the other poster is

    @property
    def fields(self) -> dict[str, str]:
        """What carries it from page to page; an empty campaign says that none is wanted."""
        parent = self.parent.field if self.parent else {}
        told = self.campaign_slug or (self.parent and self.parent.campaign_id is not None)
        return {**({"campaign": self.campaign_slug} if told else {}), **parent}

    @property
    def imprint(self) -> str:
        return self.campaign.imprint if self.campaign else ""

    def takes(self, template: PosterTemplate) -> bool:
        catalogue = current_site().templates
        if self.campaign is None:
            return catalogue.takes(template.slug)
        return catalogue.takes(template.slug, self.campaign.slug, self.campaign.templates)

    @property
    def offered(self) -> list[PosterTemplate]:
        """Fresh ones first."""
        catalogue, home = current_site().templates, self.campaign
        return catalogue.offered(home.slug, home.templates, now()) if home else catalogue.offered(now=now())


def read_context(fields: Mapping[str, str], template: PosterTemplate | None = None) -> DraftContext:
    """What the fields say; where they say nothing of a campaign, the poster goes where the other one hangs, if that
    campaign takes posters (of this template)."""
    parent, campaign_slug = _parent(fields), fields.get("campaign", "")
    if "campaign" in fields or not parent or parent.campaign_id is None:
        return DraftContext(parent, _campaign(campaign_slug) if campaign_slug else None, campaign_slug)
    with current_site().database.read() as session:
        campaign = session.get_one(Campaign, parent.campaign_id)
    found = DraftContext(parent, campaign, campaign.slug, inferred=True)
    if phase_of(campaign, now()).takes_posters and (template is None or found.takes(template)):
        return found
    return DraftContext(parent)


def _campaign(slug: str) -> Campaign | None:
    with current_site().database.read() as session, suppress(NotFound):
        return campaigns.find(session, slug)
    return None


def _parent(fields: Mapping[str, str]) -> Parent | None:
    """The live poster that the fields say is remixed or answered; none where it has gone."""
    site = current_site()
    for name, kinship in KINSHIPS.items():
        if code := fields.get(name, ""):
            with site.database.read() as session, suppress(NotFound, Gone):
                poster = posters.find_live(session, code)
                return Parent(kinship, poster_view(poster, site.templates), poster.campaign_id)
    return None
