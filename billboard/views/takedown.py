"""Notice and takedown: a form for whoever has no report button at hand.

It works without scripts and without cookies.
"""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import Refused
from billboard.moderation import notices
from billboard.moderation.covering import covering_of
from billboard.moderation.notices import Complaint
from billboard.web import caching, metrics, proofs
from billboard.web.forms import TakedownForm
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("takedown", __name__, url_prefix="/takedown")


@blueprint.after_request
def keep_private(response: Response) -> Response:
    caching.never(response)
    if request.endpoint != "takedown.form":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("")
def form() -> AnyResponse:
    blank = TakedownForm()
    blank.where.data = request.args.get("poster", "")[:500]
    return _form(blank)


@blueprint.post("")
@csrf.exempt  # its form checks the token itself, or does without one where the browser says enough
@limiter.limit(lambda: current_site().settings.takedown_limit)
def send() -> AnyResponse:
    sent = TakedownForm()
    if not sent.validate_on_submit():
        return _form(sent, 422)
    complaint = Complaint(
        where=sent.where.data or "",
        ground=sent.ground.data,
        text=(sent.text.data or "").strip(),
        name=sent.name.data or "",
        address=sent.address.data or "",
    )
    try:
        site = current_site()
        terms = covering_of(site.settings, site.templates)
        # No proof is asked for, so that nothing keeps anybody from sending one; under attack it covers nothing.
        proven = not proofs.wanted_for(notices.code_in(complaint.where))
        with site.database.write() as session:
            secret = notices.send(
                session, complaint, network=request.remote_addr or "", terms=terms, now=now(), proven=proven
            )
    except Refused as refused:
        if refused.field not in sent:
            raise
        sent[refused.field].errors = [refused.message]
        return _form(sent, 422)
    metrics.REPORTS.labels(complaint.ground).inc()
    return redirect(url_for("receipt.page", secret=secret), 303)


@blueprint.get("/<secret>")
def receipt(secret: str) -> AnyResponse:
    """Where receipts were at first."""
    return redirect(url_for("receipt.page", secret=secret), 303)


def _form(sent: TakedownForm, status: int = 200) -> AnyResponse:
    page = render_template("takedown.html", form=sent, days=notices.REMEMBERED.days, most=notices.UNANSWERED.days)
    return make_response(page, status)
