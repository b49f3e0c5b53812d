"""Boxes: where the words of a template's posters go, and how they are set. One form, with a script or without."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from billboard.core.errors import Refused
from billboard.studio import boxes, draft_art, layouts
from billboard.studio.documents import MOST_BOXES, Box
from billboard.studio.faces import faces
from billboard.studio.specimens import SPECIMENS
from billboard.views.studio import access, pictures
from billboard.views.studio.box_fields import BoxForm, Row, read_boxes, rows_of, textures, typed_of
from billboard.views.studio.controls import CONTROLS
from billboard.web import caching, previews, seals
from billboard.web.failures import FAILURES, refusal_of
from billboard.web.forms import PRESS, ButtonForm
from billboard.web.security import csrf
from billboard.web.site import current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("studio_boxes", __name__, url_prefix="/studio/d/<code>/boxes")
access.install(blueprint)
blueprint.after_request(caching.never)
GROUPS = (("words", "Words"), ("type", "Type"), ("place", "Place"), ("edges", "Outline, shadow, bar"), ("more", "More"))
FULL = f"A template has {MOST_BOXES} boxes at most. Delete one first."
NO_CALM = "There is no calm area large enough in this picture. Draw a box where the words are to go."


@blueprint.get("")
def page(code: str) -> Response:
    return _page(rows_of(g.document.boxes))


@blueprint.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their boxes
@weighed(30)
def save(code: str) -> Response:
    """Keep them; then what else the button wants."""
    form = read_boxes(request.form, faces(current_site().renderer.book), textures())
    if not ButtonForm().validate_on_submit():
        return _page(form.rows, Refused(seals.problem(PRESS)))
    if form.problems:
        return _page(form.rows, Refused("Not kept yet: some of it does not hold."), form)
    try:
        found = _acted(form)
        access.change(lambda document: document.model_copy(update={"boxes": found}))
    except FAILURES as error:
        return _page(form.rows, refusal_of(error))
    return redirect(url_for("studio_formats.page" if "onwards" in request.form else ".page", code=code), 303)


def _acted(form: BoxForm) -> tuple[Box, ...]:
    """What the button makes of them. Raises Refused."""
    kept = form.boxes
    art = layouts.home_of(g.document).art
    if "suggest" in request.form:
        areas = draft_art.calm(access.easel())
        if not areas:
            raise Refused(NO_CALM)
        return boxes.suggested(kept, areas, art)
    if "add" in request.form:
        _require_room(kept)
        return boxes.added(kept, art)
    if key := request.form.get("duplicate"):
        _require_room(kept)
        return boxes.duplicated(kept, _at(form, key), art)
    if key := request.form.get("delete"):
        return boxes.without(kept, _at(form, key))
    if key := request.form.get("up"):
        return boxes.before(kept, _at(form, key))
    return tuple(kept)


def _require_room(kept: Sequence[Box]) -> None:
    if len(kept) >= MOST_BOXES:
        raise Refused(FULL)


def _at(form: BoxForm, key: str) -> int:
    keys = [row.key for row in form.rows]
    if key not in keys:
        raise Refused("That box is not there any more.")
    return keys.index(key)


def _page(rows: Sequence[Row], refused: Refused | None = None, form: BoxForm | None = None) -> Response:
    if not g.document.board:
        return redirect(url_for("studio_draft.go_on", code=g.draft.code), 303)
    home = layouts.home_of(g.document)
    model = boxes.fresh(g.document.boxes, home.art)
    context: dict[str, Any] = {
        "rows": rows,
        "model": Row("KEY", "", typed_of(model)),
        "problems": form.problems if form else {},
        "groups": [(slug, title, [each for each in CONTROLS if each.group == slug]) for slug, title in GROUPS],
        "figures": pictures.figures_of(g.document) if g.document.boxes else None,
        "faces": faces(current_site().renderer.book),
        "textures": textures(),
        "swatches": draft_art.swatches(access.easel()),
        "specimens": SPECIMENS,
        "format": home,
        "most": MOST_BOXES,
        "seal": previews.seal(),
    }
    return access.page("studio/boxes.html", "boxes", refused, **context)
