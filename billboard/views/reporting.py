"""Report a poster."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from billboard import visitors
from billboard.moderation import covering, receipts, reports
from billboard.numbers import Event
from billboard.posters import posters
from billboard.switches.proofs import Form, ProofRefused
from billboard.views import banned, visitor_cookie
from billboard.views.receipt import link_of
from billboard.web import metrics, proofs
from billboard.web.caching import private
from billboard.web.forms import ReportForm
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now
from billboard.web.view_models import poster_view

blueprint = Blueprint("reporting", __name__)


@blueprint.route("/p/<code>/report", methods=["GET", "POST"])
@csrf.exempt  # its form checks the token itself, or does without one where the browser says enough
@limiter.limit(lambda: current_site().settings.report_limit, methods=["POST"])
def report(code: str) -> AnyResponse:
    site, form = current_site(), ReportForm()
    with site.database.read() as session:
        view = poster_view(posters.find_live(session, code), site.templates)
    if not form.validate_on_submit():
        proof = proofs.address_of(Form.REPORT) if proofs.wanted_for(code) else ""
        page = render_template("report.html", poster=view, form=form, proof=proof)
        return private(page, 422 if request.method == "POST" else 200)
    banned.require("report")
    visitor = visitor_cookie.known() or visitors.new_visitor(now())
    site.tried(Form.REPORT)
    proven = _is_proven(code)
    with site.database.write() as session:
        reports.report(
            session,
            code,
            reason=form.reason.data,
            note=(form.note.data or "").strip(),
            reporter=visitor.voter,
            now=now(),
            address=request.remote_addr or "",
            terms=covering.covering_of(site.settings, site.templates),
            proven=proven,
        )
        secret = receipts.give(session, code, visitor.voter, site.secret_keys)
    site.count(Event.REPORTS)
    metrics.REPORTS.labels(form.reason.data).inc()
    page = render_template("reported.html", poster=view, link=link_of(secret), proven=proven)
    return visitor_cookie.keep(private(page), visitor)


def _is_proven(code: str) -> bool:
    """Whether a report comes with the proof that is asked for just now. It is taken without one, and with a bad one."""
    if not proofs.wanted_for(code):
        return True
    try:
        return proofs.came(Form.REPORT)
    except ProofRefused:
        return False
