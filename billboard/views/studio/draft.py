"""A draft of a template: where one goes on with it, its pictures, and how it is deleted."""

from flask import Blueprint, Response, flash, g, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import NotFound
from billboard.studio import draft_pictures, drafts
from billboard.studio.documents import Document, Picture
from billboard.studio.steps import next_step
from billboard.views.studio import access
from billboard.web import caching
from billboard.web.site import current_site

blueprint = Blueprint("studio_draft", __name__, url_prefix="/studio/d/<code>")
access.install(blueprint)
KEPT = "private, max-age=86400, immutable"  # a picture's name is never used again


@blueprint.get("")
def go_on(code: str) -> AnyResponse:
    return redirect(f"{url_for('studio_draft.go_on', code=code)}/{next_step(g.document).slug}", 303)


@blueprint.get("/pictures/<name>.jpg")
def picture(code: str, name: str) -> Response:
    """One of the draft's, as it is worked on."""
    return answered(g.draft.folder, g.document, name)


@blueprint.get("/screen/<name>.jpg")
def screen(code: str, name: str) -> Response:
    """The same, no larger than a screen."""
    return answered(g.draft.folder, g.document, name, on_screen=True)


@blueprint.post("/delete")
def delete(code: str) -> AnyResponse:
    site = current_site()
    with site.database.write() as session:
        draft = drafts.remove(session, code, g.who)
    draft_pictures.discard(site.store, draft.folder, g.document)  # after the row: what is left of them is found later
    flash("The draft is deleted, and its pictures with it.")
    return redirect(url_for("studio_drafts.page") if g.moderator else url_for("gallery.front"), 303)


def answered(folder: str, document: Document, name: str, *, on_screen: bool = False) -> Response:
    """Raises NotFound for a name that the document does not have."""
    found = named(document, name)
    data = draft_pictures.fetch(current_site().store, folder, found, on_screen=on_screen)
    return caching.keep(Response(data, mimetype="image/jpeg"), KEPT)


def named(document: Document, name: str) -> Picture:
    found = next((each for each in draft_pictures.pictures_of(document) if each.name == name), None)
    if found is None:
        raise NotFound(draft_pictures.GONE)
    return found
