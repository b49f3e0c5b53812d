"""One poster: its page and its pictures."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from billboard.campaigns import threads
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.picture.network_shapes import SHAPES
from billboard.core.print.imposition import PAPERS
from billboard.models import Campaign, Cover, Kinship, Poster
from billboard.posters import covers, pictures, posters, renditions
from billboard.posters.pictures import Kind
from billboard.switches.standing import Deed
from billboard.views.pages import render_shared
from billboard.views.pictures import picture_of
from billboard.walls import lineage
from billboard.walls.lineage import Lineage
from billboard.web import embeds, pauses, standings
from billboard.web.campaign_view_models import campaign_view
from billboard.web.site import absolute, current_site
from billboard.web.view_models import PosterView, poster_view, street_views

blueprint = Blueprint("poster", __name__)


@blueprint.get("/p/<code>")
def page(code: str) -> Response:
    site, wanted = current_site(), request.args.get("street", "")
    with site.database.read() as session:
        poster = posters.find_live(session, code)
        family = lineage.lineage(session, poster)
        campaign = session.get_one(Campaign, poster.campaign_id) if poster.campaign_id is not None else None
        cover = covers.latest(session, poster) if poster.covered is not None else None
    said = _said(poster, family, campaign)
    if poster.covered is not None:
        return _covered(poster, said, cover)
    view, formats = _view(poster), renditions.formats(site.renderer, poster)
    streets = street_views(poster, renditions.streets(site.offered_scenes, site.templates, poster, formats))
    asked = next((street for street in streets if street.slug == wanted), None)
    return render_shared(
        "poster.html",
        **said,
        codes=embeds.codes(view),
        links=embeds.share_links(view),
        shapes=SHAPES,
        linked_data=embeds.linked_data(view, site.templates.get(poster.template), site.settings.site_name),
        card_url=absolute(asked.card if asked else view.card),
        card_of=absolute(asked.page if asked else view.page),
        origin=absolute(""),
        streets=streets,
        street=asked or (streets[0] if streets else None),
        formats=[each for each in formats if each is not FORTY_EIGHT],
        why_not_offered=_why_not_offered(poster, formats),
        facing=f"/p/{code}/facing.jpg" if _is_faced(family) else "",
        papers=PAPERS.values(),
        hoarding=FORTY_EIGHT,
        description=f"A spoof billboard: {view.template_title}",
        by_votes=standings.by_votes(poster),
        by_duels=standings.by_duels(poster),
        at_odds=standings.why_at_odds(poster.at_odds),
    )


@blueprint.get("/p/<code>.jpg")
def image(code: str) -> Response:
    return _picture(code, "full")


@blueprint.get("/p/<code>/thumb.jpg")
def thumb(code: str) -> Response:
    return _picture(code, "thumb", "-thumb")


@blueprint.get("/p/<code>/card.jpg")
def card(code: str) -> Response:
    return _picture(code, "card", "-card")


def _said(poster: Poster, family: Lineage, campaign: Campaign | None) -> dict[str, Any]:
    """What a poster's page says of it in any case (poster_parts.html)."""
    return {
        "poster": _view(poster),
        "relatives": _relatives(family),
        "home": _home(poster, campaign) if campaign else None,
        "votes_paused": pauses.why_not(Deed.VOTE, campaign.slug if campaign else ""),
        "apart": poster.apart,
    }


def _covered(poster: Poster, said: dict[str, Any], cover: Cover | None) -> Response:
    """The page of a poster with a card over it: nothing that spreads it, and nothing of it in previews of its link."""
    card, by_rule = absolute(_view(poster).card), cover is not None and cover.moderator_id is None
    return render_shared("covered.html", **said, card_url=card, origin=absolute(""), by_rule=by_rule)


def _picture(code: str, kind: Kind, suffix: str = "") -> Response:
    site = current_site()
    return picture_of(code, kind, lambda poster: (kind, lambda: pictures.fetch(site, poster, kind)), suffix)


def _why_not_offered(poster: Poster, offered: list[Format]) -> str:
    """Why a format is not offered."""
    template = current_site().templates.at(poster.template, poster.template_version)
    lacking = [each for each in FORMATS.values() if each not in offered]
    cramped = [each for each in lacking if template and each.slug in template.layouts]
    unset = [each for each in lacking if each not in cramped]
    told = [
        f"{said} {' or '.join(f'a {each.title.lower()}' for each in formats)}."
        for said, formats in (("These words find no room on", cramped), ("Its template is not set as", unset))
        if formats
    ]
    return " ".join(told)


def _relatives(family: Lineage) -> dict[str, Any]:
    return {
        "kinship": family.kinship,
        "parent": _view(family.parent) if family.parent else None,
        "remixes": [_view(each) for each in family.remixes],
        "rebuttals": [_view(each) for each in family.rebuttals],
        "most": lineage.SHOWN,
    }


def _is_faced(family: Lineage) -> bool:
    return family.kinship is Kinship.REBUTTAL and family.parent is not None and family.parent.covered is None


def _home(poster: Poster, campaign: Campaign) -> dict[str, Any]:
    """The campaign that a poster was made for, and the page of its thread that it stands on."""
    page = url_for("campaign.thread", slug=campaign.slug, page=threads.page_of(poster.number or 1))
    return {"campaign": campaign_view(campaign), "number": poster.number, "place": f"{page}#no-{poster.number}"}


def _view(poster: Poster) -> PosterView:
    return poster_view(poster, current_site().templates)
