"""The maker: choose a template, type, see it set, publish."""

import logging
from functools import lru_cache
from urllib.parse import urlencode

from flask import Blueprint, Response, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_limiter import RequestLimit
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.wrappers import Response as AnyResponse

from billboard import metrics, posters
from billboard.cards import template_card
from billboard.core import wording
from billboard.core.errors import (
    Forbidden,
    NotFound,
    Refused,
    SloganProblems,
    StoreUnavailable,
    TooManyRequests,
)
from billboard.core.templates import PosterTemplate, Variant
from billboard.forms import MakerForm
from billboard.security import csrf, limiter
from billboard.site import current_site, now
from billboard.views.pages import render_shared

blueprint = Blueprint("maker", __name__)
logger = logging.getLogger("billboard.maker")
STALE = "This page had been open so long that its seal expired. Your words are kept: press Publish once more."
BUSY = "Many posters are coming from your network. Your words are kept: wait a minute, then press Publish again."
DOWN = "The wall cannot take posters just now. Your words are kept: try again in a minute."


@blueprint.get("/make")
def choose() -> Response:
    query = request.args.get("q", "").strip()[:100]
    templates = [template_card(each) for each in current_site().templates.values() if _answers(each, query)]
    return render_shared("choose.html", templates=templates, q=query)


@blueprint.get("/make/<slug>")
def edit(slug: str) -> Response:
    template = _template(slug)
    typed = {slot.name: request.args.get(slot.name, slot.default) for slot in template.slots}
    return _editor(template, _variant(template, request.args.get("variant")), typed)


def busy(_: RequestLimit) -> Response:
    slug = (request.view_args or {})["slug"]
    return _kept(_template(slug), TooManyRequests(BUSY))


@blueprint.post("/make/<slug>")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their words
@limiter.limit(
    lambda: current_site().settings.publish_limit, exempt_when=lambda: "preview" in request.form, on_breach=busy
)
def publish(slug: str) -> AnyResponse:
    """Whatever goes wrong, the editor comes back with the words typed and says what to do."""
    template, form, site = _template(slug), MakerForm(), current_site()
    if "preview" in request.form:
        return _editor(template, _variant(template, request.form.get("variant")), _typed(template), check=True)
    if not form.validate():
        return _kept(template, Refused(STALE))
    try:
        code = posters.publish(
            site.database,
            site.store,
            site.renderer,
            template=template,
            variant=_variant(template, request.form.get("variant")),
            fields=_typed(template),
            key=form.key.data or "",
            now=now(),
        )
    except Refused as refused:
        return _kept(template, refused)
    except (DBAPIError, PoolTimeout) as error:
        # Only the kind: the statement's parameters hold what was typed.
        logger.error("database", extra={"request_id": g.request_id, "kind": type(error).__name__})
        return _kept(template, StoreUnavailable(DOWN))
    metrics.PUBLISHED.labels(template.slug).inc()
    return redirect(url_for("poster.page", code=code), 303)


@blueprint.get("/make/<slug>/preview.jpg")
@limiter.limit(lambda: current_site().settings.preview_limit)
def preview(slug: str) -> Response:
    """For this site's own editor alone: unmoderated text must not be shown elsewhere under this site's name."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Forbidden("Previews are for the maker's own page. Publish the poster to get a picture you can share.")
    template = _template(slug)
    fields = {slot.name: request.args.get(slot.name, "") for slot in template.slots}
    try:
        slogan = wording.read_slogan(template, fields)
        picture = current_site().renderer.preview(
            template, _variant(template, request.args.get("variant")).slug, slogan
        )
    except Refused as refused:
        response = jsonify(message=refused.message, problems=_problems(refused))
        response.status_code = refused.status
        return response
    response = Response(picture, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/make/<slug>/sample.jpg")
def sample(slug: str) -> Response:
    """The template with its default text, for the wall of templates."""
    template = _template(slug)
    picture = _sample(template.slug, _variant(template, request.args.get("variant")).slug)
    response = Response(picture, mimetype="image/jpeg")
    response.add_etag()
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.make_conditional(request)
    return response


def _kept(template: PosterTemplate, refused: Refused) -> Response:
    """The editor with what was just sent to it, and why that was refused."""
    variant, typed = _variant(template, request.form.get("variant")), _typed(template)
    response = _editor(
        template, variant, typed, problem=refused.message, problems=_problems(refused), status=refused.status
    )
    if refused.status in (429, 503):
        response.headers["Retry-After"] = "60"
    return response


def _editor(
    template: PosterTemplate,
    variant: Variant,
    typed: dict[str, str],
    *,
    problem: str | None = None,
    problems: dict[str, str] | None = None,
    status: int = 200,
    check: bool = False,
) -> Response:
    """The editor's page, with the picture of what was typed where it can be drawn; `check` says why where it cannot."""
    problems = problems or {}
    form = MakerForm()
    drawable = not problems
    if drawable:
        try:
            slogan = wording.read_slogan(template, typed)
            current_site().renderer.set(template, slogan)
        except Refused as refused:
            drawable = False
            if check:
                problem, problems, status = refused.message, _problems(refused), refused.status
    fields = [
        {"slot": slot, "value": typed[slot.name], "error": problems.get(slot.name), "id": f"slot-{slot.name}"}
        for slot in template.slots
    ]
    response = make_response(
        render_template(
            "editor.html",
            template=template,
            fields=fields,
            variants=template.variants,
            variant=variant.slug,
            form=form,
            preview_url=_preview_url(template, variant, typed) if drawable else None,
            problem=problem,
            samples=[dict(each) for each in template.samples],
        ),
        status,
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _preview_url(template: PosterTemplate, variant: Variant, typed: dict[str, str]) -> str:
    return url_for("maker.preview", slug=template.slug) + "?" + urlencode({**typed, "variant": variant.slug})


def _template(slug: str) -> PosterTemplate:
    try:
        return current_site().templates[slug]
    except KeyError:
        raise NotFound("There is no template of that name. Choose one from the wall of templates.") from None


def _variant(template: PosterTemplate, slug: str | None) -> Variant:
    return next((each for each in template.variants if each.slug == slug), template.variants[0])


def _typed(template: PosterTemplate) -> dict[str, str]:
    return {slot.name: request.form.get(slot.name, "") for slot in template.slots}


def _problems(refused: Refused) -> dict[str, str]:
    if isinstance(refused, SloganProblems):
        return dict(refused.problems)
    return {refused.field: refused.message} if refused.field else {}


def _answers(template: PosterTemplate, query: str) -> bool:
    text = " ".join((template.title, template.blurb, *template.tags)).casefold()
    return all(word in text for word in query.casefold().split())


@lru_cache(128)
def _sample(slug: str, variant: str) -> bytes:
    site = current_site()
    template = site.templates[slug]
    return site.renderer.preview(template, variant, {name: text for name, text in template.defaults.items() if text})
