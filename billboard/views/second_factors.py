"""One's own second factors: an app's codes, passkeys, and codes for the day on which they are lost."""

from flask import Blueprint, flash, g, jsonify, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import app_codes, factors, passkeys, people, recovery_codes
from billboard.accounts.relying_party import PasskeyRefused
from billboard.core.errors import Refused
from billboard.models import Moderator
from billboard.views import challenges, entering, guard, me
from billboard.views.challenges import Purpose
from billboard.web import caching, seals
from billboard.web.forms import PRESS, CodeForm, typed
from billboard.web.qr import qr_svg
from billboard.web.relying_party import relying_party, why_no_passkeys
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("second_factors", __name__, url_prefix="/moderate/me")
blueprint.after_request(caching.never)
SECRET = "app_secret"  # noqa: S105 the name under which a session keeps what an app is being given
WRONG_CODE = "That code does not belong to this app, or its clock is wrong. Type the one that it shows now."
UNNAMED = "Passkey"


@blueprint.before_request
def require_fresh_session() -> AnyResponse | None:
    return guard.require_session() or guard.require_fresh()


@blueprint.route("/app", methods=["GET", "POST"])
@csrf.exempt  # its form checks the token itself
@limiter.limit(lambda: current_site().settings.login_limit, methods=["POST"], key_func=lambda: f"app {g.moderator.id}")
def app() -> AnyResponse:
    """Show an app its secret, and take it for good once it has shown a code of it."""
    form, problem, site = CodeForm(), "", current_site()
    secret = session.get(SECRET) or app_codes.new_secret()
    session[SECRET] = secret
    if form.validate_on_submit():
        step = app_codes.step_of(secret, form.code.data or "", now())
        if step is not None:
            with site.database.write() as database:
                moderator = database.get_one(Moderator, g.moderator.id)
                app_codes.set_up(database, moderator, secret, step, site.secret_keys, now=now())
                people.note(database, moderator, "add_app", by=moderator.id, now=now())
                codes = factors.first_codes(database, moderator.id)
            del session[SECRET]
            return _done("The app is set up.", codes)
        problem = WRONG_CODE
    elif form.csrf_token.errors:
        problem = seals.problem(PRESS)
    elif form.is_submitted():
        problem = next(iter(next(iter(form.errors.values()))))
    address = app_codes.address(secret, g.moderator.name, site.settings.site_name)
    shown = {"form": form, "problem": problem, "secret": secret, "address": address, "code": qr_svg(address)}
    return make_response(render_template("moderate/app.html", view="me", **shown), 422 if problem else 200)


@blueprint.post("/app/remove")
def remove_app() -> AnyResponse:
    return _remove(None)


@blueprint.post("/recovery-codes")
def renew_codes() -> AnyResponse:
    with current_site().database.write() as database:
        moderator = database.get_one(Moderator, g.moderator.id)
        if not factors.has_any(database, moderator.id):
            return me.refused(Refused("There is no second factor to recover. Add a passkey or an app first."))
        codes = recovery_codes.renew(database, moderator.id)
        people.note(database, moderator, "recovery_codes", by=moderator.id, now=now())
    return _done("The old codes are no good any more.", codes)


@blueprint.post("/passkeys/options")
def passkey_options() -> AnyResponse:
    if why_not := why_no_passkeys():
        raise Refused(why_not)
    with current_site().database.write() as database:
        moderator = database.get_one(Moderator, g.moderator.id)
        moderator.handle = handle = moderator.handle or passkeys.new_handle()
        known = passkeys.of(database, moderator.id)
    challenge = challenges.ask(Purpose.ADD)
    return jsonify(passkeys.creation_options(relying_party(), moderator.name, handle, challenge, known))


@blueprint.post("/passkeys")
def add_passkey() -> AnyResponse:
    label = " ".join(typed("label").split())[: passkeys.LABEL]
    said = request.form.get("passkey", "")
    try:
        challenge = challenges.asked(Purpose.ADD)
        with current_site().database.write() as database:
            moderator = database.get_one(Moderator, g.moderator.id)
            label = label or UNNAMED
            passkeys.add(database, moderator, relying_party(), challenge, said, label=label, now=now())
            people.note(database, moderator, "add_passkey", by=moderator.id, now=now())
            codes = factors.first_codes(database, moderator.id)
    except PasskeyRefused as refused:
        return me.refused(refused)
    return _done("The passkey is added.", codes)


@blueprint.post("/passkeys/<row:number>/remove")
def remove_passkey(number: int) -> AnyResponse:
    return _remove(number)


def _remove(number: int | None) -> AnyResponse:
    """A passkey, or the app."""
    site = current_site()
    try:
        with site.database.write() as database:
            moderator = database.get_one(Moderator, g.moderator.id)
            factors.require_another(database, moderator, site.settings)
            if number is None:
                app_codes.remove(database, moderator.id)
            else:
                passkeys.remove(database, moderator.id, number)
            factors.tidy(database, moderator.id)
            did = "remove_app" if number is None else "remove_passkey"
            people.note(database, moderator, did, by=moderator.id, now=now())
    except Refused as refused:
        return me.refused(refused)
    flash("It is removed.")
    return redirect(url_for("me.page", _anchor="factors"), 303)


def _done(said: str, codes: list[str]) -> AnyResponse:
    if not codes:
        flash(said)
        return redirect(url_for("me.page", _anchor="factors"), 303)
    return entering.codes_page(said, codes)
