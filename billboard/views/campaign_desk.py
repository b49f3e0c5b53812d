"""Campaigns in the browser, for the site's operators."""

from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import links, people
from billboard.accounts.names import read_name
from billboard.campaigns import campaigns, endings, headers, plans
from billboard.campaigns.phases import phase_of
from billboard.campaigns.plans import CampaignPlan, CampaignProblems
from billboard.core.errors import BadRequest, NotFound, Refused
from billboard.core.picture.imprint import LENGTH as IMPRINT_LENGTH
from billboard.models import Campaign, Role, State
from billboard.roundup import subscriptions
from billboard.views import campaign_form, guard
from billboard.views.campaign_form import Sent
from billboard.web import caching, seals
from billboard.web.accent import accent_of
from billboard.web.campaign_view_models import campaign_view
from billboard.web.failures import FAILURES, refusal_of, status_of
from billboard.web.forms import PRESS, ButtonForm, typed
from billboard.web.security import csrf
from billboard.web.site import absolute, current_site, now
from billboard.web.view_models import template_view

blueprint = Blueprint("campaign_desk", __name__, url_prefix="/moderate/campaigns")
blueprint.after_request(caching.never)


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator()


@blueprint.get("")
def all_of_them() -> str:
    with current_site().database.read() as session:
        found = campaigns.all_of(session)
        names = {each.id: people.looking_after(session, each.id) for each in found}
    return render_template(
        "moderate/campaigns.html",
        campaigns=[(campaign_view(each), names[each.id]) for each in found],
        form=ButtonForm(),
        view="campaigns",
    )


@blueprint.route("/new", methods=["GET", "POST"])
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their words
def new() -> AnyResponse:
    return _desk(None)


@blueprint.route("/<slug>", methods=["GET", "POST"])
@csrf.exempt
def edit(slug: str) -> AnyResponse:
    return _desk(slug)


@blueprint.get("/<slug>/end")
def ask_end(slug: str) -> AnyResponse:
    """What the end will come to, and whether somebody is sure."""
    with current_site().database.read() as session:
        campaign = campaigns.find(session, slug)
        comes_to = endings.ending(session, campaign)
    if campaign.state is State.ENDED:
        return redirect(url_for("campaign_desk.edit", slug=slug), 303)
    told = {"campaign": campaign_view(campaign), "ending": comes_to, "days": subscriptions.AFTERWARDS.days}
    return make_response(render_template("operate/end_campaign.html", **told, form=ButtonForm(), view="campaigns"))


@blueprint.post("/<slug>/state")
def change(slug: str) -> AnyResponse:
    """To end one somebody says that they are sure, on the page that tells what will happen."""
    try:
        state = State(request.form.get("state", ""))
    except ValueError:
        raise BadRequest("A campaign can run, be frozen, or be ended. Choose one of these.") from None
    if state is State.ENDED and "sure" not in request.form:
        _find(slug)
        return redirect(url_for("campaign_desk.ask_end", slug=slug), 303)
    with current_site().database.write() as session:
        campaign = campaigns.set_state(session, slug, state, now=now(), by=g.moderator.id)
    flash(f"It {phase_of(campaign, now()).said}.")
    return redirect(url_for("campaign_desk.edit", slug=slug), 303)


@blueprint.post("/<slug>/moderators")
def appoint(slug: str) -> AnyResponse:
    """Give somebody the campaign, or take it from them; whoever has no account gets a link, shown this once."""
    name, remove = typed("name"), "remove" in request.form
    by, secret = g.moderator.id, ""
    try:
        with current_site().database.write() as session:
            campaign = campaigns.find(session, slug)
            if remove:
                people.dismiss(session, name, campaign.id, by=by, now=now())
            elif people.named(session, name):
                people.appoint(session, name, campaign.id, by=by, now=now())
            else:
                secret = links.invite(session, read_name(name), Role.CAMPAIGN, campaign.id, by=by, now=now())
    except NotFound:
        raise
    except Refused as refused:
        flash(refused.message)
        return redirect(url_for("campaign_desk.edit", slug=slug), 303)
    if secret:
        link = absolute(url_for("join.page", secret=secret))
        return _page(slug, _kept_fields(slug), made=(name.strip(), link))
    flash(f"{name.strip()} {'no longer looks' if remove else 'looks'} after it.")
    return redirect(url_for("campaign_desk.edit", slug=slug), 303)


