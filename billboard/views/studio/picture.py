"""The first step: the picture that a template is made of."""

from flask import Blueprint, g, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import Refused
from billboard.studio import picture_steps
from billboard.views.studio import access, uploads
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("studio_picture", __name__, url_prefix="/studio/d/<code>/picture")
access.install(blueprint)


@blueprint.get("")
def page(code: str) -> AnyResponse:
    return _page()


@blueprint.post("")
@csrf.exempt  # the form checks its token itself, after who sends it is known
@limiter.limit(lambda: current_site().settings.upload_limit)
def replace(code: str) -> ResponseReturnValue:
    """Another one in its place; what was made of the one before goes."""

    def take() -> str:
        with access.drawing(uploads.COST):
            data = uploads.received()
            picture_steps.replace_photograph(current_site(), g.draft, g.who, access.edition_seen(), data, now=now())
        return url_for("studio_straighten.page", code=code)

    return uploads.answered(take, _page)


def _page(refused: Refused | None = None) -> AnyResponse:
    return access.page("studio/picture.html", "picture", refused)
