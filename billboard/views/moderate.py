"""The moderators' side: the queue, decisions, the log. All of it wants a session."""

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest
from billboard.models import Action
from billboard.moderation import decisions, filters, neighbours, progress, sightings
from billboard.moderation import log as log_of_decisions
from billboard.moderation import queue as cases
from billboard.moderation.acts import Ruling
from billboard.moderation.decisions import Decided
from billboard.moderation.scopes import find_within
from billboard.moderation.sightings import Mark, Sighting
from billboard.posters import pictures
from billboard.views import desk_hint, guard, under_way
from billboard.views.case_items import choices, desk, items_of, queue_url, view_of, way_back
from billboard.views.cases import desk_counts
from billboard.views.pages import wants_json
from billboard.walls.cursors import NO_BOUND
from billboard.web import caching, metrics
from billboard.web.forms import DecisionForm
from billboard.web.rows import read_before
from billboard.web.site import current_site, now

blueprint = Blueprint("moderate", __name__, url_prefix="/moderate")
blueprint.after_request(caching.never)
blueprint.after_request(desk_hint.keep)
SHOWN = cases.PAGE * (1 + neighbours.MOST + neighbours.MOST_NEAR + 2 * neighbours.MOST_RELATED)  # that a page can tick
STAY = "were still to come, and are left as they are"
TOLD = 5  # sentences on what was left as it was
DONE = {
    Action.HIDE: "hidden",
    Action.RESTORE: "restored",
    Action.APPROVE: "approved",
    Action.UPHOLD: "upheld",
    Action.COVER: "covered, for another to look at",
    Action.LIFT: "uncovered; what was reported still waits",
    Action.IGNORE: "approved; until hidden, further reports are ignored",
}
PICTURES_FOLLOW = "Decided, and so it stands on every page; the picture files are still being moved and will follow."


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator(passive=request.endpoint == "moderate.look")


@blueprint.get("/people")
def people() -> AnyResponse:
    """Where the page of accounts was once."""
    return redirect(url_for("people.page"), 301)


@blueprint.get("")
def queue() -> str:
    view, chosen = view_of(request.args.get("view")), filters.read(request.args)
    site = current_site()
    with site.database.read() as database:
        mark = sightings.mark(database, now())
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
    context = desk(view.value, way, mark, next_url=next_url, **offered)
    return render_template("moderate/queue.html", items=items, **context)


