"""How a poster's secret comes from its publishing to the page that shows it."""

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from billboard.posters.publishing import Published
from billboard.web.site import current_site

COOKIE = "fresh"  # a claim that was given just now: what is shown once
COOKIE_AGE = 15 * 60  # seconds until it is too late to be shown it


def set_claim_cookie(response: Response, published: Published) -> Response:
    """Send a poster's secret along with the answer to its publishing, for the page that shows it."""
    if published.secret:
        response.set_cookie(COOKIE, published.secret, max_age=COOKIE_AGE, **_place(published.code))
    return response


def clear_claim_cookie(response: Response, code: str) -> Response:
    """What was shown is not shown again: not to Back, a reload, or whoever sits down at this browser next."""
    if request.method == "GET":
        response.delete_cookie(COOKIE, **_place(code))
    return response


def _place(code: str) -> dict[str, Any]:
    return {
        "path": url_for("claim.fresh", code=code),
        "secure": current_site().settings.secure,
        "httponly": True,
        "samesite": "Strict",
    }
