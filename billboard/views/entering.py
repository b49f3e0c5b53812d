"""Through the door: a session begins, whole or half-way to a second factor."""

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import factors, sessions
from billboard.accounts.agents import in_words
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Kind, Moderator
from billboard.views import guard
from billboard.web import caching, device_cookie
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now


def with_password(moderator: Moderator) -> AnyResponse:
    """In, or half-way in where the account has a second factor."""
    with current_site().database.read() as database:
        half = factors.has_any(database, moderator.id)
    if not half:
        return let_in(moderator, "a password")
    _begin(moderator, "a password", half=True)
    return redirect(url_for("sign_in.second"), 303)


def let_in(moderator: Moderator, means: str) -> AnyResponse:
    """`means` says in words by what they have proved who they are."""
    current_site().failed_sign_ins.flush()
    failures = _begin(moderator, means, half=False)
    if failures:
        times = "once" if failures == 1 else f"{failures} times"
        flash(f"Since you last signed in somebody tried {times} in vain under your name.")
    afterwards = session.pop(guard.AFTERWARDS, None) or url_for("moderate.queue")
    return device_cookie.keep(redirect(afterwards, 303), moderator.name)


def with_codes(moderator: Moderator, means: str, said: str, codes: list[str]) -> AnyResponse:
    """In, by way of recovery codes that are shown this once, where there are new ones."""
    answer = let_in(moderator, means)
    if not codes or guard.require_session():
        return answer
    return device_cookie.keep(codes_page(said, codes), moderator.name)


def codes_page(said: str, codes: list[str]) -> Response:
    form = ButtonForm(formdata=None)
    page = render_template("moderate/recovery.html", view="me", said=said, codes=codes, form=form)
    return caching.never(make_response(page))


def _begin(moderator: Moderator, means: str, *, half: bool) -> int:
    """How many had tried in vain."""
    agent, failures = in_words(request.headers.get("User-Agent", "")), 0
    with current_site().database.write() as database:
        moderator = database.get_one(Moderator, moderator.id)
        token = sessions.begin(database, moderator, means=means, agent=agent, half=half, now=now())
        if not half:
            failures, moderator.failures = moderator.failures, 0
            details = {"with": means, "failures": failures}
            act = Act(Kind.SIGN_IN, "sign_in", moderator.name, details=details)
            journal.record(database, act, by=moderator.id, now=now())
            if before := session.get(guard.COOKIE):  # the half-way one
                sessions.end_token(database, before)
    afterwards = session.get(guard.AFTERWARDS)
    session.clear()  # a session that was planted before ends here
    session[guard.COOKIE] = token
    if afterwards:
        session[guard.AFTERWARDS] = afterwards
    return failures
