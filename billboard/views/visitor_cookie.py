"""The visitor a request comes from, by the cookie that a vote, a duel or a report leaves."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from billboard import visitors
from billboard.web.site import current_site


def token() -> str | None:
    return visitors.unsign(request.cookies.get(visitors.COOKIE), current_site().secret_key)


def voter() -> str | None:
    known = token()
    return visitors.voter(known, current_site().secret_key) if known else None


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
