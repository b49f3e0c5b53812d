"""Where a link that works once leads: to a name and a way in of one's own, or to a new password."""

from typing import Any

from flask import Blueprint, jsonify, make_response, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import factors, links, passkeys, passwords
from billboard.accounts.names import read_name
from billboard.core.errors import NotFound, Refused
from billboard.models import AccountLink, Campaign, Moderator
from billboard.views import challenges, entering, guard
from billboard.views.challenges import Purpose
from billboard.web import caching, seals
from billboard.web.failures import status_of
from billboard.web.forms import PRESS, ButtonForm, typed
from billboard.web.relying_party import relying_party, why_no_passkeys
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("join", __name__, url_prefix="/moderate/join")
blueprint.after_request(caching.never)
HANDLE = "handle"  # of the account that is about to be made, in the session
EITHER = "Choose a password, or use a passkey."
limited = limiter.limit(lambda: current_site().settings.login_limit)


@blueprint.get("/<secret>")
@limited
def page(secret: str) -> AnyResponse:
    """Nothing is spent by looking: programs that fetch previews of links do that, too."""
    return _page(secret, "", 200)


@blueprint.post("/<secret>")
@csrf.exempt  # its form checks the token itself, so that a stale one costs nobody their words
@limited
def accept(secret: str) -> AnyResponse:
    name, password = typed("name"), request.form.get("password", "")
    if not ButtonForm().validate_on_submit():
        return _page(secret, seals.problem(PRESS), 422)
    said = request.form.get("passkey", "")
    codes: list[str] = []
    try:
        if said:
            moderator, codes = _with_passkey(secret, name, said)
        else:
            moderator = _with_password(secret, name, password)
    except NotFound:
        raise
    except Refused as refused:
        return _page(secret, refused.message, status_of(refused))
    session[guard.AFTERWARDS] = url_for("me.page")
    if not said:
        return entering.with_password(moderator)
    return entering.with_codes(moderator, "a passkey", "You are in, and your passkey is your way back.", codes)


@blueprint.post("/<secret>/passkey/options")
@limited
def passkey_options(secret: str) -> AnyResponse:
    if why_not := why_no_passkeys():
        raise Refused(why_not)
    with current_site().database.read() as database:
        link = links.find(database, secret, now())
        moderator = database.get(Moderator, link.moderator_id) if link.moderator_id else None
        known = passkeys.of(database, moderator.id) if moderator and not link.clears_factors else ()
    name = moderator.name if moderator else read_name(typed("name"))
    session[HANDLE] = (moderator.handle if moderator else "") or passkeys.new_handle()
    challenge = challenges.ask(Purpose.JOIN)
    return jsonify(passkeys.creation_options(relying_party(), name, session[HANDLE], challenge, known))


def _with_password(secret: str, name: str, password: str) -> Moderator:
    site = current_site()
    if not password:
        raise Refused(EITHER, "password")
    with site.database.read() as database:
        link = links.find(database, secret, now())
        whose = database.get_one(Moderator, link.moderator_id).name if link.moderator_id else name
    passwords.require_strong(password, whose, site.settings.site_name)
    with site.database.write() as database:
        return links.accept(database, secret, name, password, now=now())


def _with_passkey(secret: str, name: str, said: str) -> tuple[Moderator, list[str]]:
    """Who they are, and the codes for the day on which what holds the passkey is lost."""
    challenge, handle = challenges.asked(Purpose.JOIN), session.pop(HANDLE, "")
    with current_site().database.write() as database:
        moderator = links.accept(database, secret, name, "", now=now())
        moderator.handle = moderator.handle or handle
        passkeys.add(database, moderator, relying_party(), challenge, said, label="Passkey", now=now())
        codes = factors.first_codes(database, moderator.id)
    return moderator, codes


def _page(secret: str, problem: str, status: int) -> AnyResponse:
    with current_site().database.read() as database:
        link = links.find(database, secret, now())
        shown: dict[str, Any] = {
            "campaign": database.get_one(Campaign, link.campaign_id).title if link.campaign_id else "",
            "whose": database.get_one(Moderator, link.moderator_id).name if link.moderator_id else "",
            "name": _name(link),
        }
    form, no_passkeys = ButtonForm(formdata=None), why_no_passkeys()
    shown |= {"secret": secret, "link": link, "problem": problem, "form": form, "no_passkeys": no_passkeys}
    return make_response(render_template("moderate/join.html", shortest=passwords.SHORTEST, **shown), status)


def _name(link: AccountLink) -> str:
    return typed("name") if request.method == "POST" else link.label
