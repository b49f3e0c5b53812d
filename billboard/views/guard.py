"""The moderators' door: a session that stands, and what it may see."""

from datetime import datetime, timedelta

from flask import flash, g, redirect, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from billboard.accounts import factors, people, sessions
from billboard.core.errors import Forbidden
from billboard.models import Moderator, Role, SignIn
from billboard.web.site import current_site, now

COOKIE = "sign_in"  # under which the session's cookie holds the token of the row
AFTERWARDS = "afterwards"  # where somebody was going when they were asked to sign in
FRESH = timedelta(minutes=10)  # since somebody proved who they are, for what a thief of a session would do
GRACE = timedelta(minutes=10)  # and more for a form that they have opened meanwhile
SET_ONE_UP = "This site wants a second factor of you: a passkey, or the codes of an app. Set one up, then go on."
CONFIRMED_FOR = "confirmed_for"  # the page that somebody wanted when they were asked to prove who they are


def require_session(*, passive: bool = False) -> Response | None:
    """Leave who is signed in, with what and what they see (`g.moderator`, `g.sign_in`, `g.scope`), or send them to the
    door. What a page asks for by itself is passive: it leaves no trace, so an open page keeps nobody signed in."""
    answer, _ = _enter(passive=passive)
    return answer


def require_moderator(*, passive: bool = False) -> Response | None:
    """As `require_session`; who lacks a second factor that they must have is led to set one up, and does nothing else
    until then."""
    answer, lacking = _enter(passive=passive)
    if answer or not lacking:
        return answer
    if not passive:
        flash(SET_ONE_UP)
    return redirect(url_for("me.page", _anchor="factors"), 303)


def require_operator() -> Response | None:
    """As `require_moderator`, for what only operators do."""
    if answer := require_moderator():
        return answer
    if g.moderator.role is not Role.OPERATOR:
        raise Forbidden("This is for the site's operators. Ask one of them.")
    return None


def require_fresh() -> Response | None:
    """For what a thief of a session would do: whoever has not proved for ten minutes who they are does so first."""
    if is_fresh():
        return None
    session[CONFIRMED_FOR] = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("me.confirm"), 303)


def is_fresh() -> bool:
    """For a page that says so itself, and keeps what was typed."""
    allowed = FRESH + GRACE if request.method == "POST" else FRESH
    proven: datetime = g.sign_in.proven
    return proven > now() - allowed


def half_way() -> tuple[SignIn, Moderator] | None:
    """Whose password was right, and whose second factor is awaited."""
    with current_site().database.read() as database:
        found = _standing(database)
    return found if found and found[0].half else None


def _enter(*, passive: bool) -> tuple[Response | None, bool]:
    """The way to the door for who is not in, and whether who is in lacks a second factor that they must have."""
    settings = current_site().settings
    with current_site().database.read() as database:
        found = _standing(database)
        if found is None or found[0].half:
            return _to_the_door(half=found is not None, passive=passive), False
        g.sign_in, g.moderator = found
        g.scope = people.scope_of(database, g.moderator)
        lacking = factors.required(settings, g.moderator.role) and not factors.has_any(database, g.moderator.id)
    if not passive and sessions.needs_noting(g.sign_in, now()):
        with current_site().database.write() as database:
            sessions.note(database, g.sign_in, now())
    return None, lacking


def _standing(database: Session) -> tuple[SignIn, Moderator] | None:
    return sessions.standing(database, session.get(COOKIE, ""), sessions.span_of(current_site().settings), now())


def _to_the_door(*, half: bool, passive: bool) -> Response:
    if not passive and not half:
        session.pop(COOKIE, None)
    if not passive and request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") == "document":
        session[AFTERWARDS] = request.full_path.rstrip("?")
    return redirect(url_for("sign_in.second" if half else "sign_in.login"), 303)
