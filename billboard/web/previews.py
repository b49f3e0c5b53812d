"""Previews: pictures of what nobody has published yet, for the page alone that it is being typed into.

Unmoderated text must not be shown elsewhere under this site's name, and what fetches pictures for other sites says
nothing of where they are wanted. So a preview is given to a session's own cookie together with that session's seal in
the address, which only a page of this visitor's has: an address that is passed on is worth nothing.
"""

import hmac

from flask import Response, request, session
from flask_wtf.csrf import generate_csrf

from billboard.core.errors import Forbidden
from billboard.infra.link_secrets import derived_secret, is_secret
from billboard.web import caching, sessions
from billboard.web.site import current_site

FIELD = "seal"
ELSEWHERE = "Previews are for the maker's own page. Publish the poster to get a picture you can share."
UNKNOWN = "Pictures of what is typed need a cookie, and your browser sent none. Allow cookies for this site."
TOKEN = "csrf_token"  # noqa: S105  the name of what makes a session that of one visitor; the token itself never leaves it


def seal() -> str:
    """This session's. A page that carries it is nobody else's: no cache may keep it."""
    generate_csrf()
    return _seal(current_site().secret_keys[0])


def require_own_editor() -> None:
    """Refuse whoever has not the seal of the session whose cookie they bring. Raises Forbidden."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Forbidden(ELSEWHERE)
    if not _is_ours(request.args.get(FIELD, "")):
        raise Forbidden(ELSEWHERE if sessions.has_cookie() else UNKNOWN)


def previewed(body: str | bytes, mimetype: str) -> Response:
    """Kept by this visitor's browser for a while, shown by no other site and found by no search engine."""
    response = caching.keep(Response(body, mimetype=mimetype), caching.OWN_PAGE)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_ours(given: str) -> bool:
    keys = current_site().secret_keys
    return TOKEN in session and is_secret(given) and any(hmac.compare_digest(_seal(key), given) for key in keys)


def _seal(key: str) -> str:
    return derived_secret("preview", session[TOKEN], key)
