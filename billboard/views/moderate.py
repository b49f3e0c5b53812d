"""The moderators' side: the queue, decisions, the log. All of it wants a session."""

from collections.abc import Collection

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest
from billboard.models import Action
from billboard.moderation import blocks, decisions, filters, sightings
from billboard.moderation import log as log_of_decisions
from billboard.moderation import queue as cases
from billboard.moderation.decisions import Decided, Ruling
from billboard.moderation.scopes import find_within
from billboard.moderation.sightings import Sighting
from billboard.posters import pictures
from billboard.views import desk_hint, guard
from billboard.views.case_items import choices, desk, items_of, queue_url, view_of, way_back
from billboard.views.pages import wants_json
from billboard.walls.cursors import NO_BOUND
from billboard.web import caching, metrics
from billboard.web.forms import DecisionForm
from billboard.web.rows import read_before
from billboard.web.site import current_site, now

blueprint = Blueprint("moderate", __name__, url_prefix="/moderate")
blueprint.after_request(caching.never)
blueprint.after_request(desk_hint.keep)
AT_ONCE = 100  # posters in one decision
DONE = {
    Action.HIDE: "hidden",
    Action.RESTORE: "restored",
    Action.APPROVE: "approved",
    Action.UPHOLD: "upheld",
    Action.COVER: "covered, for another to look at",
    Action.LIFT: "uncovered; what was reported still waits",
    Action.IGNORE: "approved, and further reports are ignored",
}
PICTURES_FOLLOW = "Decided, and so it stands on every page; the picture files are still being moved and will follow."


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator(passive=request.endpoint == "moderate.look")


@blueprint.get("")
def queue() -> str:
    view, chosen = view_of(request.args.get("view")), filters.read(request.args)
    site = current_site()
    with site.database.read() as database:
        newest = blocks.newest_poster(database)
        page = cases.page(
            database,
            view,
            request.args.get("after", ""),
            g.scope,
            now=now(),
            templates=site.templates,
            filters=chosen,
        )
        items, offered = items_of(database, page.cases), choices(database, view, chosen)
    way = {"view": view.value, **chosen.asked()}
    next_url = queue_url(view, chosen.asked(), page.next) if page.next else None
    context = desk(view.value, way, newest=newest, next_url=next_url, **offered)
    return render_template("moderate/queue.html", items=items, **context)


@blueprint.get("/log")
def log() -> str:
    before = read_before("log")
    with current_site().database.read() as database:
        page = log_of_decisions.page(database, before, scope=g.scope)
    return render_template(
        "moderate/log.html",
        decisions=page.lines,
        next_url=url_for("moderate.log", before=page.next) if page.next else None,
        form=DecisionForm(formdata=None),
        view="log",
        back="view=log",
        moderator=g.moderator.name,
    )


@blueprint.get("/p/<code>/picture.jpg")
def picture(code: str) -> Response:
    """A poster's picture for a moderator's eyes, hidden or not."""
    site = current_site()
    with site.database.read() as database:
        poster = find_within(database, g.scope, code)
    return Response(pictures.fetch_unlisted(site, poster, "thumb"), mimetype="image/jpeg")


@blueprint.post("/p/<code>")
def decide(code: str) -> AnyResponse:
    return _decide(list(dict.fromkeys([code, *request.form.getlist("also")])))


@blueprint.post("/decide")
def decide_many() -> AnyResponse:
    return _decide(list(dict.fromkeys(request.form.getlist("ids"))))


def _decide(codes: list[str]) -> AnyResponse:
    form, site = DecisionForm(), current_site()
    if not 1 <= len(codes) <= AT_ONCE:
        raise BadRequest(f"Tick 1 to {AT_ONCE} posters, then decide.")
    if not form.validate():
        raise BadRequest("Choose one of the decisions on the page, and keep the note to 1,000 characters.")
    days = int(form.block.data or 0)
    ruling = Ruling(Action(form.action.data or ""), form.reason.data or "", form.note.data or "", days)
    back, sight = way_back(), {"seen": _seen(codes), "newest": form.newest.data}
    decided = decisions.decide(site, codes, ruling, g.moderator, scope=g.scope, now=now(), **sight)
    metrics.DECISIONS.labels(ruling.action.value).inc(len(decided.codes))
    return _answer(decided, len(codes), DONE[ruling.action], back)


@blueprint.post("/undo")
def undo() -> AnyResponse:
    numbers = request.form.getlist("line", type=int)
    if not 1 <= len(numbers) <= AT_ONCE or not all(0 < number < NO_BOUND for number in numbers):
        raise BadRequest("Say which decision is to be taken back.")
    back = way_back()
    undone = decisions.undo(current_site(), numbers, g.moderator, scope=g.scope, now=now())
    metrics.DECISIONS.labels(Action.UNDO.value).inc(len(undone.codes))
    return _answer(
        undone,
        len(numbers),
        "put back as it was" if len(undone.codes) == 1 else "put back as they were",
        back,
        may_undo=False,
    )


@blueprint.post("/look")
def look() -> AnyResponse:
    """What a page that is open learns every few seconds: what others have decided, and who looks at what."""
    seen = _seen(request.form.getlist("ids")[:AT_ONCE])
    with current_site().database.write() as database:
        sightings.look(database, g.moderator, request.form.get("at", ""), g.scope, now())
        changed = sightings.changed(database, seen, g.scope, now())
        lookers = sightings.lookers_by_code(database, seen, g.moderator, now())
    return make_response({"changed": changed, "lookers": lookers})


def _seen(codes: Collection[str]) -> dict[str, Sighting]:
    """What the page showed of the cases, by code; a form without it decides about them as they stand."""
    said = (each.partition(":") for each in request.form.getlist("seen"))
    return {code: sightings.read(seen) for code, _, seen in said if code in codes}


def _answer(decided: Decided, asked: int, done: str, back: str, *, may_undo: bool = True) -> AnyResponse:
    """What was done, in words, and what was not because somebody else had been there."""
    count = len(decided.codes)
    said = [f"{'Poster' if count == 1 else f'{count} posters'} {done}."] if count else []
    if not count and not decided.overtaken:
        said.append("Nothing was changed: it stood so already." if asked == 1 else "Nothing was changed.")
    said += list(dict.fromkeys(decided.overtaken))
    if decided.held:
        said.append(f"{len(decided.held)} more, published meanwhile with the same words, now held for a look.")
    if decided.pictures_follow:
        said.append(PICTURES_FOLLOW)
    message, lines = " ".join(said), decided.lines if may_undo else []
    if wants_json():
        answer = {"decided": decided.codes, "lines": lines, "message": message}
        return make_response(answer, 409 if decided.overtaken and not count else 200)
    flash(message, "undo:" + ",".join(map(str, lines)) if lines else "message")
    return redirect(back, 303)
