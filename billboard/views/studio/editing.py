"""Edit a template that was published: a new draft begins where the last one ended."""

from flask import Blueprint, flash, g, redirect, url_for
from werkzeug.wrappers import Response

from billboard.core.errors import NotFound, Refused
from billboard.studio import finishing
from billboard.views import guard
from billboard.web import caching
from billboard.web.site import current_site, now

blueprint = Blueprint("studio_edit", __name__, url_prefix="/studio/edit")
blueprint.after_request(caching.never)


@blueprint.before_request
def require_moderator() -> Response | None:
    return guard.require_moderator()


@blueprint.post("/<slug>")
def begin(slug: str) -> Response:
    """A new draft of what a template was published from last."""
    try:
        code = finishing.edit(current_site(), slug, g.scope, now=now(), by=g.moderator.id)
    except NotFound:
        raise
    except Refused as refused:
        flash(refused.message)
        return redirect(url_for("studio_templates.template", slug=slug), 303)
    return redirect(url_for("studio_boxes.page", code=code), 303)
