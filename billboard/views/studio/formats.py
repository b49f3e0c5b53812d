"""Colours and formats: ready-made colourings to tick, further formats to accept, adjust or leave out."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from billboard.core.darkroom.recipes import AS_IT_IS, RECIPES
from billboard.core.errors import Refused
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.studio import draft_art, further_formats, layouts
from billboard.studio.documents import MOST_COLOURINGS, Colouring, Document, FormatPlan, Place
from billboard.views.studio import access
from billboard.web import caching, previews, seals
from billboard.web.failures import FAILURES, refusal_of
from billboard.web.forms import PRESS, ButtonForm
from billboard.web.security import csrf

blueprint = Blueprint("studio_formats", __name__, url_prefix="/studio/d/<code>/formats")
access.install(blueprint)
blueprint.after_request(caching.never)
SIDES = ("x", "y", "w", "h", "least", "most", "lines")
NAMES = ("From the left", "From the top", "Width", "Height", "Smallest type", "Largest type", "Lines at most")
LARGEST = 20_000  # art px that a number may be
MANY = f"Choose {MOST_COLOURINGS} colourings at most."
NONE = "Tick one colouring at least."
NUMBERS = "Whole numbers are wanted for where a box lies."


@blueprint.get("")
def page(code: str) -> Response:
    return _page(g.document)


@blueprint.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody what was ticked
def save(code: str) -> Response:
    document: Document = g.document
    try:
        document = _read(document)
        if not ButtonForm().validate_on_submit():
            raise Refused(seals.problem(PRESS))
        found = {name: getattr(document, name) for name in ("colourings", "focus", "formats")}
        access.change(lambda kept: kept.model_copy(update=found))
    except FAILURES as error:
        return _page(document, refusal_of(error))
    return redirect(url_for("studio_papers.page" if "onwards" in request.form else ".page", code=code), 303)


def _read(document: Document) -> Document:
    """The document as the form wants it. Raises Refused."""
    chosen = [each for each in RECIPES.values() if each.name in request.form.getlist("colouring")]
    if not chosen or len(chosen) > MOST_COLOURINGS:
        raise Refused(MANY if chosen else NONE)
    colourings = tuple(Colouring(recipe=each.name, title=each.title) for each in chosen)
    document = document.model_copy(update={"colourings": colourings, "focus": _focus(document)})
    plans: dict[str, FormatPlan] = {}
    for each in further_formats.others(document):
        how = request.form.get(f"f-{each.slug}", "")
        if how in ("crop", "mount", "leave"):
            how = "mount" if each is FORTY_EIGHT else how
            plans[each.slug] = further_formats.planned(document, each, how, _places(document, each, how))
    return document.model_copy(update={"formats": plans})


def _focus(document: Document) -> tuple[int, int, int] | None:
    art = layouts.home_of(document).art
    if not any(request.form.get(f"focus-{name}", "").strip() for name in "xyw"):
        return None
    x, y, width = (_number(f"focus-{name}") for name in "xyw")
    return min(max(0, x), art[0]), min(max(0, y), art[1]), min(max(20, width), art[0])


def _places(document: Document, format_: Format, how: str) -> Mapping[str, Place]:
    """Where boxes were laid by numbers, on the format as it was looked at; anew where it is cut otherwise now."""
    shown = request.form.get(f"was-{format_.slug}", "")
    if how == "leave" or shown != how:
        return {}
    found = {}
    for box in document.boxes:
        key = f"{format_.slug}-{box.name}"
        if f"{key}-x" in request.form:
            x, y, width, height, least, most, lines = (_number(f"{key}-{side}") for side in SIDES)
            place = Place(box=(x, y, width, height), size=(least, max(least, most)), lines=min(40, max(1, lines)))
            found[box.name] = layouts.within(place, box.rotation, format_.art)
    return found


def _number(name: str) -> int:
    try:
        value = int(request.form.get(name, "").strip()[:8])
    except ValueError:
        raise Refused(NUMBERS) from None
    return max(-LARGEST, min(LARGEST, value))


def _page(document: Document, refused: Refused | None = None) -> Response:
    if not document.board:
        return redirect(url_for("studio_draft.go_on", code=g.draft.code), 303)
    _prepare(document)
    ticked = {each.recipe for each in document.colourings} or {AS_IT_IS}
    context: dict[str, Any] = {
        "recipes": list(RECIPES.values()),
        "ticked": {*request.form.getlist("colouring")} if refused else ticked,
        "home": layouts.home_of(document),
        "others": [_shown(document, each, kept=refused is None) for each in further_formats.others(document)],
        "sides": list(zip(SIDES, NAMES, strict=True)),
        "focus": _focus_typed() if refused else document.focus,
        "seal": previews.seal(),
    }
    return access.page("studio/formats.html", "formats", refused, **context)


def _prepare(document: Document) -> None:
    """Have the pictures of this page made before a browser asks for all of them at once; those that cannot be made now
    are made when it does."""
    easel = access.easel().with_document(document)
    with suppress(Refused):
        draft_art.colouring(easel, AS_IT_IS)
        draft_art.arts_in(easel, further_formats.others(document))


def _focus_typed() -> tuple[str, ...]:
    """As the form said it; nothing where it said nothing."""
    said = tuple(request.form.get(f"focus-{name}", "")[:8] for name in "xyw")
    return said if any(said) else ()


def _shown(document: Document, format_: Format, *, kept: bool) -> dict[str, Any]:
    """A further format as the page offers it: as it is kept, or as the form says."""
    plan, crop = document.formats.get(format_.slug), layouts.crop_for(document, format_)  # type: ignore[call-overload]
    fixed = format_ is FORTY_EIGHT
    places = layouts.places_on(document, format_)
    how = "mount" if fixed else "leave" if plan and not plan.accepted else "crop" if crop else "mount"
    said = {} if kept else request.form
    return {
        "format": format_,
        "fixed": fixed,
        "how": said.get(f"f-{format_.slug}", how),
        "cut": said.get(f"was-{format_.slug}", "crop" if crop else "mount"),
        "undecided": plan is None and not fixed,
        "boxes": [
            (
                box,
                {
                    side: said.get(f"{format_.slug}-{box.name}-{side}", str(number))
                    for side, number in zip(SIDES, _numbers(places[box.name]), strict=True)
                },
            )
            for box in document.boxes
        ],
    }


def _numbers(place: Place) -> tuple[int, ...]:
    return (*place.box, *place.size, place.lines)
