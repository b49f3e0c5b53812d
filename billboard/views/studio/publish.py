"""Publish: what is missing still, for whom it is, until when it is new; then, where its first poster is made."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from billboard.campaigns import campaigns
from billboard.core.errors import Forbidden, Refused
from billboard.core.local_time import read_moment, typed_moment
from billboard.models import Campaign, DraftState, StudioTemplate
from billboard.studio import finishing
from billboard.studio.missing import missing
from billboard.views.studio import access
from billboard.views.studio.box_fields import textures
from billboard.web import caching, previews, seals
from billboard.web.failures import FAILURES, refusal_of
from billboard.web.forms import PRESS, ButtonForm
from billboard.web.security import csrf
from billboard.web.site import absolute, current_site, now

blueprint = Blueprint("studio_publish", __name__, url_prefix="/studio/d/<code>/publish")
access.install(blueprint)
blueprint.after_request(caching.never)
A_MORNING = timedelta(hours=24)
PAST = "That time has passed already. Choose a later one, or none."
ELSEWHERE = "Choose one of the campaigns that are shown."
NOT_YOURS = "Whoever looks after this site publishes templates. Propose yours, and they look at it."


@blueprint.get("")
def page(code: str) -> Response:
    return _page()


@blueprint.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody what was chosen
def publish(code: str) -> Response:
    if g.moderator is None:
        raise Forbidden(NOT_YOURS)
    try:
        if not ButtonForm().validate_on_submit():
            raise Refused(seals.problem(PRESS))
        _finish()
    except FAILURES as error:
        return _page(refusal_of(error))
    return redirect(url_for(".page", code=code), 303)


def _finish() -> None:
    site, seen = current_site(), access.edition_seen()
    campaign_id, fresh_until = _campaign(), _until()
    with access.drawing(500):
        finishing.finish(
            site,
            g.draft,
            seen,
            now=now(),
            by=g.moderator.id,
            textures=textures(),
            scenes=site.scenes,
            campaign_id=campaign_id,
            fresh_until=fresh_until,
        )


def _campaign() -> int | None:
    """That it is for; none for the site. Raises Refused."""
    if g.draft.template_id is not None:
        return None  # the template stays where it is
    said = request.form.get("campaign", "")
    with current_site().database.read() as session:
        open_to = {each.slug: each.id for each in _campaigns(session)}
    if said == "" and g.scope is None:
        return None
    if said not in open_to:
        raise Refused(ELSEWHERE)
    return open_to[said]


def _campaigns(session: Session) -> Sequence[Campaign]:
    return [each for each in campaigns.all_of(session) if g.scope is None or each.id in g.scope]


def _until() -> datetime | None:
    """Raises Refused."""
    moment = read_moment(request.form.get("until", ""), current_site().settings.zone)
    if moment and moment <= now():
        raise Refused(PAST, "until")
    return moment


def _page(refused: Refused | None = None) -> Response:
    site, document = current_site(), g.document
    if not document.board:
        return redirect(url_for("studio_draft.go_on", code=g.draft.code), 303)
    with site.database.read() as session:
        walls = _campaigns(session) if g.moderator else []
        kept = session.get(StudioTemplate, g.draft.template_id) if g.draft.template_id else None
        slug = kept.slug if kept else ""
        overtaken = finishing.overtaken(session, g.draft)
    done = g.draft.state is DraftState.PUBLISHED and bool(slug)
    context: dict[str, Any] = {
        "lacks": [] if done else missing(document, site.renderer.book, textures(), site.scenes),
        "campaigns": walls,
        "campaign": request.form.get("campaign") if refused else _chosen(walls),
        "until": request.form.get("until", "") if refused else _usual_until(),
        "zone": site.settings.time_zone,
        "published": slug,
        "overtaken": overtaken,
        "done": done,
        "maker": absolute(url_for("maker.edit", slug=slug)) if done else "",
        "seal": previews.seal(),
    }
    return access.page("studio/publish.html", "publish", refused, **context)


def _chosen(walls: Sequence[Campaign]) -> str:
    return next((each.slug for each in walls if each.id == g.draft.campaign_id), "")


def _usual_until() -> str:
    """As the form shows it: a new template is new for a day, and the next version of an old one is not."""
    tomorrow = (now() + A_MORNING).replace(minute=0)
    return "" if g.draft.template_id else typed_moment(tomorrow, current_site().settings.zone)
