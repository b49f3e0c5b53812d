"""The maker: choose a template, type, see it set, publish."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_limiter import RequestLimit
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.catalogue.designs import STICKERS, Design
from billboard.core.catalogue.finding import LITTLE, answers
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import Busy, NotFound, Refused, TooManyRequests
from billboard.core.type.slots import Slot
from billboard.models import HoldReason, Status
from billboard.numbers import Event
from billboard.posters import publishing
from billboard.posters.holding import Reason
from billboard.posters.publishing import Submission
from billboard.switches.proofs import Form
from billboard.switches.standing import Deed
from billboard.views import banned
from billboard.views.claim_cookie import set_claim_cookie
from billboard.views.draft_context import read_context
from billboard.views.drafts import Draft, driveby_of, in_format, read_draft, remixed
from billboard.views.pages import render_shared
from billboard.web import caching, metrics, pauses, previews, proofs, seals, sessions
from billboard.web.campaign_view_models import campaign_view
from billboard.web.failures import FAILURES, mark, refusal_of, status_of, told, wait_of
from billboard.web.forms import MakerForm
from billboard.web.previews import previewed, require_own_editor
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now
from billboard.web.view_models import sticker_editor, template_view
from billboard.web.weighing import weighed

blueprint = Blueprint("maker", __name__)
NO_SUCH = "There is no template of that name. Choose one from the wall of templates."
NO_LONGER = "“{}” is no longer offered. Choose another from the wall of templates."
KEPT = "Your words are kept."
LOOK = "Your words are kept: press Preview once more."
PRESS = "Your words are kept: press Publish once more."
MANY = "Many posters are coming from your network. Your words are kept: wait a minute, then press Publish again."


@blueprint.get("/make")
def choose() -> Response:
    query, context = request.args.get("q", "").strip()[:100], read_context(request.args)
    found = [each for each in context.offered if answers(each, query)]
    return render_shared(
        "choose.html",
        templates=[template_view(each, **context.fields) for each in found],
        q=query,
        little=" ".join(sorted(LITTLE)),
        parent=context.parent,
        campaign=campaign_view(context.campaign) if context.campaign else None,
        context=context,
    )


@blueprint.get("/make/<slug>")
@weighed(15)
def edit(slug: str) -> Response:
    template, asked = _template(slug), request.args.to_dict()
    start = remixed(template, asked["remix"]) if asked.get("remix") else {}
    draft = read_draft(template, {**template.defaults, **start, **asked})
    if current_site().templates.home(slug) not in ("", draft.context.campaign_slug):
        raise NotFound(f"“{template.title}” is one campaign's own. Choose another from the wall of templates.")
    if current_site().templates.is_left_out(slug) and not draft.context.takes(template):
        raise NotFound(NO_LONGER.format(template.title))
    return _editor(draft)


def many(_: RequestLimit) -> Response:
    return busy(TooManyRequests(MANY))


def busy(refused: Refused) -> Response:
    return _editor(read_draft(_template((request.view_args or {})["slug"]), request.form), refused)


@blueprint.post("/make/<slug>")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their words
@limiter.limit(lambda: current_site().settings.publish_limit, exempt_when=lambda: _looking(), on_breach=many)
@weighed(100, lambda lanes: lanes.quick, refused=lambda refused: busy(refused))
def publish(slug: str) -> AnyResponse:
    """Whatever goes wrong, the editor comes back with the words typed and says what to do."""
    draft, form, site = read_draft(_template(slug), request.form), MakerForm(), current_site()
    if _looking():
        return _editor(draft, draft.fault or (None if sessions.has_cookie() else Refused(seals.problem(LOOK))))
    if not form.validate():
        site.count(Event.TRIES, Event.REFUSED)
        return _editor(draft, Refused(seals.problem(PRESS)))
    site.tried(Form.PUBLISH)
    try:
        pauses.require(Deed.PUBLISH, draft.context.campaign_slug, KEPT)
        banned.require("publish", KEPT)
        published = publishing.publish(site, _submission(draft, form.own_key), now=now())
    except FAILURES as error:
        site.count(Event.TRIES, Event.REFUSED)
        return _editor(draft, refusal_of(error))
    site.count(Event.TRIES)
    metrics.PUBLISHED.labels(slug).inc()
    # A poster that waits has no page yet; its maker is shown how it stands.
    endpoint = "claim.fresh" if published.status is Status.WAITING else "poster.page"
    return set_claim_cookie(redirect(url_for(endpoint, code=published.code), 303), published)


@blueprint.get("/make/<slug>/preview.jpg")
@weighed(8, lambda lanes: lanes.quick)
def preview(slug: str) -> Response:
    require_own_editor()
    draft, site = read_draft(_template(slug), request.args), current_site()
    site.count(Event.PREVIEWS)
    try:
        picture = site.renderer.preview(draft.design, draft.format)
    except Refused as refused:
        site.count(Event.REFUSED)
        return told(in_format(refused, draft.format))
    return previewed(picture, "image/jpeg")


@blueprint.get("/make/<slug>/driveby")
@weighed(8, lambda lanes: lanes.quick)
def driveby(slug: str) -> Response:
    """What the drive-by test says of a draft: a piece of the editor's page."""
    draft = read_draft(_template(slug), request.args)
    return previewed(render_template("driveby.html", **driveby_of(draft)), "text/html")


