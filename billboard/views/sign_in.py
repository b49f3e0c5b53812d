"""The door: in with a name and a password, and out again."""

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, session, url_for
from flask_limiter import RequestLimit
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import sessions, signing_in
from billboard.accounts.agents import in_words
from billboard.accounts.names import key_of
from billboard.models import Moderator
from billboard.views import guard
from billboard.web import caching, device_cookie, seals
from billboard.web.failures import mark
from billboard.web.forms import SignInForm
from billboard.web.security import csrf, limiter, network_of_request
from billboard.web.site import current_site, now

blueprint = Blueprint("sign_in", __name__, url_prefix="/moderate")
blueprint.after_request(caching.never)
TOO_MANY = (
    "Too many tries, from your network or under this name. Wait a minute and try again; after very many it takes an"
    " hour. A browser that you have signed in with before is let in sooner."
)


def _name() -> str:
    return request.form.get("name", "")[:200]


def _who_guesses() -> str:
    """By what tries are counted: a browser that has been here before under this name, or the network."""
    device = device_cookie.known(_name())
    return f"device {device}" if device else network_of_request()


def _too_many(limit: RequestLimit) -> Response:
    answer = _page(SignInForm(), TOO_MANY, 429)
    mark(answer, 429)
    return answer


@blueprint.route("/login", methods=["GET", "POST"])
@csrf.exempt  # its form checks the token itself, so that the page says what is needed
@limiter.limit(
    lambda: current_site().settings.login_limit, methods=["POST"], key_func=_who_guesses, on_breach=_too_many
)
@limiter.limit(
    lambda: current_site().settings.login_account_limit,
    methods=["POST"],
    key_func=lambda: device_cookie.name_hash(_name()),
    exempt_when=lambda: device_cookie.known(_name()) is not None,
    on_breach=_too_many,
)
def login() -> AnyResponse:
    form, problem = SignInForm(), None
    if form.validate_on_submit():
        try:
            with current_site().database.read() as database:
                moderator = signing_in.by_password(database, form.name.data or "", form.password.data or "")
        except signing_in.SignInRefused as refused:
            current_site().failed_sign_ins.count(key_of(form.name.data or ""))
            problem = refused.message
        else:
            return _let_in(moderator, "a password")
    elif form.csrf_token.errors:
        problem = seals.problem("Then sign in once more.")
    elif form.is_submitted():
        problem = next(iter(next(iter(form.errors.values()))))
    return _page(form, problem, 422 if problem else 200)


@blueprint.post("/logout")
def logout() -> AnyResponse:
    """Ends this session and no other."""
    if answer := guard.require_moderator():
        return answer
    with current_site().database.write() as database:
        sessions.end(database, g.moderator.id, g.sign_in.id)
    session.clear()
    return redirect(url_for("sign_in.login"), 303)


def _let_in(moderator: Moderator, means: str) -> AnyResponse:
    agent = in_words(request.headers.get("User-Agent", ""))
    current_site().failed_sign_ins.flush()
    with current_site().database.write() as database:
        moderator = database.get_one(Moderator, moderator.id)
        failures, moderator.failures = moderator.failures, 0
        token = sessions.begin(database, moderator, means=means, agent=agent, half=False, now=now())
    afterwards = session.get(guard.AFTERWARDS) or url_for("moderate.queue")
    session.clear()  # a session that was planted before ends here
    session[guard.COOKIE] = token
    if failures:
        flash(f"Since you last signed in somebody tried {failures} times in vain under your name.")
    return device_cookie.keep(redirect(afterwards, 303), moderator.name)


def _page(form: SignInForm, problem: str | None, status: int) -> Response:
    return make_response(render_template("moderate/login.html", form=form, problem=problem), status)
