"""The moderators' door: a session that stands, and what it may see."""

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from billboard.accounts import people, sessions
from billboard.core.errors import Forbidden
from billboard.models import Role
from billboard.web.site import current_site, now

COOKIE = "sign_in"  # under which the session's cookie holds the token of the row
AFTERWARDS = "afterwards"  # where somebody was going when they were asked to sign in


def require_moderator(*, passive: bool = False) -> Response | None:
    """Leave who is signed in, with what and what they see (`g.moderator`, `g.sign_in`, `g.scope`), or send them to the
    door. What a page asks for by itself is passive: an open page keeps nobody signed in."""
    with current_site().database.read() as database:
        span = sessions.span_of(current_site().settings)
        found = sessions.standing(database, session.get(COOKIE, ""), span, now())
        g.scope = people.scope_of(database, found[1]) if found and not found[0].half else frozenset()
    if found is None or found[0].half:
        return _to_the_door()
    g.sign_in, g.moderator = found
    if not passive and sessions.needs_noting(g.sign_in, now()):
        with current_site().database.write() as database:
            sessions.note(database, g.sign_in, now())
    return None


def require_operator() -> Response | None:
    """As `require_moderator`, for what only operators do."""
    if answer := require_moderator():
        return answer
    if g.moderator.role is not Role.OPERATOR:
        raise Forbidden("This is for the site's operators. Ask one of them.")
    return None


def _to_the_door() -> Response:
    session.pop(COOKIE, None)
    if request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") == "document":
        session[AFTERWARDS] = request.full_path.rstrip("?")
    return redirect(url_for("sign_in.login"), 303)
