"""One case on a page of its own, and the search that leads there."""

from typing import Any

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from billboard.bans import objecting
from billboard.campaigns import threads
from billboard.core.errors import NotFound
from billboard.models import Campaign, Descent, Poster
from billboard.moderation import finding, reports, sightings
from billboard.moderation import queue as cases
from billboard.moderation.finding import MOST_FOUND
from billboard.moderation.reasons import label_of
from billboard.moderation.scopes import find_within, within
from billboard.posters import posters
from billboard.views import desk_hint, guard, under_way
from billboard.views.case_items import desk, items_of
from billboard.voting import rulings
from billboard.web import caching
from billboard.web.site import current_site, now

blueprint = Blueprint("cases", __name__, url_prefix="/moderate")
blueprint.after_request(caching.never)
blueprint.after_request(desk_hint.keep)
MOST_REPORTS = 100
ASKED_AT_ONCE = 100


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return None if request.endpoint == "cases.links" else guard.require_moderator()


@blueprint.app_context_processor
def _counts() -> dict[str, Any]:
    return {"desk_counts": desk_counts, "under_way": under_way.on_the_desk}


def desk_counts() -> dict[str, int]:
    """How many cases each tab has, for the page of a moderator who has come in; nothing for anybody else's."""
    if "scope" not in g:
        return {}
    with current_site().database.read() as session:
        more = {"votes": rulings.count_waiting(session, g.scope)}
        more |= {"bans": objecting.count_open(session, now())} if g.scope is None else {}
        return {**cases.counts(session, g.scope, now()), **more}


@blueprint.get("/case/<code>")
def case(code: str) -> str:
    """Whatever its state. `?tick=` ticks a group of what is offered, for those without scripts."""
    site = current_site()
    with site.database.read() as session:
        mark = sightings.mark(session, now())
        poster = find_within(session, g.scope, code)
        found = cases.about(session, [poster], g.scope, now=now(), templates=site.templates, offered=True)
        (item,) = items_of(session, found)
        history = [
            {"reason": label_of(each.reason), "note": each.note, "made": each.made, "is_open": each.decision_id is None}
            for each in reports.all_on(session, poster, MOST_REPORTS)
        ]
        links = _links(session, poster)
    ticks = request.args.get("tick", "")
    return render_template(
        "moderate/case.html",
        item=item,
        history=history,
        most=MOST_REPORTS,
        links=links,
        ticks=ticks,
        **desk("case", {"case": code}, mark),
    )


@blueprint.get("/find")
def find() -> AnyResponse:
    """The case itself where it is one, else a list. An address of nothing answers 404, in words."""
    asked, site, missing = request.args.get("q", ""), current_site(), ""
    with site.database.read() as session:
        mark = sightings.mark(session, now())
        try:
            found = finding.find(session, asked, g.scope)
        except NotFound as refused:
            found, missing = [], refused.message
        if len(found) == 1:
            return redirect(url_for("cases.case", code=found[0].code), 303)
        shown = cases.about(session, found, g.scope, now=now(), templates=site.templates, offered=False)
        items = items_of(session, shown)
    page = render_template(
        "moderate/queue.html",
        items=items,
        q=asked[: finding.LONGEST],
        most=MOST_FOUND,
        missing=missing,
        **desk("search", {"q": asked[: finding.LONGEST]}, mark),
    )
    return make_response(page, 404 if missing else 200)


def _links(session: Session, poster: Poster) -> list[tuple[str, str]]:
    """Where else it stands, and what belongs to it."""
    code, descent = poster.code, session.get(Descent, poster.id)
    links = [("Its page, as the public sees it", url_for("poster.page", code=code))]
    if descent and (parent := session.get(Poster, descent.parent_id)):
        links.append(("The case of what it was made from", url_for("cases.case", code=parent.code)))
    if poster.campaign_id and poster.number and (home := session.get(Campaign, poster.campaign_id)):
        page = threads.page_of(poster.number)
        place = url_for("campaign.thread", slug=home.slug, page=page, _anchor=f"no-{poster.number}")
        links.append((f"No. {poster.number} of {home.title}", place))
    return [
        *links,
        ("All answers that are up", url_for("descendants.wall", code=code, kind="answers")),
        ("All remixes that are up", url_for("descendants.wall", code=code, kind="remixes")),
        *([("Block whoever made it or reported it", url_for("ban_desk.choose", code=code))] if g.scope is None else []),
        ("All from its network today", url_for("moderate.queue", view="recent", maker=code)),
        ("All on its template", url_for("moderate.queue", view="recent", template=poster.template)),
    ]


@blueprint.get("/links")
def links() -> AnyResponse:
    """The cases of posters on a page for everybody, by their codes, as far as whoever asks looks after them."""
    asked = [code for code in request.args.get("ids", "").split(",") if posters.is_code(code)][:ASKED_AT_ONCE]
    found: list[str] = []
    if guard.require_moderator(passive=True) is None:
        with current_site().database.read() as session:
            found = list(session.scalars(select(Poster.code).where(Poster.code.in_(asked), *within(g.scope))))
    return make_response({"cases": {code: url_for("cases.case", code=code) for code in found}})
