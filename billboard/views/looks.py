"""Which posters of a wall were really in view, as browsers tell it."""

from flask import Blueprint, Response, request

from billboard.switches.standing import Deed
from billboard.visitors import Breadth, prefixes
from billboard.web import look_seals, pauses
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now
from billboard.web.source import require_own_page

blueprint = Blueprint("looks", __name__)


@blueprint.post("/looks")
@csrf.exempt  # it comes from walls, which are the same bytes for everybody: the request's origin is the guard
@limiter.limit(lambda: current_site().settings.vote_limit)
def record() -> Response:
    """Always the same empty answer: a browser that leaves does not wait for any."""
    require_own_page()
    site, moment = current_site(), now()
    if pauses.why_not(Deed.VOTE):  # looks of those who could not have voted say nothing
        return Response(status=204)
    shown = look_seals.sealed(request.form.get("seal", ""))
    if shown:
        site.pace_of_looks.told(moment)
        seen = {code: shown[code] for code in request.form.get("seen", "").split(",") if code in shown}
        network = prefixes(request.remote_addr or "")[Breadth.BLOCK]
        for code, looks in site.looks_today.count(network, seen, moment).items():
            site.looks.count(code, by=looks)
    return Response(status=204)
