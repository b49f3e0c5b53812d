"""Whom to call when moderators are needed: addresses, a webhook, a test, and what became of calls.

The site's are its operators'. A campaign's are those of who looks after it, too, but for the webhook: what our server
sends requests to is an operator's to say.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from billboard.calls import calls
from billboard.core.errors import Refused
from billboard.infra import webhook
from billboard.infra.jobs import JobName
from billboard.models import Campaign, Role
from billboard.moderation.scopes import campaign_within, campaigns_within
from billboard.settings import changes
from billboard.settings.changes import Entry, Origin
from billboard.views import guard
from billboard.web import caching, calling
from billboard.web.failures import status_of
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now

blueprint = Blueprint("call_desk", __name__, url_prefix="/moderate/calls")
blueprint.after_request(caching.never)
LETTERS, WEBHOOK = "notify_emails", "notify_webhook"
NOBODY = "Nobody is named yet, or letters have no way out. Name somebody first."


@dataclass(frozen=True)
class Line:
    """A setting as the form shows it."""

    entry: Entry
    value: str
    shared: bool  # whom the whole site calls, for the campaign names nobody itself


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    campaigns_too = request.endpoint == "call_desk.page" or "slug" in (request.view_args or {})
    return (guard.require_moderator() if campaigns_too else guard.require_operator()) or guard.require_fresh()


@blueprint.get("")
def page() -> AnyResponse:
    """The site's, for operators; for others the campaigns that they look after."""
    if g.moderator.role is Role.OPERATOR:
        return _page(None)
    with current_site().database.read() as session:
        walls = campaigns_within(session, g.scope)
    if len(walls) == 1:
        return redirect(url_for("call_desk.of_campaign", slug=walls[0].slug), 303)
    frame = {"lines": [], "recent": [], "form": ButtonForm(), "view": "calls"}
    return make_response(render_template("moderate/calls.html", wall=None, campaigns=walls, chooses=True, **frame))


@blueprint.post("")
def change() -> AnyResponse:
    return _change(None)


@blueprint.post("/test")
def test() -> AnyResponse:
    return _test(None)


@blueprint.get("/c/<slug>")
def of_campaign(slug: str) -> AnyResponse:
    return _page(_campaign(slug))


@blueprint.post("/c/<slug>")
def change_of_campaign(slug: str) -> AnyResponse:
    return _change(_campaign(slug))


@blueprint.post("/c/<slug>/test")
def test_of_campaign(slug: str) -> AnyResponse:
    return _test(_campaign(slug))


def _campaign(slug: str) -> Campaign:
    """Raises NotFound, to who looks after others as if there were none."""
    with current_site().database.read() as session:
        return campaign_within(session, g.scope, slug)


def _change(campaign: Campaign | None) -> AnyResponse:
    wall = campaign.slug if campaign else ""
    typed = {name: request.form.get(name, "") for name in (LETTERS, WEBHOOK)}
    shared = request.form.get("shared", "") if wall else ""  # what is to be as on the whole site again
    try:
        with current_site().database.write() as session:
            for line in _lines(session, wall):
                name = line.entry.setting.name
                asked = {"seen": request.form.get(f"{name}_seen", 0, type=int), "by": g.moderator.id, "now": now()}
                if name == shared:
                    changes.take_back(session, name, wall=wall, **asked)
                elif not shared and name in request.form and typed[name].split() != line.value.split():
                    changes.change(session, name, typed[name], wall=wall, **asked)
    except Refused as refused:
        return _page(campaign, typed, refused)
    flash("Kept. Calls go there from now on.")
    return redirect(_address(wall), 303)


def _test(campaign: Campaign | None) -> AnyResponse:
    site, wall = current_site(), campaign.slug if campaign else ""
    try:
        if not (whom := calling.whom(site, wall)):
            raise Refused(NOBODY)
        with site.database.write() as session:
            calls.test(session, wall, whom, now())
    except Refused as refused:
        flash(refused.message)
    else:
        site.jobs.enqueue(JobName.CALL_MODERATORS)
        flash("A test is on its way. Below stands what comes of it.")
    return redirect(_address(wall), 303)


def _page(
    campaign: Campaign | None, typed: dict[str, str] | None = None, refused: Refused | None = None
) -> AnyResponse:
    site, wall = current_site(), campaign.slug if campaign else ""
    with site.database.read() as session:
        lines = _lines(session, wall)
        recent = [
            (call, [*map(calling.sentence, (each for each in calls.told(session, call) if each.wall == wall))])
            for call in calls.recent(session, wall)
        ]
        walls = campaigns_within(session, g.scope)
    page = render_template(
        "moderate/calls.html",
        lines=[(line, (typed or {}).get(line.entry.setting.name, line.value)) for line in lines],
        problem=refused,
        recent=recent,
        secret=_secret(lines, wall),
        lacks_relay=site.settings.relay is None,
        lacks_address=not site.environment.site_url,
        wall=campaign,
        campaigns=walls,
        change_at=_address(wall),
        test_at=_address(wall, "test"),
        form=ButtonForm(),
        view="calls",
    )
    return make_response(page, status_of(refused) if refused else 200)


def _address(wall: str, what: str = "") -> str:
    if wall:
        return url_for("call_desk.test_of_campaign" if what else "call_desk.of_campaign", slug=wall)
    return url_for("call_desk.test" if what else "call_desk.page")


def _lines(session: Session, wall: str) -> list[Line]:
    """What whoever asks may change. Whom the whole site calls is not shown to who looks after a campaign alone."""
    names = (LETTERS, WEBHOOK) if g.moderator.role is Role.OPERATOR else (LETTERS,)
    entries = changes.entries(session, current_site().environment, wall)
    return [_line(each, wall) for each in entries if each.setting.name in names]


def _line(entry: Entry, wall: str) -> Line:
    shared = bool(wall) and entry.origin is not Origin.CAMPAIGN
    return Line(entry, "" if shared else entry.setting.typed(entry.value), shared)


def _secret(lines: list[Line], wall: str) -> str:
    """Of the webhook that is named for this wall."""
    site = current_site()
    named: Any = next((line for line in lines if line.entry.setting.name == WEBHOOK and not line.shared), None)
    if named is None or not named.entry.value:
        return ""
    return webhook.secret_of(calling.hook(site, wall, named.entry.value), site.secret_keys[0])
