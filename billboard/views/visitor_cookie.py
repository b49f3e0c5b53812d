"""The visitor a request comes from, by the cookie that a vote, a duel or a report leaves."""

from urllib.parse import urlencode

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard import visitors
from billboard.core.errors import Refused
from billboard.web.site import current_site

OFFERED = "offered"
NEEDED = (
    "A vote needs a cookie, so that everybody has one, and your browser keeps none of this site’s. Nothing was counted."
    " Allow cookies for this site, then vote once more."
)


def token() -> str | None:
    return visitors.unsign(request.cookies.get(visitors.COOKIE), current_site().secret_key)


def voter() -> str | None:
    known = token()
    return visitors.voter(known, current_site().secret_key) if known else None


def offer(name: str) -> AnyResponse | None:
    """A browser that sends a form without a cookie is given one and told to send the form again (307), before anything
    is counted: so who keeps none is told what is needed. Raises Refused then.

    None where there is a cookie, for our scripts, which leave it to the form where none is kept, and for programs.
    """
    if token() or request.headers.get("Sec-Fetch-Mode") != "navigate":
        return None
    if OFFERED in request.args:
        raise Refused(NEEDED)
    here = url_for(request.endpoint or "", **(request.view_args or {}))
    return keep(redirect(f"{here}?{urlencode({**request.args, OFFERED: 1})}", 307), name)


def keep(response: AnyResponse, name: str) -> AnyResponse:
    site = current_site()
    response.set_cookie(
        visitors.COOKIE,
        visitors.sign(name, site.secret_key),
        max_age=visitors.COOKIE_AGE,
        secure=site.settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return response
