"""What a private link shows of a draft: its picture and what it will be called, to whoever was given the link."""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response as AnyResponse

from billboard.studio import drafts
from billboard.studio.steps import STEPS
from billboard.views.studio.draft import answered
from billboard.web import caching
from billboard.web.site import current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("studio_look", __name__, url_prefix="/studio/look/<secret>")


@blueprint.after_request
def keep_private(response: AnyResponse) -> AnyResponse:
    response.headers["Cache-Control"] = caching.NEVER
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


@blueprint.get("/<name>.jpg")
@weighed(5)
def picture(secret: str, name: str) -> AnyResponse:
    with current_site().database.read() as session:
        draft = drafts.shared(session, secret)
    return answered(draft.folder, drafts.document_of(draft), name, on_screen=True)
