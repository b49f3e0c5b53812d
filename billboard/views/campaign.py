"""A campaign for everybody: its wall, its thread, its colours."""

from enum import StrEnum
from html import escape
from typing import Any, TypeVar

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.campaigns import campaigns, threads
from billboard.campaigns.phases import Phase, phase_of
from billboard.core.errors import BadRequest, NotFound, StoreUnavailable
from billboard.infra.storage import MissingImage
from billboard.models import Campaign
from billboard.views.pages import canonical, render_shared
from billboard.walls import walls
from billboard.walls.walls import Period, Sort
from billboard.web import caching
from billboard.web.campaign_view_models import campaign_view, stylesheet
from billboard.web.inert_text import inert
from billboard.web.security import frameable
from billboard.web.site import absolute, current_site, now
from billboard.web.view_models import poster_view, template_view

blueprint = Blueprint("campaign", __name__, url_prefix="/c/<slug>")
FRAMED_POSTERS = 12
QUERY_LENGTH = 100
Choice = TypeVar("Choice", bound=StrEnum)


@blueprint.get("")
def page(slug: str) -> Response:
    """The wall, hot unless it is asked for otherwise; once the campaign has ended, its winners first."""
    return _wall(slug, "campaign.html", "campaign.page", walls.PAGE)


@blueprint.get("/embed")
def embed(slug: str) -> Response:
    """The wall and the templates, for a frame on another site.

    The maker opens in a window of its own: in a frame browsers keep back the cookie that its form is sealed with, and
    a form that publishes should not be clicked through somebody else's page.
    """
    return frameable(_wall(slug, "campaign_embed.html", "campaign.embed", FRAMED_POSTERS))


def _wall(slug: str, template: str, endpoint: str, size: int) -> Response:
    site, sort, period = current_site(), _choice(Sort, "sort", Sort.HOT), _choice(Period, "period", Period.ALL)
    query = request.args.get("q", "")[:QUERY_LENGTH].strip()
    with site.database.read() as session:
        campaign = campaigns.find(session, slug)
        after = request.args.get("after", "")
        wall = walls.wall_page(
            session,
            sort=sort,
            period=period,
            campaign=campaign.id,
            query=query,
            after=after,
            now=now(),
            size=size,
        )
        over = phase_of(campaign, now()) is Phase.ENDED and not after and not query
        best = threads.winners(session, campaign.id) if over else None
    kept: dict[str, Any] = {
        "sort": sort.value,
        "period": period.value if sort is Sort.TOP else None,
        "q": query or None,
    }
    return render_shared(
        template,
        campaign=campaign_view(campaign),
        period=period.value,
        q=query,
        canonical=canonical(sort=sort.value if sort is not Sort.HOT else None),
        unlisted=bool(after or query),
        sort=sort.value,
        posters=[poster_view(row, site.templates) for row in wall.rows],
        winners=[(place, poster_view(row, site.templates)) for place, row in best.placed] if best else [],
        more_winners=best.more if best else 0,
        next_url=url_for(endpoint, slug=slug, **kept, after=wall.next) if wall.next else None,
        templates=templates_of(campaign),
        kit=_kit(campaign),
        home=absolute(url_for("campaign.page", slug=slug)),
        card_url=absolute(f"/p/{wall.rows[0].code}/card.jpg") if wall.rows else "",
    )


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
        places=[(each.number, poster_view(each.row, site.templates) if each.row else None) for each in places],
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
    if not campaign.header:
        raise NotFound("This campaign has no header picture.")
    try:
        data = site.store.get(f"{campaign.header}/header.jpg")
    except MissingImage:
        raise StoreUnavailable("The picture is being changed. Load the page again in a moment.") from None
    # For a second, whatever version the address names: one that an operator takes away is gone, as a poster is.
    return caching.shared(data, "image/jpeg")


def templates_of(campaign: Campaign) -> list[Any]:
    """A campaign's templates, each leading to a maker that publishes into it."""
    site = current_site()
    chosen = [site.templates[slug] for slug in campaign.templates or site.templates if slug in site.templates]
    return [template_view(each, campaign=campaign.slug) for each in chosen]


def _kit(campaign: Campaign) -> str:
    """Two lines of HTML for another site."""
    here, title = absolute(url_for("campaign.page", slug=campaign.slug)), escape(inert(campaign.title))
    return (
        f'<iframe src="{escape(here)}/embed" title="{title}" width="100%" height="800" loading="lazy"'
        f' frameborder="0"></iframe>\n<p><a href="{escape(here)}">{title}</a></p>'
    )


def _choice(kind: type[Choice], name: str, default: Choice) -> Choice:
    try:
        return kind(request.args.get(name) or default)
    except ValueError:
        raise BadRequest(f"A campaign's wall has no such {name}. Choose one of: {', '.join(kind)}.") from None