@blueprint.get("/log")
def log() -> str:
    before = read_before("log")
    with current_site().database.read() as database:
        page = log_of_decisions.page(database, before, scope=g.scope)
        wholes = progress.undoable(database, {line.batch for line in page.lines if line.batch}, g.scope)
    return render_template(
        "moderate/log.html",
        decisions=page.lines,
        wholes={number: count for number, count in wholes.items() if count > 1},
        next_url=url_for("moderate.log", before=page.next) if page.next else None,
        form=DecisionForm(formdata=None),
        view="log",
        back="view=log",
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
    if not 1 <= len(codes) <= SHOWN:
        raise BadRequest(f"Tick 1 to {SHOWN:,} posters, then decide.")
    if not form.validate():
        raise BadRequest("Choose one of the decisions on the page, and keep the note to 1,000 characters.")
    days = int(form.block.data or 0)
    ruling = Ruling(Action(form.action.data or ""), form.reason.data or "", form.note.data or "", days)
    seen, back = _seen(), way_back()
    if any(code not in seen for code in codes):
        raise BadRequest(sightings.NO_VERSION)
    sight = {"seen": seen, "newest": form.newest.data, "wholes": _wholes(codes)}
    decided = decisions.decide(site, codes, ruling, g.moderator, scope=g.scope, now=now(), **sight)
    metrics.DECISIONS.labels(ruling.action.value).inc(len(decided.codes))
    return _answer(decided, len(codes), DONE[ruling.action], back)


@blueprint.post("/undo")
def undo() -> AnyResponse:
    """A decision about one poster, by its `line`, or a `batch`: one about many, whole."""
    take_back, name = (decisions.undo_batch, "batch") if "batch" in request.form else (decisions.undo, "line")
    number, back = request.form.get(name, 0, type=int), way_back()
    if not 0 < number < NO_BOUND:
        raise BadRequest("Say which decision is to be taken back.")
    undone = take_back(current_site(), number, g.moderator, scope=g.scope, now=now())
    metrics.DECISIONS.labels(Action.UNDO.value).inc(len(undone.codes))
    done = "put back as it was" if len(undone.codes) == 1 else "put back as they were"
    return _answer(undone, 1, done, back, may_undo=False)


@blueprint.post("/look")
def look() -> AnyResponse:
    """What a page that is open learns every few seconds: what others have decided, and who looks at what."""
    seen = _seen()
    with current_site().database.write() as database:
        sightings.look(database, g.moderator, request.form.get("at", ""), g.scope, now())
        changed = sightings.changed(database, seen, g.scope, now())
        lookers = sightings.lookers_by_code(database, seen, g.moderator, now())
        going_on = under_way.sentences(database, g.scope)
    return make_response({"changed": changed, "counts": desk_counts(), "lookers": lookers, "under_way": going_on})


def _seen() -> dict[str, Sighting]:
    """What the page showed of the cases, by code."""
    said = [each.partition(":") for each in request.form.getlist("seen")[: 2 * SHOWN]]
    return {code: sightings.read(seen) for code, _, seen in said}


def _wholes(codes: list[str]) -> dict[str, Mark]:
    """The cases with which all goes that says the same, and up to where their page knew what there was."""
    said, wanted = [each.partition(":") for each in request.form.getlist("whole")[: cases.PAGE]], {*codes}
    return {code: sightings.read_mark(mark) for code, _, mark in said if code in wanted}


def _answer(decided: Decided, asked: int, done: str, back: str, *, may_undo: bool = True) -> AnyResponse:
    """What was done, in words, and what was not because somebody else had been there."""
    message = " ".join(_said(decided, asked, done))
    named = {name: number for name, number in (("batch", decided.batch), ("line", decided.line)) if number}
    undo_by = named if may_undo else {}
    if wants_json():
        told = {"left": decided.left, "undo": undo_by, "message": message}
        nothing = decided.left and not (decided.codes or decided.to_come or decided.dropped)
        return make_response({"decided": decided.codes, **told}, 409 if nothing else 200)
    flash(message, next((f"undo:{name}:{number}" for name, number in undo_by.items()), "message"))
    return redirect(back, 303)


def _said(decided: Decided, asked: int, done: str) -> list[str]:
    count = len(decided.codes)
    said = [f"{'Poster' if count == 1 else f'{count:,} posters'} {done}."] if count else []
    if not count and not (decided.left or decided.dropped):
        said.append("Nothing was changed: it stood so already." if asked == 1 else "Nothing was changed.")
    if decided.to_come:
        follow = "follows by itself" if decided.to_come == 1 else "follow by themselves"
        said.append(f"{decided.to_come:,} more {follow} within minutes; the desk says how far that is.")
    if decided.dropped:
        stay = "was still to come, and is left as it is" if decided.dropped == 1 else STAY
        said.append(f"{decided.dropped:,} more {stay}.")
    why = list(dict.fromkeys(decided.left.values()))
    said += why[:TOLD]
    if len(why) > TOLD:
        said.append(f"So it is with {len(decided.left):,} in all, which were left as they are.")
    if decided.held:
        said.append(f"{len(decided.held)} more, published meanwhile with the same words, now held for a look.")
    if decided.newcomers_follow:
        said.append("What else was published meanwhile with the same words is held within minutes.")
    if decided.pictures_follow:
        said.append(PICTURES_FOLLOW)
    return said
