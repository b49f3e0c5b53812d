"""Previews: pictures of what nobody has published yet, for this site's own pages alone.

Unmoderated text must not be shown elsewhere under this site's name.
"""

from flask import Response, request

from billboard.core.errors import Forbidden
from billboard.web import caching

ELSEWHERE = "Previews are for the maker's own page. Publish the poster to get a picture you can share."


def require_own_editor() -> None:
    """Refuse a request that a browser makes for another site's page, or for none."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Forbidden(ELSEWHERE)


def previewed(body: str | bytes, mimetype: str) -> Response:
    """Kept by this visitor's browser for a while, shown by no other site and found by no search engine."""
    response = caching.keep(Response(body, mimetype=mimetype), caching.OWN_PAGE)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
