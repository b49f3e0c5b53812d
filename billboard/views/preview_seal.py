"""The seal of previews for a page that brings none, or whose session has gone meanwhile."""

from flask import Blueprint, Response, jsonify

from billboard.web import caching, previews
from billboard.web.security import csrf
from billboard.web.source import require_own_page
from billboard.web.weighing import weighed

blueprint = Blueprint("preview_seal", __name__)


@blueprint.post("/seal")
@csrf.exempt  # it asks for what a token is made of, and changes nothing
@weighed(3)
def give() -> Response:
    """Posted, so that nothing fetches it ahead and nothing keeps it."""
    require_own_page()
    return caching.private(jsonify(seal=previews.seal()))