@blueprint.get("/make/<slug>/sample.jpg")
def sample(slug: str) -> Response:
    """The template with its default text, for the wall of templates."""
    template = _template(slug)
    variant = read_draft(template, request.args).variant
    picture = _sample(slug, template.version, variant.slug, str(variant.art))
    # A page that knows of a new version may ask a process that does not yet: that answer is nobody's for long.
    is_this = request.args.get("v") == str(template.version)
    return caching.shared(picture, "image/jpeg", caching.A_DAY if is_this else caching.A_SECOND)


def _submission(draft: Draft, key: str) -> Submission:
    """Raises SloganProblems."""
    return Submission(
        draft.design,
        key,
        draft.parent,
        campaign=draft.context.campaign_slug,
        address=request.remote_addr or "",
        held=(*pauses.held(draft.context.campaign_slug), *_unproven(draft, key)),
        claimable=True,
        zone=current_site().settings.zone,
    )


def _unproven(draft: Draft, key: str) -> tuple[Reason, ...]:
    """Why it waits without the proof that is asked for just now. One that is pressed twice comes with one proof.

    Raises ProofRefused.
    """
    if not proofs.wanted_on(draft.context.campaign_slug):
        return ()
    sent = sorted(item for item in request.form.items() if item[0] not in (proofs.FIELD, "csrf_token"))
    return () if proofs.came(Form.PUBLISH, f"{key} {sent}" if key else "") else (Reason(HoldReason.UNSCRIPTED),)


def _looking() -> bool:
    """Whether the Preview button was pressed, not Publish."""
    return "preview" in request.form


def _editor(draft: Draft, refused: Refused | None = None) -> Response:
    """The editor's page with a draft in it, and why that was refused."""
    problems = refused.problems if refused else {}
    busy = isinstance(refused, TooManyRequests | Busy)  # then nothing is set in type, not even to show it
    cookieless = request.method == "POST" and not sessions.has_cookie()  # who would be given no preview
    response = make_response(
        render_template(
            "editor.html",
            template=draft.template,
            context=draft.context,
            parent=draft.context.parent,
            campaign=campaign_view(draft.context.campaign) if draft.context.campaign else None,
            fields=[_field(slot, draft, problems) for slot in draft.template.slots],
            variants=draft.template.variants,
            variant=draft.variant.slug,
            form=MakerForm.own_or_fresh(),
            seal=previews.seal(),
            format=draft.format,
            formats=[each.format for each in draft.template.layouts.values()],
            every_url=draft.every_url,
            preview_url=None if problems or busy or cookieless or draft.fault else draft.preview_url,
            problem=_of_no_field(refused, draft),
            samples=[dict(each) for each in draft.template.samples],
            stickers=sticker_editor(draft.template, draft.stickers),
            proof=proofs.address(Form.PUBLISH, draft.context.campaign_slug),
            paused=pauses.why_not(Deed.PUBLISH, draft.context.campaign_slug, KEPT),
            sticker_error=problems.get(STICKERS),
            **({} if busy else driveby_of(draft)),
        )
    )
    mark(response, status_of(refused) if refused else 200, wait_of(refused))
    return response


def _of_no_field(refused: Refused | None, draft: Draft) -> str:
    """What is said above the form, and not by a field that it concerns."""
    if refused is None or (refused.problems and refused.problems.keys() <= {*draft.typed, STICKERS}):
        return ""
    return refused.message


def _field(slot: Slot, draft: Draft, problems: Mapping[str, str]) -> dict[str, Any]:
    """One slot's, as the editor shows it."""
    return {
        "slot": slot,
        "value": draft.typed[slot.name],
        "error": problems.get(slot.name),
        "id": f"slot-{slot.name}",
    }


def _template(slug: str) -> PosterTemplate:
    templates = current_site().templates
    if not (template := templates.get(slug)):
        raise NotFound(NO_SUCH)
    if not templates.is_open(slug):
        raise NotFound(NO_LONGER.format(template.title))
    return template


@lru_cache(128)
def _sample(slug: str, version: int, variant: str, art: str) -> bytes:
    """Of that version, on that art: what a slug alone stands for changes while the site runs."""
    site = current_site()
    template = site.templates[slug]
    return site.renderer.preview(Design(template, template.variant(variant), template.defaults))
