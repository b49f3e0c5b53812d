"""What a private link shows of a draft: its picture and what it will be called, to whoever was given the link."""

from flask import Blueprint, Response, make_response, render_template
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import NotFound
from billboard.infra.config import ROOT
from billboard.studio import drafts, layouts, previewing
from billboard.studio.draft_art import Easel
from billboard.studio.steps import STEPS
from billboard.views.studio.draft import answered
from billboard.web import caching
from billboard.web.site import current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("studio_look", __name__, url_prefix="/studio/look/<secret>")
TEXTURES = ROOT / "artwork" / "textures"
NO_WORDS = "Nothing is written on this draft yet. Look again later."


@blueprint.after_request
def keep_private(response: Response) -> Response:
    caching.never(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("")
@weighed(5)
def page(secret: str) -> AnyResponse:
    with current_site().database.read() as session:
        draft = drafts.shared(session, secret)
    document = drafts.document_of(draft)
    return make_response(
        render_template(
            "studio/look.html",
            document=document,
            shown=document.art or document.photograph,
            secret=secret,
            steps=STEPS.values(),
            updated=draft.updated,
        )
    )


@blueprint.get("/preview.jpg")
@weighed(12, lambda lanes: lanes.quick)
def preview(secret: str) -> AnyResponse:
    """With the usual words on it, by the renderer that draws posters."""
    site = current_site()
    with site.database.read() as session:
        draft = drafts.shared(session, secret)
    document = drafts.document_of(draft)
    if not document.board or not document.boxes:
        raise NotFound(NO_WORDS)
    home, easel = layouts.home_of(document), Easel(document, draft.folder, site.store, site.studio.files)
    found = previewing.seen(easel, site.renderer, home, TEXTURES)
    words = previewing.spoken(found, site.renderer, home, "typical")
    return Response(previewing.picture(found, site.renderer, words, home, "poster", None), mimetype="image/jpeg")


@blueprint.get("/<name>.jpg")
@weighed(5)
def picture(secret: str, name: str) -> AnyResponse:
    with current_site().database.read() as session:
        draft = drafts.shared(session, secret)
    return answered(draft.folder, drafts.document_of(draft), name, on_screen=True)
