"""The door: in with a name and a password, a second factor or a passkey, and out again."""

from flask import Blueprint, Response, g, jsonify, make_response, redirect, render_template, request, session, url_for
from flask_limiter import RequestLimit
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import factors, passkeys, sessions, signing_in
from billboard.accounts.names import key_of
from billboard.accounts.relying_party import PasskeyRefused
from billboard.core.errors import Refused
from billboard.views import challenges, desk_hint, entering, guard
from billboard.views.challenges import Purpose
from billboard.web import caching, device_cookie, seals
from billboard.web.failures import mark, status_of
from billboard.web.forms import ButtonForm, CodeForm, SignInForm
from billboard.web.relying_party import relying_party, why_no_passkeys
from billboard.web.security import csrf, limiter, network_of_request
from billboard.web.site import current_site, now

blueprint = Blueprint("sign_in", __name__, url_prefix="/moderate")
blueprint.after_request(caching.never)
blueprint.after_request(desk_hint.keep)
TOO_MANY = (
    "Too many tries, from your network or under this name. Wait a minute and try again; after very many it takes an"
    " hour. A passkey, and a browser that you have signed in with before, are let in sooner."
)
WRONG_CODE = "That code is not right, or was used before. Wait for the next one, or use a recovery code."


def _name() -> str:
    return request.form.get("name", "")[:200]


def _who_guesses() -> str:
    """By what tries are counted: a browser that has been here before under this name, or the network."""
    device = device_cookie.known(_name())
    return f"device {device}" if device else network_of_request()


def _whose_code() -> str:
    """A browser that has been here before, or the account whose password was right."""
    found = guard.half_way()
    if found is None:
        return network_of_request()
    device = device_cookie.known(found[1].name)
    return f"device {device}" if device else f"account {found[1].id}"


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
            return entering.with_password(moderator)
    elif form.csrf_token.errors:
        problem = seals.problem("Then sign in once more.")
    elif form.is_submitted():
        problem = next(iter(next(iter(form.errors.values()))))
    return _page(form, problem, 422 if problem else 200)


@blueprint.route("/login/code", methods=["GET", "POST"])
@csrf.exempt
@limiter.limit(lambda: current_site().settings.login_limit, methods=["POST"], key_func=_whose_code)
def second() -> AnyResponse:
    """The second factor of somebody whose password was right: a code, or a passkey."""
    found = guard.half_way()
    if found is None:
        return redirect(url_for("sign_in.login"), 303)
    moderator, form, problem = found[1], CodeForm(), ""
    if form.validate_on_submit():
        site = current_site()
        with site.database.write() as database:
            means = factors.take_code(database, moderator.id, form.code.data or "", site.secret_keys, now=now())
        if means:
            return entering.let_in(moderator, f"a password and {means}")
        site.failed_sign_ins.count(moderator.name_key)
        problem = WRONG_CODE
    elif form.csrf_token.errors:
        problem = seals.problem("Then send the code once more.")
    elif form.is_submitted():
        problem = next(iter(next(iter(form.errors.values()))))
    with current_site().database.read() as database:
        theirs = factors.of(database, moderator.id)
    page = render_template(
        "moderate/second.html", form=form, problem=problem, factors=theirs, no_passkeys=why_no_passkeys()
    )
    return make_response(page, 422 if problem else 200)


@blueprint.post("/login/passkey/options")
@limiter.limit(lambda: current_site().settings.login_limit)
def passkey_options() -> AnyResponse:
    """What the browser's script asks a passkey to sign; the same for everybody."""
    if why_not := why_no_passkeys():
        raise Refused(why_not)
    return jsonify(passkeys.request_options(relying_party(), challenges.ask(Purpose.SIGN_IN)))


@blueprint.post("/login/passkey")
@csrf.exempt  # its form checks the token itself
@limiter.limit(lambda: current_site().settings.login_limit)
def passkey() -> AnyResponse:
    """In by a passkey: it needs no name, and is not held up by whoever guesses at one."""
    if not ButtonForm().validate_on_submit():
        return _page(SignInForm(formdata=None), seals.problem("Then use the passkey once more."), 422)
    try:
        challenge = challenges.asked(Purpose.SIGN_IN)
        with current_site().database.write() as database:
            said = request.form.get("passkey", "")
            moderator = passkeys.use(database, relying_party(), challenge, said, now=now())
    except PasskeyRefused as refused:
        return _page(SignInForm(formdata=None), refused.message, status_of(refused))
    return entering.let_in(moderator, "a passkey")


@blueprint.post("/logout")
def logout() -> AnyResponse:
    """Ends this session and no other."""
    if answer := guard.require_session():
        return answer
    with current_site().database.write() as database:
        sessions.end(database, g.moderator.id, g.sign_in.id)
    session.clear()
    return redirect(url_for("sign_in.login"), 303)


def _page(form: SignInForm, problem: str | None, status: int) -> Response:
    page = render_template("moderate/login.html", form=form, problem=problem, no_passkeys=why_no_passkeys())
    return make_response(page, status)
