"""Where whoever is blocked sees until when and why, and says that it is wrong.

It works without scripts and without cookies: a block of a network is known by where the request comes from.
"""

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from billboard.bans import objecting
from billboard.core.errors import Refused
from billboard.models import Ban
from billboard.moderation.reasons import label_of
from billboard.views import banned
from billboard.web import caching
from billboard.web.failures import status_of
from billboard.web.forms import ObjectionForm
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("objection", __name__, url_prefix="/blocked")


@blueprint.after_request
def keep_private(response: Response) -> Response:
    caching.never(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("")
@limiter.limit(lambda: current_site().settings.vote_limit)
def page() -> AnyResponse:
    return _page(ObjectionForm())


@blueprint.post("")
@csrf.exempt  # its form checks the token itself, or does without one where the browser says enough
@limiter.limit(lambda: current_site().settings.takedown_limit)
def send() -> AnyResponse:
    sent = ObjectionForm()
    if not sent.validate_on_submit():
        return _page(sent, 422)
    found = banned.standing()
    if found is None:  # over meanwhile
        return redirect(url_for("objection.page"), 303)
    try:
        with current_site().database.write() as session:
            objecting.object_to(session, found.id, sent.text.data or "", now())
    except Refused as refused:
        sent.text.errors = [refused.message]
        return _page(sent, status_of(refused))
    return redirect(url_for("objection.page"), 303)


def _page(form: ObjectionForm, status: int = 200) -> AnyResponse:
    found = banned.standing()
    if found:  # as it is now: what this process knows of blocks may be a second old
        with current_site().database.read() as session:
            found = session.scalars(select(Ban).where(Ban.id == found.id, Ban.until > now())).one_or_none()
    page = render_template(
        "blocked.html",
        form=form,
        ban=found,
        reason=label_of(found.reason).lower() if found else "",
        length=objecting.LENGTH,
    )
    return make_response(page, status)
