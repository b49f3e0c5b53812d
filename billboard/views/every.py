"""Every hoarding: one slogan on every template that takes it, to choose a template by."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, make_response, render_template, request, url_for

from billboard.core.catalogue.designs import Design, read_design
from billboard.core.catalogue.templates import PosterTemplate, Variant
from billboard.core.errors import NotFound, Refused, SloganRefused
from billboard.core.text import wording
from billboard.numbers import Event
from billboard.views.draft_context import DraftContext, read_context
from billboard.web.campaign_view_models import campaign_view
from billboard.web.failures import mark, told
from billboard.web.previews import previewed, require_own_editor, seal
from billboard.web.site import current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("every", __name__)
LONGEST = 300  # characters of the field; no template takes as many


@dataclass(frozen=True)
class Cell:
    """A template with the words on it, or without, and why."""

    slug: str
    title: str
    main: str  # the slot that takes the words
    edit: str
    picture: str
    problem: str | None


@blueprint.get("/make/every")
@weighed(60, lambda lanes: lanes.quick)
def grid() -> Response:
    """The templates that take the words first, each with its picture's address; then the others and why they do not."""
    words = wording.normalise(request.args.get("slogan", "")[:LONGEST])
    problem = _fault(words)
    if words:  # one thing to say, on however many templates
        current_site().count(Event.PREVIEWS, *((Event.REFUSED,) if problem else ()))
    context = read_context(request.args)
    cells = [_cell(each, "" if problem else words, context) for each in context.offered]
    response = make_response(
        render_template(
            "every.html",
            words=words,
            longest=LONGEST,
            problem=problem,
            took=[cell for cell in cells if not cell.problem],
            refused=[cell for cell in cells if cell.problem],
            template=request.args.get("template", ""),
            variant=request.args.get("variant", ""),
            context=context,
            campaign=campaign_view(context.campaign) if context.campaign else None,
        )
    )
    mark(response, 422 if problem else 200)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/make/<slug>/small.jpg")
@weighed(5, lambda lanes: lanes.quick)
def small(slug: str) -> Response:
    """A small preview, under a preview's rules: for this site's own page alone, and nothing is kept."""
    require_own_editor()
    template = current_site().templates.get(slug)
    if not template or not current_site().templates.is_open(slug):
        raise NotFound("There is no template of that name. Choose one from the wall of templates.")
    try:
        words, context = request.args.get("slogan", "")[:LONGEST], read_context(request.args)
        design = replace(_design(template, _variant(template), words), imprint=context.imprint)
        picture = current_site().renderer.small(design)
    except Refused as refused:
        return told(refused)
    return previewed(picture, "image/jpeg")


def _design(template: PosterTemplate, variant: Variant, words: str) -> Design:
    """The words in the template's main slot and its own in all others. Raises SloganProblems."""
    typed = {**template.defaults, template.main.name: words}
    return read_design(current_site().renderer.sticker_catalogue, template, variant, typed)


def _variant(template: PosterTemplate) -> Variant:
    """The colouring asked for, where it is this template's."""
    wanted = request.args.get("variant") if request.args.get("template", template.slug) == template.slug else None
    return next((each for each in template.variants if each.slug == wanted), template.variants[0])


def _cell(template: PosterTemplate, words: str, context: DraftContext) -> Cell:
    variant = _variant(template)
    problem = _problem(template, variant, words) if words else None
    typed = {template.main.name: words} if words else {}
    return Cell(
        slug=template.slug,
        title=template.title,
        main=template.main.name,
        edit=_address("maker.edit", template, variant=variant.slug, **typed, **context.fields),
        picture=_picture(template, variant, "" if problem else words, context),
        problem=problem,
    )


def _problem(template: PosterTemplate, variant: Variant, words: str) -> str | None:
    """Why a template does not take the words."""
    try:
        current_site().renderer.set(_design(template, variant, words))
    except Refused as refused:
        return next(iter(refused.problems.values()), refused.message)
    return None


def _picture(template: PosterTemplate, variant: Variant, words: str, context: DraftContext) -> str:
    """The address of a template's picture, with the words or with its own."""
    if not words:
        return _address("maker.sample", template, variant=variant.slug, v=str(template.version))
    # An imprint is drawn on the picture.
    campaign = {"campaign": context.campaign.slug} if context.campaign and context.imprint else {}
    return _address("every.small", template, variant=variant.slug, **campaign, slogan=words, seal=seal())


def _address(endpoint: str, template: PosterTemplate, **fields: str) -> str:
    return url_for(endpoint, slug=template.slug, _external=False, **fields)


def _fault(words: str) -> str | None:
    """What no template could take."""
    try:
        wording.check(words)
    except SloganRefused as refused:
        return refused.message
    return None
