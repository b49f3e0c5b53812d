"""One's own account: the password, the browsers that are signed in, and proving once more who one is."""

from typing import Any

from flask import Blueprint, flash, g, jsonify, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import factors, passkeys, passwords, people, sessions
from billboard.accounts.relying_party import NOT_TAKEN, PasskeyRefused
from billboard.core.errors import Refused
from billboard.models import Moderator
from billboard.views import challenges, guard
from billboard.views.challenges import Purpose
from billboard.web import caching, device_cookie, seals
from billboard.web.failures import refusal_of, status_of
from billboard.web.forms import PRESS, ButtonForm, PasswordChangeForm, PasswordForm
from billboard.web.relying_party import relying_party, why_no_passkeys
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("me", __name__, url_prefix="/moderate/me")
blueprint.after_request(caching.never)
WRONG = "That is not your password. Type the one that you have now."
CHANGED = "Your password is changed, and every other browser is signed out."


@blueprint.before_request
def require_session() -> AnyResponse | None:
    return guard.require_session()


def _guessing() -> str:
    """Who holds a session may still not guess at its owner's password."""
    device = device_cookie.known(g.moderator.name)
    return f"device {device}" if device else f"account {g.moderator.id}"


limited = limiter.limit(lambda: current_site().settings.login_limit, methods=["POST"], key_func=_guessing)


@blueprint.get("")
def page() -> AnyResponse:
    return _page()


@blueprint.post("/password")
@csrf.exempt  # its form checks the token itself
@limited
def password() -> AnyResponse:
    """Change it; every other browser is signed out, for one of them may be why it is changed."""
    form, site = PasswordChangeForm(), current_site()
    if not form.validate_on_submit():
        said = seals.problem(PRESS) if form.csrf_token.errors else next(iter(next(iter(form.errors.values()))))
        return _page(said, 422)
    old, new = form.old.data or "", form.new.data or ""
    try:
        if g.moderator.password_hash and not passwords.is_right(g.moderator, old):
            site.failed_sign_ins.count(g.moderator.name_key)
            raise Refused(WRONG)
        if not g.moderator.password_hash and (answer := guard.require_fresh()):
            return answer
        passwords.require_strong(new, g.moderator.name, site.settings.site_name)
    except Refused as refused:
        return _page(refused.message, status_of(refused))
    with site.database.write() as database:
        moderator = database.get_one(Moderator, g.moderator.id)
        moderator.password_hash = passwords.hash_of(new)
        sessions.end_all(database, moderator.id, but=g.sign_in.id)
        sessions.prove(database, g.sign_in.id, now())
        people.note(database, moderator, "password", by=moderator.id, now=now())
    flash(CHANGED)
    return redirect(url_for("me.page"), 303)


@blueprint.post("/sessions/<row:number>/end")
def end(number: int) -> AnyResponse:
    """Sign out one browser, this one among them."""
    with current_site().database.write() as database:
        ended = sessions.end(database, g.moderator.id, number)
    if number == g.sign_in.id:
        session.clear()
        return redirect(url_for("sign_in.login"), 303)
    flash("That browser is signed out." if ended else "That browser had been signed out already.")
    return redirect(url_for("me.page", _anchor="browsers"), 303)


@blueprint.post("/sessions/end-others")
def end_others() -> AnyResponse:
    with current_site().database.write() as database:
        sessions.end_all(database, g.moderator.id, but=g.sign_in.id)
    flash("Every other browser is signed out.")
    return redirect(url_for("me.page", _anchor="browsers"), 303)


@blueprint.route("/confirm", methods=["GET", "POST"])
@csrf.exempt
@limited
def confirm() -> AnyResponse:
    """Prove once more who one is, before something that a thief of the session would do."""
    form, problem = PasswordForm(), ""
    if form.validate_on_submit():
        if passwords.is_right(g.moderator, form.password.data or ""):
            return _confirmed()
        current_site().failed_sign_ins.count(g.moderator.name_key)
        problem = WRONG
    elif form.csrf_token.errors:
        problem = seals.problem(PRESS)
    elif form.is_submitted():
        problem = next(iter(next(iter(form.errors.values()))))
    return _confirm_page(form, problem, 422 if problem else 200)


@blueprint.post("/confirm/passkey/options")
@limited
def confirm_options() -> AnyResponse:
    with current_site().database.read() as database:
        theirs = passkeys.of(database, g.moderator.id)
    return jsonify(passkeys.request_options(relying_party(), challenges.ask(Purpose.CONFIRM), theirs))


@blueprint.post("/confirm/passkey")
@limited
def confirm_passkey() -> AnyResponse:
    try:
        challenge = challenges.asked(Purpose.CONFIRM)
        with current_site().database.write() as database:
            said = request.form.get("passkey", "")
            moderator = passkeys.use(database, relying_party(), challenge, said, now=now())
            if moderator.id != g.moderator.id:
                raise PasskeyRefused(NOT_TAKEN)
    except PasskeyRefused as refused:
        return _confirm_page(PasswordForm(formdata=None), refused.message, status_of(refused))
    return _confirmed()


def _confirmed() -> AnyResponse:
    with current_site().database.write() as database:
        sessions.prove(database, g.sign_in.id, now())
    wanted = session.pop(guard.CONFIRMED_FOR, "")
    if not wanted:
        flash("Thank you. Now press it once more.")
    return redirect(wanted or url_for("me.page"), 303)


def _confirm_page(form: PasswordForm, problem: str, status: int) -> AnyResponse:
    with current_site().database.read() as database:
        theirs = passkeys.of(database, g.moderator.id)
    shown = {"form": form, "problem": problem, "passkeys": theirs, "no_passkeys": why_no_passkeys()}
    return make_response(render_template("moderate/confirm.html", view="me", **shown), status)


def _page(problem: str = "", status: int = 200) -> AnyResponse:
    return make_response(render_template("moderate/me.html", **context(), problem=problem), status)


def context() -> dict[str, Any]:
    """What the page of one's account shows."""
    site = current_site()
    with site.database.read() as database:
        return {
            "theirs": sessions.of(database, g.moderator.id, sessions.span_of(site.settings), now()),
            "factors": factors.of(database, g.moderator.id),
            "campaigns": people.campaigns_of(database, g.moderator.id),
            "required": factors.required(site.settings, g.moderator.role),
            "no_passkeys": why_no_passkeys(),
            "form": ButtonForm(formdata=None),
            "view": "me",
        }


def refused(error: Exception) -> AnyResponse:
    """The page of one's account, with why something was not done."""
    refusal = refusal_of(error)
    return _page(refusal.message, status_of(refusal))
