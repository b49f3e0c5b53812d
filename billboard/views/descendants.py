"""All that was made of a poster: its answers, its remixes."""

from flask import Blueprint, Response, request, url_for

from billboard.models import Kinship
from billboard.posters import posters
from billboard.views.pages import render_shared
from billboard.walls import lineage
from billboard.web.site import current_site
from billboard.web.view_models import poster_view

blueprint = Blueprint("descendants", __name__)
KINDS = {"answers": Kinship.REBUTTAL, "remixes": Kinship.REMIX}


@blueprint.get("/p/<code>/<any(answers, remixes):kind>")
def wall(code: str, kind: str) -> Response:
    site, after = current_site(), request.args.get("after", "")
    with site.database.read() as session:
        poster = posters.find_live(session, code)
        page = lineage.descendants(session, poster, KINDS[kind], after=after)
    return render_shared(
        "descendants.html",
        kind=kind,
        first=not after,
        poster=poster_view(poster, site.templates),
        posters=[poster_view(row, site.templates) for row in page.rows],
        next_url=url_for("descendants.wall", code=code, kind=kind, after=page.next) if page.next else None,
    )
