"""All campaigns, for everybody."""

import hashlib

from flask import Blueprint, Response, url_for

from billboard.campaigns import campaigns, threads
from billboard.campaigns.phases import Phase
from billboard.views.pages import render_shared
from billboard.web.caching import shared
from billboard.web.campaign_view_models import CampaignView, campaign_view, stylesheet_of
from billboard.web.site import current_site
from billboard.web.view_models import poster_view

blueprint = Blueprint("campaigns", __name__)
SHOWN = 3  # posters of a campaign that has no header art
GROUPS = (
    ("up", "Up now", (Phase.OPEN, Phase.CLOSED, Phase.FROZEN)),
    ("soon", "Opening soon", (Phase.SOON,)),
    ("over", "Over", (Phase.ENDED,)),
)


@blueprint.get("/campaigns")
def page() -> Response:
    site = current_site()
    with site.database.read() as session:
        found = campaigns.listed(session)
        plain = [each.id for each in found if not each.header]
        newest = threads.newest(session, plain, SHOWN) if plain else {}
    views = [(campaign_view(each), newest.get(each.id, [])) for each in found]
    groups = []
    for slug, heading, phases in GROUPS:
        chosen = sorted((each for each in views if each[0].phase in phases), key=lambda each: _rank(each[0], phases))
        told = [(campaign, [poster_view(row, site.templates) for row in rows]) for campaign, rows in chosen]
        groups.append((slug, heading, told))
    style = stylesheet_of(campaign for campaign, _ in views)
    version = hashlib.sha256(style.encode()).hexdigest()[:12]
    return render_shared("campaigns.html", groups=groups, style=url_for("campaigns.colours", v=version))


@blueprint.get("/campaigns.css")
def colours() -> Response:
    with current_site().database.read() as session:
        found = campaigns.listed(session)
    return shared(stylesheet_of(campaign_view(each) for each in found), "text/css")


def _rank(campaign: CampaignView, phases: tuple[Phase, ...]) -> tuple[int, float]:
    """What takes posters first, of those the one that closes first; of what is to come the one that opens first."""
    turn = campaign.opens if campaign.phase is Phase.SOON else campaign.closes if campaign.phase is Phase.OPEN else None
    return phases.index(campaign.phase), turn.timestamp() if turn else float("inf")
