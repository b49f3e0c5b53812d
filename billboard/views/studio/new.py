"""A new template begins with a picture."""

from collections.abc import Sequence

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from billboard.campaigns import campaigns
from billboard.core.errors import BadRequest, Refused
from billboard.models import Campaign, Scope
from billboard.studio import picture_steps
from billboard.views import guard
from billboard.views.studio import access, uploads
from billboard.web import caching
from billboard.web.forms import ButtonForm, typed
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("studio_new", __name__, url_prefix="/studio/new")
blueprint.after_request(caching.never)
NOBODYS = "Choose whom it is for: the site, or one of the campaigns that you look after."


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("")
def page() -> str:
    return _page()


@blueprint.post("")
@csrf.exempt  # the form checks its token itself, after who sends it is known: nobody else's 30 MB are looked at
@limiter.limit(lambda: current_site().settings.upload_limit)
def begin() -> ResponseReturnValue:
    def take() -> str:
        with access.drawing(uploads.COST):
            data = uploads.received()
            wall = _wall(typed("for"))
            draft = picture_steps.begin(current_site(), data, by=g.moderator.id, campaign_id=wall, now=now())
        return url_for("studio_straighten.page", code=draft.code)

    return uploads.answered(take, lambda refused: _page(refused))


def _page(refused: Refused | None = None) -> str:
    return render_template(
        "studio/new.html",
        walls=_walls(g.scope),
        whole_site=g.scope is None,
        chosen=uploads.said("for"),
        problem=refused.message if refused else "",
        form=ButtonForm(formdata=None),
        view="new",
    )


def _walls(scope: Scope) -> Sequence[Campaign]:
    with current_site().database.read() as session:
        return [each for each in campaigns.all_of(session) if scope is None or each.id in scope]


def _wall(slug: str) -> int | None:
    """The campaign that a template is for; none for the site."""
    if not slug and g.scope is None:
        return None
    found = next((each for each in _walls(g.scope) if each.slug == slug), None)
    if found is None:
        raise BadRequest(NOBODYS)
    return found.id
