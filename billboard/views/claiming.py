"""How a poster's secret comes from its publishing to the page that shows it."""

from flask import url_for
from werkzeug.wrappers import Response

from billboard import claims
from billboard.site import current_site

COOKIE = "fresh"  # a claim that was given just now: what is shown once
COOKIE_AGE = 15 * 60  # seconds


def hand_over(response: Response, code: str) -> Response:
    """Send a poster's secret along with the answer to its publishing, for the page that shows it."""
    site = current_site()
    with site.database.read() as session:
        secret = claims.secret_for(session, code, site.secret_key)
    response.set_cookie(
        COOKIE,
        secret,
        max_age=COOKIE_AGE,
        path=url_for("claim.fresh", code=code),
        secure=site.settings.secure,
        httponly=True,
        samesite="Strict",
    )
    return response
