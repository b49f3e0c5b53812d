"""Which newcomers were really in view, as browsers tell it."""

from flask import Blueprint, Response, request

from billboard.walls import guaranteed_views
from billboard.web import pauses, security
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now
from billboard.web.source import require_own_page

blueprint = Blueprint("newcomers_seen", __name__)


@blueprint.post("/shown")
@csrf.exempt  # it comes from walls, which are the same bytes for everybody: the request's origin is the guard
@limiter.limit(lambda: current_site().settings.vote_limit)
def record() -> Response:
    """Always the same empty answer: a browser that leaves does not wait for any."""
    require_own_page()
    site, moment = current_site(), now()
    if pauses.is_read_only():
        return Response(status=204)
    really = guaranteed_views.sealed(request.form.get("seal", ""), site.secret_keys, moment)
    seen = really.intersection(request.form.get("seen", "").split(","))
    site.impressions.count(
        *site.impression_filter.first_impressions(security.network_of_request(), sorted(seen), moment)
    )
    return Response(status=204)
