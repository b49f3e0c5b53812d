"""The visitor a request comes from, by the cookie that a vote, a duel or a report leaves."""

from urllib.parse import urlencode

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard import visitors
from billboard.core.days import DAY
from billboard.core.errors import Refused
from billboard.visitors import Visitor
from billboard.web.cookies import Cookie
from billboard.web.site import current_site

COOKIE = Cookie("visitor", 365 * DAY, "Lax")
OFFERED = "offered"
NEEDED = (
    "A vote needs a cookie, so that everybody has one, and your browser keeps none of this site’s. Nothing was counted."
    " Allow cookies for this site, then vote once more."
)


def known() -> Visitor | None:
    """None for somebody without a cookie of ours. It is read once for each request."""
    if "visitor" not in g:
        g.visitor = visitors.read_cookie(COOKIE.read(), current_site().secret_keys)
    visitor: Visitor | None = g.visitor
    return visitor


def voter() -> str | None:
    visitor = known()
    return visitor.voter if visitor else None


def offer(visitor: Visitor) -> AnyResponse | None:
    """A browser that sends a form without a cookie is given one and told to send the form again (307), before anything
    is counted: so who keeps none is told what is needed. Raises Refused then.

    None where there is a cookie, for our scripts, which leave it to the form where none is kept, and for programs.
    """
    if known() or request.headers.get("Sec-Fetch-Mode") != "navigate":
        return None
    if OFFERED in request.args:
        raise Refused(NEEDED)
    here = url_for(request.endpoint or "", **(request.view_args or {}))
    return keep(redirect(f"{here}?{urlencode({**request.args, OFFERED: 1})}", 307), visitor)


def is_up_to_date(visitor: Visitor) -> bool:
    """Whether the browser's cookie is the one that it would be given now."""
    return COOKIE.holds(visitors.write_cookie(visitor, current_site().secret_keys))


def keep(response: AnyResponse, visitor: Visitor) -> AnyResponse:
    COOKIE.write(response, visitors.write_cookie(visitor, current_site().secret_keys))
    return response
