"""How long an answer may be kept, and by whom: the one place that writes Cache-Control."""

from collections.abc import Callable

from flask import Response, make_response, request

# Browsers ask again each time, by the ETag; a shared cache stands between a crowd and the site, never older than this.
A_SECOND = "public, max-age=0, s-maxage=1"
HALF_A_MINUTE = "public, max-age=0, s-maxage=30"
AN_HOUR = "public, max-age=3600"
A_DAY = "public, max-age=86400"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# A hidden poster is gone from a browser within 25 seconds and from a shared cache within 20; a front page that embeds
# one asks for it once in five. What nginx keeps in front of the site (deploy/) is never older than a second.
PICTURE = "public, max-age=10, s-maxage=5, stale-while-revalidate=15"
OWN_PAGE = "private, max-age=300"  # what a visitor tries out before it is published
NEVER = "private, no-store"


def keep(response: Response, policy: str) -> Response:
    response.headers["Cache-Control"] = policy
    return response


def never(response: Response) -> Response:
    """For what is one visitor's alone. Blueprints of nothing else have it as their `after_request`."""
    return keep(response, NEVER)


def is_immutable(response: Response) -> bool:
    """Whether whoever has it need never ask again."""
    return response.cache_control.immutable is True


def tagged(response: Response, policy: str = A_SECOND) -> Response:
    """The same bytes for everybody, tagged with their hash: who has them already is answered 304."""
    response.add_etag()
    keep(response, policy)
    response.make_conditional(request)
    return response


def under(etag: str, mimetype: str, make: Callable[[], Response]) -> Response:
    """What is made under a tag that changes with its bytes: who has it already is answered 304, and nothing is made."""
    had = request.if_none_match.contains_weak(etag)
    response = Response(status=304, mimetype=mimetype) if had else make()
    response.set_etag(etag)
    return response


def shared(body: str | bytes, mimetype: str | None = None, policy: str = A_SECOND) -> Response:
    return tagged(Response(body, mimetype=mimetype), policy)


def private(body: str | Response, status: int = 200) -> Response:
    return never(make_response(body, status))
