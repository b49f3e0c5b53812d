"""How the first page of Hot was drawn: its seed and all that was known of its candidates, for whoever checks it."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from billboard.campaigns import campaigns
from billboard.core.errors import NotFound
from billboard.core.rank import appeal
from billboard.walls import hot, walls
from billboard.walls.choices import WallChoices
from billboard.walls.hot import Known
from billboard.web.caching import tagged
from billboard.web.site import current_site, now

blueprint = Blueprint("drawn", __name__)
PLACES = 9  # after the point


@blueprint.get("/gallery/drawn.json")
def page() -> Response:
    """Of the site's wall, of a template's or of a campaign's; `page` has the newcomers in their places too."""
    site, template, slug = current_site(), request.args.get("template", ""), request.args.get("campaign", "")
    if template and template not in site.templates:
        raise NotFound("There is no template of that name. Choose one from the list.")
    moment = now()
    with site.database.read() as session:
        campaign = campaigns.find(session, slug).id if slug else None
        choices = WallChoices(template="" if slug else template, campaign=campaign)
        shown = walls.wall_page(session, choices, now=moment, newcomers=not choices.part)
        pool = hot.known(session, choices)
    by_draw = sorted((_told(each, shown.seed) for each in pool), key=lambda each: -each["drawn"])
    return tagged(jsonify(seed=shown.seed, pool=by_draw, page=[row.code for row in shown.rows]))


def _told(each: Known, seed: str) -> dict[str, Any]:
    drawn = appeal.draw(each.hot, appeal.wary(each.evidence, each.prior).deviation, seed, each.code)
    return {
        "code": each.code,
        "looks": each.looks,
        "liked": each.liked,
        "counted": round(appeal.counted(each.evidence, each.prior), PLACES),
        "prior": round(each.prior, PLACES),
        "published": int(each.published.timestamp()),
        "deviate": round(appeal.deviate(seed, each.code), PLACES),
        "drawn": round(drawn, PLACES),
    }
