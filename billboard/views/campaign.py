"""A campaign for everybody: its wall, its thread, its colours."""

from dataclasses import replace
from html import escape
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.campaigns import campaigns, headers, threads
from billboard.campaigns.phases import Phase, phase_of
from billboard.campaigns.threads import Winners
from billboard.models import Campaign
from billboard.switches.standing import Deed
from billboard.views.pages import render_shared
from billboard.views.wall_choices import looks_on, read_choices, wall_context
from billboard.walls import walls
from billboard.web import caching, pauses, standings
from billboard.web.campaign_view_models import campaign_view, stylesheet
from billboard.web.inert_text import inert
from billboard.web.look_seals import Looks
from billboard.web.security import frameable
from billboard.web.site import absolute, current_site, now
from billboard.web.standings import Standing
from billboard.web.view_models import poster_view, template_view
from billboard.web.weighing import weighed

blueprint = Blueprint("campaign", __name__, url_prefix="/c/<slug>")
FRAMED_POSTERS = 12


@blueprint.get("")
@weighed(20, when=lambda: bool(request.args.get("q")))
def page(slug: str) -> Response:
    """The wall, hot unless it is asked for otherwise; once the campaign has ended, its winners first."""
    return _wall(slug, "campaign.html", "campaign.page", walls.PAGE)


@blueprint.get("/embed")
@weighed(20, when=lambda: bool(request.args.get("q")))
def embed(slug: str) -> Response:
    """The wall and the templates, for a frame on another site.

    The maker opens in a window of its own: in a frame browsers keep back the cookie that its form is sealed with, and
    a form that publishes should not be clicked through somebody else's page.
    """
    return frameable(_wall(slug, "campaign_embed.html", "campaign.embed", FRAMED_POSTERS, covered=False))


def _wall(slug: str, template: str, endpoint: str, size: int, *, covered: bool = True) -> Response:
    """With covered posters under their card where there is room for one."""
    site, choices = current_site(), read_choices()
    with site.database.read() as session:
        campaign = campaigns.find(session, slug)
        shown = replace(choices, campaign=campaign.id, covered=covered)
        wall = walls.wall_page(session, shown, now=now(), size=size)
        over = phase_of(campaign, now()) is Phase.ENDED and not choices.after and not choices.query
        best = threads.winners(session, campaign.id) if over else None
    told = wall_context(wall, shown, endpoint, slug=slug)
    view = campaign_view(campaign)
    # A frame elsewhere takes no votes.
    votable = covered and view.takes_votes and not pauses.why_not(Deed.VOTE, slug)
    return render_shared(
        template,
        **told | {"standings": told["standings"] | _won(best)},
        campaign=view,
        looks=looks_on(wall, shown) if votable else Looks(),
        winners=[
            (place, poster_view(row, site.templates)) for place, row in best.placed if covered or row.covered is None
        ]
        if best
        else [],
        more_winners=best.more if best else 0,
        templates=templates_of(campaign),
        embed_code=_embed_code(campaign),
        home=absolute(url_for("campaign.page", slug=slug)),
        card_url=next((absolute(each.card) for each in told["posters"] if each.covered is None), ""),
        paused=pauses.why_not(Deed.PUBLISH, slug),
    )


def _won(best: Winners | None) -> dict[str, Standing]:
    return {row.code: standings.by_votes(row) for _, row in best.placed} if best else {}


@blueprint.get("/thread")
def latest(slug: str) -> AnyResponse:
    """To the thread's last page."""
    with current_site().database.read() as session:
        campaign = campaigns.find(session, slug)
    return redirect(url_for("campaign.thread", slug=slug, page=threads.pages(campaign.posted)))


@blueprint.get("/thread/<int:page>")
def thread(slug: str, page: int) -> Response:
    site = current_site()
    with site.database.read() as session:
        campaign = campaigns.find(session, slug)
        places = threads.thread_page(session, campaign, page)
    return render_shared(
        "thread.html",
        campaign=campaign_view(campaign),
        number=page,
        places=[(each.number, poster_view(each.poster, site.templates) if each.poster else None) for each in places],
    )


@blueprint.get("/accent.css")
def accent(slug: str) -> Response:
    with current_site().database.read() as session:
        campaign = campaigns.find(session, slug)
    # The pages' addresses of it carry a version; one that does not is asked for again.
    return caching.shared(
        stylesheet(campaign.accent), "text/css", caching.AN_HOUR if "v" in request.args else caching.A_SECOND
    )


@blueprint.get("/header.jpg")
def header(slug: str) -> Response:
    site = current_site()
    with site.database.read() as session:
        campaign = campaigns.find(session, slug)
    # For a second, whatever version the address names: one that an operator takes away is gone, as a poster is.
    return caching.shared(headers.fetch_header(site.store, campaign), "image/jpeg")


def templates_of(campaign: Campaign) -> list[Any]:
    """A campaign's templates, each leading to a maker that publishes into it."""
    site = current_site()
    offered = site.templates.offered(campaign.slug, campaign.templates, now())
    return [template_view(each, campaign=campaign.slug) for each in offered]


def _embed_code(campaign: Campaign) -> str:
    """Two lines of HTML for another site."""
    here, title = absolute(url_for("campaign.page", slug=campaign.slug)), escape(inert(campaign.title))
    return (
        f'<iframe src="{escape(here)}/embed" title="{title}" width="100%" height="800" loading="lazy"'
        f' frameborder="0"></iframe>\n<p><a href="{escape(here)}">{title}</a></p>'
    )
