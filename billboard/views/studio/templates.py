"""The studio's list of templates: how each stands and is used, and what moderators do with one."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.campaigns import campaigns
from billboard.core.catalogue.designs import Design
from billboard.core.days import start_of
from billboard.core.errors import BadRequest, NotFound, Refused
from billboard.core.local_time import read_moment, typed_moment
from billboard.core.text.wording import count
from billboard.models import Availability, Campaign
from billboard.moderation import scopes
from billboard.moderation.decisions import Decided
from billboard.moderation.reasons import CHOICES
from billboard.moderation.reports import NOTE_LENGTH
from billboard.studio import listing, offers, publishing, uses, zips
from billboard.studio.folders import TemplateRefused
from billboard.studio.listing import Listed
from billboard.views import guard
from billboard.web import caching, seals
from billboard.web.failures import FAILURES, refusal_of, status_of
from billboard.web.forms import ButtonForm, typed
from billboard.web.site import current_site, now

blueprint = Blueprint("studio_templates", __name__, url_prefix="/studio")
blueprint.after_request(caching.never)
PRESS = "Press the button once more."
STATES = {Availability.OFFERED: "Offered", Availability.WITHDRAWN: "Withdrawn", Availability.TAKEN_DOWN: "Taken down"}


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("")
def page() -> str:
    site = current_site()
    with site.database.read() as session:
        found = listing.listed(session, site.templates, g.scope)
    return render_template("studio/list.html", templates=found, states=STATES, now=now(), view="templates")


@blueprint.get("/t/<slug>")
def template(slug: str) -> str:
    return _template(slug)


@blueprint.get("/t/<slug>/folder.zip")
def folder(slug: str) -> Response:
    _find(slug)
    response = Response(zips.zip_of(current_site(), slug), mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.zip"'
    return response


@blueprint.get("/t/<slug>/sample.jpg")
def sample(slug: str) -> Response:
    """With its own words, of one that is not offered too."""
    template = _find(slug).template
    if template is None:
        raise NotFound("It cannot be drawn.")
    picture = current_site().renderer.preview(Design(template, template.variants[0], template.defaults))
    return Response(picture, mimetype="image/jpeg")


@blueprint.post("/t/<slug>/withdraw")
def withdraw(slug: str) -> AnyResponse:
    return _do(slug, lambda by: offers.withdraw(current_site(), slug, by), "It is no longer offered. Its posters stay.")


@blueprint.post("/t/<slug>/offer")
def offer(slug: str) -> AnyResponse:
    return _do(slug, lambda by: offers.offer_again(current_site(), slug, by), "It is offered again.")


@blueprint.post("/t/<slug>/first")
def first(slug: str) -> AnyResponse:
    """Until a moment, or no longer where none is named."""

    def show(by: offers.By) -> None:
        until = read_moment(typed("until"), current_site().settings.zone)
        offers.show_first(current_site(), slug, until, by)

    return _do(slug, show, "It is kept.")


@blueprint.get("/t/<slug>/take-down")
def ask(slug: str) -> AnyResponse:
    """What would be taken down, and for which reason."""
    return _ask(slug)


@blueprint.post("/t/<slug>/take-down")
def take_down(slug: str) -> AnyResponse:
    _find(slug)
    if not ButtonForm().validate_on_submit():
        return _ask(slug, Refused(seals.problem(PRESS)))
    try:
        done = offers.take_down(current_site(), slug, typed("reason"), typed("note"), _by())
    except FAILURES as error:
        return _ask(slug, refusal_of(error))
    flash(f"It is taken down, with {_told(done)}.")
    return redirect(url_for("studio_templates.template", slug=slug), 303)


@blueprint.post("/t/<slug>/put-back")
def put_back(slug: str) -> AnyResponse:
    def undo(by: offers.By) -> None:
        done = offers.put_back(current_site(), slug, by)
        flash(f"It is offered again, and {_told(done)} put back.")

    return _do(slug, undo, "")


@blueprint.route("/import", methods=["GET", "POST"])
def bring_in() -> AnyResponse:
    """A template that comes as a zip."""
    if request.method == "GET":
        return _import()
    if not ButtonForm().validate_on_submit():
        return _import(Refused(seals.problem("Choose the file again, then press the button once more.")))
    try:
        made = _published()
    except FAILURES as error:
        return _import(refusal_of(error))
    for warning in made.warnings:
        flash(f"Look at this: {warning}.")
    flash("It is published.")
    return redirect(url_for("studio_templates.template", slug=made.slug), 303)


def _published() -> publishing.Published:
    file, site, moment = request.files.get("zip"), current_site(), now()
    if not file or not file.filename:
        raise BadRequest("Choose a zip first.")
    with site.database.read() as session:
        home = scopes.campaign_within(session, g.scope, wall).id if (wall := typed("campaign")) else None
    if home is None and g.scope is not None:
        raise BadRequest("Choose the campaign that it is for.")
    return publishing.publish(
        site,
        zips.folder_of_zip(file.read()),
        now=moment,
        by=g.moderator.id,
        campaign_id=home,
        fresh_until=moment + publishing.MORNING,
        did="import",
    )


def _template(slug: str, refused: Refused | None = None) -> str:
    site, listed = current_site(), _find(slug)
    with site.database.read() as session:
        days = uses.by_day(session, slug, now())
        versions = listing.versions(session, listed.number) if listed.number else []
    fresh = listed.fresh_until if listed.fresh_until and listed.fresh_until > now() else None
    return render_template(
        "studio/template.html",
        each=listed,
        days=[(start_of(each.day).date(), each.posters, each.votes) for each in days],
        most=max(1, *(each.posters for each in days)),
        versions=versions,
        states=STATES,
        now=now(),
        until=typed("until") or typed_moment(fresh, site.settings.zone),
        zone=site.settings.time_zone,
        problem=refused.message if refused else "",
        form=ButtonForm(),
        view="templates",
    )


def _ask(slug: str, refused: Refused | None = None) -> AnyResponse:
    listed = _find(slug)
    with current_site().database.read() as session:
        posters = offers.posters_of(session, slug)
    context = {"each": listed, "posters": posters, "reasons": CHOICES, "longest": NOTE_LENGTH, "view": "templates"}
    kept = {"reason": typed("reason") or "copyright", "note": typed("note")}
    page = render_template(
        "studio/take_down.html", problem=refused.message if refused else "", kept=kept, form=ButtonForm(), **context
    )
    return make_response(page, status_of(refused) if refused else 200)


def _import(refused: Refused | None = None) -> AnyResponse:
    faults = refused.faults if isinstance(refused, TemplateRefused) else []
    page = render_template(
        "studio/import.html",
        campaigns=_campaigns(),
        whole_site=g.scope is None,
        kept=typed("campaign"),
        problem=refused.message if refused and not faults else "",
        faults=faults,
        form=ButtonForm(),
        view="templates",
    )
    return make_response(page, status_of(refused) if refused else 200)


def _campaigns() -> list[Campaign]:
    with current_site().database.read() as session:
        return [each for each in campaigns.all_of(session) if g.scope is None or each.id in g.scope]


def _do(slug: str, act: Callable[[offers.By], None], said: str) -> AnyResponse:
    _find(slug)
    if not ButtonForm().validate_on_submit():
        return make_response(_template(slug, Refused(seals.problem(PRESS))), 422)
    try:
        act(_by())
    except FAILURES as error:
        refused = refusal_of(error)
        return make_response(_template(slug, refused), status_of(refused))
    if said:
        flash(said)
    return redirect(url_for("studio_templates.template", slug=slug), 303)


def _find(slug: str) -> Listed:
    site = current_site()
    with site.database.read() as session:
        return listing.find(session, site.templates, g.scope, slug)


def _by() -> offers.By:
    return offers.By(g.moderator, g.scope, now())


def _told(done: Decided) -> str:
    posters = count(len(done.codes) + done.to_come, "poster")
    return f"{posters}, most of them within a minute" if done.to_come else posters
