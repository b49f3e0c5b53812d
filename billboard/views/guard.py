"""The moderators' door: a session that stands, and what it may see."""

from flask import g, redirect, session, url_for
from werkzeug.wrappers import Response

from billboard.accounts import people
from billboard.core.errors import Forbidden
from billboard.models import Role
from billboard.web.site import current_site


def require_moderator() -> Response | None:
    """Leave the moderator and what they see (`g.moderator`, `g.scope`), or send them to sign in."""
    with current_site().database.read() as database:
        moderator = people.signed_in(database, session.get("moderator", 0), session.get("version", 0))
        g.scope = people.scope_of(database, moderator) if moderator else frozenset()
    if moderator is None:
        session.pop("moderator", None)
        return redirect(url_for("moderate.login"), 303)
    g.moderator = moderator
    return None


def require_operator() -> Response | None:
    """As `require_moderator`, for what only operators do."""
    if answer := require_moderator():
        return answer
    if g.moderator.role is not Role.OPERATOR:
        raise Forbidden("This is for the site's operators. Ask one of them.")
    return None
