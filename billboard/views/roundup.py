"""The daily round-up by mail: asking for it, and what the links in its letters open.

It is the whole site's, or with `?campaign=SLUG` that campaign's.

Following a link changes nothing, because programs follow links too; pressing its page's button does.
"""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.campaigns import campaigns
from billboard.core.errors import NotFound, Paused, Refused
from billboard.infra.mail import Relay, read_address
from billboard.models import Campaign, State
from billboard.roundup import confirmations, subscriptions
from billboard.switches.standing import Deed
from billboard.web import caching, letters, pauses
from billboard.web.campaign_view_models import campaign_view
from billboard.web.failures import mark, status_of
from billboard.web.forms import SubscribeForm
from billboard.web.security import csrf, limiter
from billboard.web.site import Site, current_site, now
from billboard.web.source import from_anywhere
from billboard.web.weighing import weighed

blueprint = Blueprint("roundup", __name__, url_prefix="/roundup")
NO_MAIL = "This site sends no letters. Its feed tells the same, without an address: follow it from the wall."


@blueprint.after_request
def keep_private(response: Response) -> Response:
    caching.never(response)
    if request.endpoint != "roundup.page":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("")
def page() -> AnyResponse:
    return _form(SubscribeForm(), _campaign(request.args.get("campaign", "")))


@blueprint.post("")
@csrf.exempt  # its form checks the token itself, so that a stale one costs nobody their words
@limiter.limit(lambda: current_site().settings.subscribe_limit)
def ask() -> AnyResponse:
    site, form = current_site(), SubscribeForm()
    if site.settings.relay is None:
        raise NotFound(NO_MAIL)
    campaign = _campaign(request.args.get("campaign", ""))
    if campaign and campaign.state is State.ENDED:
        return _form(form, campaign, 409)
    if paused := pauses.why_not(Deed.SUBSCRIBE, campaign.slug if campaign else "", "Your address was not kept."):
        return _form(form, campaign, paused=paused)
    if not form.validate_on_submit():
        return _form(form, campaign, 422)
    wall = campaign.slug if campaign else ""
    try:
        _ask(site, site.settings.relay, form.address.data or "", wall)
    except Refused as refused:
        form.address.errors = [refused.message]
        return _form(form, campaign, 422)
    # The same answer whether that address was known, new, or had letters enough: nobody learns who is on the list.
    return redirect(url_for("roundup.asked", campaign=wall or None), 303)


def _ask(site: Site, relay: Relay, typed: str, wall: str) -> None:
    """Put an address down and write to it. Raises Refused."""
    address = read_address(typed)
    with site.database.write() as session:
        asked = subscriptions.ask(session, address, wall=wall, now=now())
    if asked:
        confirmations.post_at_once(site.database, relay, letters.confirmation, asked, now=now())


@blueprint.get("/asked")
def asked() -> AnyResponse:
    return _message("asked", wall=request.args.get("campaign", ""))


@blueprint.get("/<secret>")
@weighed(5)
def subscription(secret: str) -> AnyResponse:
    with current_site().database.read() as session:
        row = subscriptions.find(session, secret, now=now())
    return _message("on" if row.confirmed else "pending", secret, row.wall)


@blueprint.post("/<secret>")
@csrf.exempt  # the secret in the address is the guard: no other site can know it
@weighed(5)
def confirm(secret: str) -> AnyResponse:
    with current_site().database.read() as session:
        wall = subscriptions.find(session, secret, now=now()).wall
    pauses.require(Deed.SUBSCRIBE, wall)
    with current_site().database.write() as session:
        subscriptions.confirm(session, secret, now=now())
    return redirect(url_for("roundup.subscription", secret=secret), 303)


@blueprint.get("/<secret>/leave")
@weighed(5)
def leaving(secret: str) -> AnyResponse:
    with current_site().database.read() as session:
        row = subscriptions.find(session, secret, now=now())
    return _message("leaving", secret, row.wall)


@blueprint.post("/<secret>/leave")
@from_anywhere
@csrf.exempt  # pressed in a mailbox (RFC 8058), which has no cookie and no token but the secret
@weighed(5)
def leave(secret: str) -> AnyResponse:
    """Answers without a redirect, which mailboxes do not follow, and again however often it is pressed."""
    with current_site().database.write() as session:
        subscriptions.leave(session, secret)
    return _message("left")


def _campaign(slug: str) -> Campaign | None:
    """Raises NotFound."""
    if not slug:
        return None
    with current_site().database.read() as session:
        return campaigns.find(session, slug)


def _form(
    form: SubscribeForm, campaign: Campaign | None, status: int = 200, *, paused: Paused | None = None
) -> AnyResponse:
    shown = campaign_view(campaign) if campaign else None
    why = paused or pauses.why_not(Deed.SUBSCRIBE, campaign.slug if campaign else "")
    response = make_response(render_template("roundup.html", form=form, campaign=shown, paused=why), status)
    if paused:
        mark(response, status_of(paused), paused.wait)
    return response


def _message(what: str, secret: str = "", wall: str = "") -> AnyResponse:
    hours, campaign = int(subscriptions.PENDING.total_seconds()) // 3600, _campaign(wall)
    shown = campaign_view(campaign) if campaign else None
    page = render_template("roundup_message.html", what=what, secret=secret, hours=hours, campaign=shown)
    return make_response(page)
