"""The first run, in three steps on one page: the site's name, an account of one's own, mail or none."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, flash, jsonify, make_response, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import factors, first_run, passkeys, passwords
from billboard.accounts.names import read_name
from billboard.core.errors import NotFound, Refused
from billboard.infra import env_file
from billboard.infra.mail import Post, RelayDown, read_relay, read_sender
from billboard.models import Moderator
from billboard.settings import changes, registry
from billboard.views import challenges, entering, guard
from billboard.views.challenges import Purpose
from billboard.web import caching, seals
from billboard.web.failures import status_of
from billboard.web.forms import PRESS, ButtonForm, typed
from billboard.web.relying_party import relying_party, why_no_passkeys
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("first_run", __name__, url_prefix="/operate/first-run")
blueprint.after_request(caching.never)
HANDLE = "handle"  # of the passkey that is about to be made, in the session
EITHER = "Choose a password, or use a passkey."
NO_HOST = "Say which server takes your letters, such as smtp.example.org."
SILENT = "That server does not take letters from you: {said}. Check its name, and how you sign in there."
MAIL_LATER = "Letters go out once the site has been started again."
NO_SENDER = "Say which address letters come from, such as wall@example.org."
PATIENCE = 5.0  # seconds for trying the relay
limited = limiter.limit(lambda: current_site().settings.login_limit)


@dataclass(frozen=True)
class Typed:
    site_name: str
    name: str
    password: str
    passkey: str
    mail: bool
    server: str
    encryption: str
    user: str
    mail_password: str
    mail_from: str

    @classmethod
    def of_form(cls) -> "Typed":
        words = {name: typed(name).strip() for name in ("site_name", "name", "passkey", "server", "user", "mail_from")}
        secrets = {name: request.form.get(name, "") for name in ("password", "mail_password")}
        return cls(mail=typed("mail") == "relay", encryption=typed("encryption"), **words, **secrets)

    @property
    def relay_url(self) -> str:
        scheme, query = ("smtp", "?starttls=yes") if self.encryption == "starttls" else (self.encryption, "")
        person = f"{quote(self.user, safe='')}:{quote(self.mail_password, safe='')}@" if self.user else ""
        return f"{scheme}://{person}{self.server}{query}"


@blueprint.get("/<secret>")
@limited
def page(secret: str) -> AnyResponse:
    """Nothing is spent by looking."""
    return _page(secret, {}, 200)


@blueprint.post("/<secret>")
@csrf.exempt  # its form checks the token itself, so that a stale one costs nobody their words
@limited
def finish(secret: str) -> AnyResponse:
    if not ButtonForm().validate_on_submit():
        return _page(secret, {"start": seals.problem(PRESS)}, 422)
    asked = Typed.of_form()
    with current_site().database.read() as database:
        first_run.find(database, secret, now())
    if problems := _problems(asked):
        return _page(secret, problems, 422)
    try:
        if asked.mail:  # first, for without it nothing is spent
            env_file.keep({"SMTP_URL": asked.relay_url, "MAIL_FROM": asked.mail_from})
        moderator, codes = _take_over(secret, asked)
    except NotFound:
        raise
    except Refused as refused:
        return _page(secret, {refused.field or "name": refused.message}, status_of(refused))
    return _enter(asked, moderator, codes)


@blueprint.post("/<secret>/passkey/options")
@limited
def passkey_options(secret: str) -> AnyResponse:
    if why_not := why_no_passkeys():
        raise Refused(why_not)
    with current_site().database.read() as database:
        first_run.find(database, secret, now())
    name, session[HANDLE] = read_name(typed("name")), passkeys.new_handle()
    return jsonify(passkeys.creation_options(relying_party(), name, session[HANDLE], challenges.ask(Purpose.JOIN), ()))


def _problems(asked: Typed) -> dict[str, str]:
    """All that is wrong, at once, by field."""
    checks: dict[str, Callable[[], object]] = {
        "site_name": lambda: registry.find("site_name").read(asked.site_name),
        "name": lambda: read_name(asked.name),
    }
    if not asked.passkey:
        checks["password"] = lambda: _strong(asked)
    if asked.mail:
        checks |= {"mail_from": lambda: _sender(asked.mail_from), "server": lambda: _relay(asked)}
    found = dict[str, str]()
    for field, check in checks.items():
        try:
            check()
        except Refused as refused:
            found[field] = refused.message
    return found


def _strong(asked: Typed) -> None:
    if not asked.password:
        raise Refused(EITHER)
    passwords.require_strong(asked.password, asked.name, asked.site_name)


def _sender(address: str) -> None:
    try:
        read_sender(address, "")
    except ValueError:
        raise Refused(NO_SENDER) from None


def _relay(asked: Typed) -> None:
    """Whether it answers and lets us in."""
    if not asked.server or set(asked.server) & set("/@?# "):
        raise Refused(NO_HOST)
    try:
        relay = read_relay(asked.relay_url)
    except ValueError as error:
        raise Refused(f"That cannot be: it {error}.") from None
    try:
        with Post(relay, PATIENCE):
            pass
    except RelayDown as error:
        raise Refused(SILENT.format(said=re.sub(r"\[Errno -?\d+\] ", "", str(error)))) from None


def _take_over(secret: str, asked: Typed) -> tuple[Moderator, list[str]]:
    site, moment = current_site(), now()
    challenge = challenges.asked(Purpose.JOIN) if asked.passkey else b""
    with site.database.write() as database:
        password = "" if asked.passkey else asked.password
        moderator, codes = first_run.accept(database, secret, asked.name, password, now=moment), list[str]()
        if asked.passkey:
            moderator.handle = session.pop(HANDLE, "")
            passkeys.add(database, moderator, relying_party(), challenge, asked.passkey, label="Passkey", now=moment)
            codes = factors.first_codes(database, moderator.id)
        if asked.site_name != site.settings.site_name:
            seen = changes.last_change(database, "site_name")
            known = seen.id if seen else 0
            changes.change(database, "site_name", asked.site_name, seen=known, by=moderator.id, now=moment)
    return moderator, codes


def _enter(asked: Typed, moderator: Moderator, codes: list[str]) -> AnyResponse:
    session[guard.AFTERWARDS] = url_for("operate.desk")
    if asked.passkey:
        answer = entering.with_codes(moderator, "a passkey", "You are in, and your passkey is your way back.", codes)
    else:
        answer = entering.with_password(moderator)
    if asked.mail and not env_file.have_it_read():
        flash(MAIL_LATER)
    return answer


def _page(secret: str, problems: dict[str, str], status: int) -> AnyResponse:
    site = current_site()
    with site.database.read() as database:
        first_run.find(database, secret, now())
    asked = Typed.of_form() if request.method == "POST" else None
    page = render_template(
        "operate/first_run.html",
        secret=secret,
        problems=problems,
        asked=asked,
        relay=site.settings.relay,
        writable=env_file.may_be_written(),
        form=ButtonForm(formdata=None),
        no_passkeys=why_no_passkeys(),
        shortest=passwords.SHORTEST,
    )
    return make_response(page, status)
