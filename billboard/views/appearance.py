"""The site's own colour, as a stylesheet beside the house's."""

from flask import Blueprint, Response, request

from billboard.web import caching
from billboard.web.campaign_view_models import stylesheet
from billboard.web.site import current_site

blueprint = Blueprint("appearance", __name__)


@blueprint.get("/colours.css")
def colours() -> Response:
    """Nothing where it is the house's own."""
    accent = current_site().settings.accent
    policy = caching.AN_HOUR if "v" in request.args else caching.A_SECOND
    return caching.shared(stylesheet(accent) if accent else "", "text/css", policy)
