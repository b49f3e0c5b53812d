"""Papers: what a template is called, whose picture it is and by what right, and what somebody might make of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from billboard.core.errors import Refused
from billboard.studio import missing, specimens
from billboard.studio.documents import MOST_SAMPLES, Document, Papers
from billboard.studio.drafted import home_slots
from billboard.views.studio import access
from billboard.views.studio.box_fields import textures
from billboard.web import caching, previews, seals
from billboard.web.failures import FAILURES, refusal_of
from billboard.web.forms import PRESS, ButtonForm, one_newline, typed
from billboard.web.security import csrf
from billboard.web.site import current_site

blueprint = Blueprint("studio_papers", __name__, url_prefix="/studio/d/<code>/papers")
access.install(blueprint)
blueprint.after_request(caching.never)
LICENCES = ("All rights reserved", "CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0", "Public domain")
RIGHTS = (
    "Parody of a published poster",
    "We took the photograph",
    "With its maker’s permission",
    "It is in the public domain",
)
TEXTS = ("title", "blurb", "alt", "credit", "right", "spoof_of", "licence", "scene")
WORDS = {  # what a field of papers is called in a sentence
    "title": "The title",
    "blurb": "The blurb",
    "alt": "The description",
    "credit": "Whose picture it is",
    "right": "The right",
    "spoof_of": "What it is a spoof of",
    "licence": "The licence",
    "tags": "One of the words to find it by",
}


@blueprint.get("")
def page(code: str) -> Response:
    return _page(g.document)


@blueprint.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their words
def save(code: str) -> Response:
    fields = {name: " ".join(typed(name).split()) for name in TEXTS} | {"tags": typed("tags")}
    samples = _samples(g.document)
    try:
        document = _read(fields, samples)
        if "suggest" in request.form:
            document = _suggested(document)
        if not ButtonForm().validate_on_submit():
            raise Refused(seals.problem(PRESS))
        found = {"papers": document.papers, "samples": document.samples}
        access.change(lambda kept: kept.model_copy(update=found))
    except FAILURES as error:
        return _page(g.document, fields, samples, refusal_of(error))
    return redirect(url_for("studio_publish.page" if "onwards" in request.form else ".page", code=code), 303)


def _read(fields: Mapping[str, str], samples: Sequence[Mapping[str, str]]) -> Document:
    """Raises Refused for what is too long to be kept."""
    tags = tuple(tag for each in fields["tags"].split(",") if (tag := " ".join(each.split())))
    try:
        papers = Papers(**{**{name: fields[name] for name in TEXTS}, "tags": tags})
    except ValidationError as error:
        fault = error.errors()[0]
        most = fault.get("ctx", {}).get("max_length", "")
        name = str(fault["loc"][0])
        if name == "tags" and fault["type"] == "too_long":
            raise Refused(f"{most} words to find it by are the most. Leave some out.", name) from None
        raise Refused(f"{WORDS.get(name, 'That')} is too long ({most} at most). Shorten it.", name) from None
    document: Document = g.document
    return document.model_copy(update={"papers": papers, "samples": tuple(dict(each) for each in samples)})


def _samples(document: Document) -> list[dict[str, str]]:
    """Those of which anything was typed."""
    found = []
    for number in range(MOST_SAMPLES):
        texts = {box.name: (one_newline(typed(f"s{number}-{box.name}")) or "")[:1000] for box in document.boxes}
        if any(text.strip() for text in texts.values()):
            found.append({name: text for name, text in texts.items() if text.strip()})
    return found


def _suggested(document: Document) -> Document:
    """With one more example. Raises Refused where there are enough."""
    slots = home_slots(document, current_site().renderer.book)
    if not slots:
        raise Refused("Draw a box first: examples are what stands in boxes.")
    more = specimens.another(current_site().renderer.book, slots, document.samples)
    if more is None or len(document.samples) >= MOST_SAMPLES:
        raise Refused("That is all we can think of. Write your own: they are better.")
    return document.model_copy(update={"samples": (*document.samples, more)})


def _page(
    document: Document,
    fields: Mapping[str, str] | None = None,
    samples: Sequence[Mapping[str, str]] | None = None,
    refused: Refused | None = None,
) -> Response:
    if not document.board:
        return redirect(url_for("studio_draft.go_on", code=g.draft.code), 303)
    papers, site = document.papers, current_site()
    kept = {name: getattr(papers, name) for name in TEXTS} | {"tags": ", ".join(papers.tags)}
    shown = list(document.samples if samples is None else samples)
    lacks = missing.missing(document, site.renderer.book, textures(), site.scenes) if refused is None else []
    context: dict[str, Any] = {
        "fields": fields or kept,
        "samples": [*shown, {}][:MOST_SAMPLES],
        "lacks": [each.sentence for each in lacks if each.step == "papers" and (papers.title or document.samples)],
        "licences": LICENCES,
        "rights": RIGHTS,
        "scenes": list(site.scenes.values()),
        "main": next((box for box in document.boxes if box.required), None),
        "limits": {slot.name: slot.limit for slot in home_slots(document, site.renderer.book)},
        "seal": previews.seal(),
    }
    return access.page("studio/papers.html", "papers", refused, **context)
