"""A private link shows a draft to a colleague without an account, until somebody turns it off."""

from flask import Blueprint, flash, g, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.studio import drafts
from billboard.views.studio import access
from billboard.web.forms import typed
from billboard.web.site import absolute, current_site

blueprint = Blueprint("studio_share", __name__, url_prefix="/studio/d/<code>/share")
access.install(blueprint)


@blueprint.get("")
def page(code: str) -> AnyResponse:
    return access.page("studio/share.html", "", link="")


@blueprint.post("")
def turn(code: str) -> AnyResponse:
    """A new link, shown this once, in the place of the one before; or none any more."""
    off = typed("do") == "off"
    with current_site().database.write() as session:
        draft = drafts.find(session, code, g.who, lock=True)
        secret = drafts.unshare(draft) if off else drafts.share(draft)
    access.look_at(draft)
    if off:
        flash("The link is off. Whoever opens it sees nothing any more.")
        return redirect(url_for("studio_share.page", code=code), 303)
    link = absolute(url_for("studio_look.page", secret=secret))
    return access.page("studio/share.html", "", link=link)
