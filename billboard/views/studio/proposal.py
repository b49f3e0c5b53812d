"""The last step of a proposer's draft: it is laid before the moderators."""

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest, Refused
from billboard.models import DraftState
from billboard.studio import proposals
from billboard.studio.drafts import Proposer
from billboard.studio.missing import Lack, missing
from billboard.views.studio import access
from billboard.views.studio.box_fields import textures
from billboard.web.security import limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("studio_proposal", __name__, url_prefix="/studio/d/<code>/propose")
access.install(blueprint)
OWN = "Moderators publish their drafts themselves: it is the last of the steps."


@blueprint.get("")
def page(code: str) -> AnyResponse:
    return _page()


@blueprint.post("")
@limiter.limit(lambda: current_site().settings.report_limit)
def send(code: str) -> AnyResponse:
    if not isinstance(g.who, Proposer):
        raise BadRequest(OWN)
    try:
        with current_site().database.write() as session:
            proposals.send(session, code, g.who, _lacks(), now=now())
    except Refused as refused:
        return _page(refused)
    return redirect(url_for("studio_propose.mine", secret=g.who.secret), 303)


def _lacks() -> list[Lack]:
    """What is missing still."""
    site = current_site()
    return missing(g.document, site.renderer.book, textures(), site.scenes)


def _page(refused: Refused | None = None) -> AnyResponse:
    if not isinstance(g.who, Proposer):
        return redirect(f"{url_for('studio_draft.go_on', code=g.draft.code)}/publish", 303)
    waits = g.draft.state is DraftState.PROPOSED
    return access.page("studio/ready.html", "propose", refused, lacks=_lacks(), waits=waits)
