"""Pictures of a draft as its pages show them: with words, kept or not, in a format, a colouring, a tile, a street."""

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, Response, g, render_template, request

from billboard.core.darkroom.recipes import AS_IT_IS, RECIPES
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.street.scenes import Scene
from billboard.core.text import wording
from billboard.infra.config import ROOT
from billboard.studio import draft_art, layouts, previewing
from billboard.studio.documents import Document
from billboard.studio.faces import card, faces
from billboard.studio.previewing import Figures, Seen, Shape
from billboard.views.studio import access
from billboard.views.studio.box_fields import read_boxes, textures
from billboard.web.failures import told
from billboard.web.previews import previewed, require_own_editor
from billboard.web.site import current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("studio_pictures", __name__, url_prefix="/studio/d/<code>")
access.install(blueprint)
TEXTURES = ROOT / "artwork" / "textures"
UNSAVED = "Some of the boxes do not hold: see the form."


@blueprint.route("/preview.jpg", methods=["GET", "POST"])
@weighed(12, lambda lanes: lanes.quick)
def preview(code: str) -> Response:
    """A draft with words on it: as it is kept, or with the boxes that were sent along."""
    if request.method == "GET":
        require_own_editor()
    try:
        document = _document()
        scene, shape = _scene(), cast(Shape, request.values.get("as", "poster"))
        format_ = _format(document, shape, scene)
        found = _seen(document, format_)
        words = {
            **previewing.spoken(found, current_site().renderer, format_, request.values.get("says", "")),
            **_words(),
        }
        known = {slot.name: words.get(slot.name, "") for slot in found.slots(format_)}
        made = previewing.picture(found, current_site().renderer, known, format_, shape, scene)
    except Refused as refused:
        return told(refused)
    return previewed(made, "image/jpeg")


@blueprint.post("/figures")
@weighed(12, lambda lanes: lanes.quick)
def figures(code: str) -> Response:
    """What is said of the boxes that were sent along: a piece of the editor's page."""
    try:
        told_of = figures_of(_document())
    except Refused as refused:
        return told(refused)
    return previewed(render_template("studio/figures.html", figures=told_of), "text/html")


def figures_of(document: Document) -> Figures:
    """Raises Refused."""
    renderer, found = current_site().renderer, _seen(document, layouts.home_of(document))
    return previewing.figures(found, renderer, previewing.spoken(found, renderer, found.home, "typical"))


@blueprint.get("/face.jpg")
@weighed(4, lambda lanes: lanes.quick)
def face(code: str) -> Response:
    """A card to choose a typeface by, in the draft's own words."""
    require_own_editor()
    asked, book = request.args, current_site().renderer.book
    drawn = card(book, asked.get("font", ""), asked.get("words", ""), upper=asked.get("case") == "upper")
    return previewed(drawn, "image/jpeg")


@blueprint.get("/colouring/<recipe>.jpg")
@weighed(20)
def colouring(code: str, recipe: str) -> Response:
    """The board in a colouring, small: to choose by."""
    return previewed(draft_art.colouring(access.easel(), recipe), "image/jpeg")


def _document() -> Document:
    """As it is kept, or with what the form says. Raises Refused."""
    document: Document = g.document
    if request.method == "POST":
        form = read_boxes(request.form, faces(current_site().renderer.book), textures())
        if form.problems:
            raise Refused(next(iter(form.problems.values()), UNSAVED))
        return document.model_copy(update={"boxes": form.boxes})
    return document


def _scene() -> Scene | None:
    scenes, wanted = current_site().scenes, request.values.get("street", "") or g.document.papers.scene
    of_its_shape = (each for each in scenes.values() if each.format is layouts.home_of(g.document))
    return scenes.get(wanted) or next(of_its_shape, None) or next(iter(scenes.values()), None)


def _format(document: Document, shape: str, scene: Scene | None) -> Format:
    if shape == "street" and scene:
        return scene.format
    if shape == "tile":
        return FORTY_EIGHT
    return FORMATS.get(request.values.get("sheet", ""), layouts.home_of(document))


def _seen(document: Document, format_: Format) -> Seen:
    """Raises Refused."""
    recipe = request.values.get("colouring", AS_IT_IS)
    easel = access.easel().with_document(document)
    return previewing.seen(easel, current_site().renderer, format_, TEXTURES, recipe if recipe in RECIPES else AS_IT_IS)


def _words() -> Mapping[str, str]:
    """What somebody typed to see it, by the slots' names."""
    typed: dict[str, Any] = {
        name.removeprefix("say-"): wording.normalise(text[:4000])
        for name, text in request.values.items()
        if name.startswith("say-") and text.strip()
    }
    for text in typed.values():
        wording.check(text)
    return typed