def _desk(slug: str | None) -> AnyResponse:
    if request.method == "GET":
        return _page(slug, _kept_fields(slug))
    sent = Sent({name: typed(name) for name in campaign_form.FIELDS}, request.form.getlist("templates"))
    try:
        sent = campaign_form.read()
        if not ButtonForm().validate_on_submit():
            raise Refused(seals.problem(PRESS))
        saved = _save(slug, sent)
    except FAILURES as error:
        if slug and isinstance(error, NotFound):
            raise
        return _page(slug, sent, refusal_of(error))
    flash("It is saved.")
    return redirect(url_for("campaign_desk.edit", slug=saved), 303)


def _save(slug: str | None, sent: Sent) -> str:
    """Raises CampaignProblems with all that is wrong, and StoreUnavailable; then nothing is changed."""
    site, moment = current_site(), now()
    plan = _plan(slug, sent)

    def save(session: Session) -> Campaign:
        if slug is None:
            return campaigns.create(session, sent.fields["slug"].strip(), plan, now=moment, by=g.moderator.id)
        return campaigns.edit(session, slug, plan, now=moment, by=g.moderator.id)

    remove, by = "remove_header" in request.form, g.moderator.id
    return headers.save_with_header(
        site.database, site.store, save, kept=sent.header, remove=remove, now=moment, by=by
    ).slug


def _plan(slug: str | None, sent: Sent) -> CampaignPlan:
    """Raises CampaignProblems: those of the address, the fields and the picture together."""
    site, problems = current_site(), dict[str, str]()
    if slug is None:
        with site.database.read() as session:
            problems["slug"] = campaigns.why_no_slug(session, sent.fields["slug"].strip())
    try:
        plan = plans.read_plan(sent.fields, sent.chosen, _known(), site.renderer.check_imprint, site.settings.zone)
    except CampaignProblems as refused:
        problems |= refused.problems
    problems["header"] = sent.problem
    if found := {name: sentence for name, sentence in problems.items() if sentence}:
        raise CampaignProblems(found)
    return plan


def _kept_fields(slug: str | None) -> Sent:
    """No template is ticked where all may be used: those that come later, too."""
    if slug is None:
        return Sent({"accent": accent_of(current_site().settings), "moderation": "post"}, ())
    campaign = _find(slug)
    return Sent(plans.fields_of(campaign, current_site().settings.zone), campaign.templates)


def _known() -> tuple[str, ...]:
    """The templates that a campaign may choose among: those that the site leaves out, too."""
    templates = current_site().templates
    return tuple(each.slug for each in templates.offered(among=tuple(templates)))


def _find(slug: str) -> Campaign:
    with current_site().database.read() as session:
        return campaigns.find(session, slug)


def _page(
    slug: str | None,
    sent: Sent,
    refused: Refused | None = None,
    made: tuple[str, str] | None = None,
) -> AnyResponse:
    site, names = current_site(), list[str]()
    if slug is not None:
        with site.database.read() as session:
            names = people.looking_after(session, campaigns.find(session, slug).id)
    problems: dict[str, str] = {}
    if isinstance(refused, CampaignProblems):
        problems = refused.problems
    elif refused:
        problems = {refused.field or "save": refused.message}
    context: dict[str, Any] = {
        "campaign": campaign_view(_find(slug)) if slug else None,
        "fields": sent.fields,
        "chosen": sent.chosen,
        "header_kept": sent.sealed_header,
        "templates": [template_view(site.templates[slug]) for slug in _known()],
        "names": names,
        "zone": site.settings.time_zone,
        "problems": problems,
        "made": made,
        "limits": {"imprint": IMPRINT_LENGTH, "title": plans.TITLE_LENGTH, "about": plans.INTRODUCTION_LENGTH},
        "form": ButtonForm(),
        "view": "campaigns",
    }
    return make_response(render_template("moderate/campaign.html", **context), status_of(refused) if refused else 200)
