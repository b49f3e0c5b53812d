"""Diagnostics: whether each part is as it should be, every job, a test letter, a backup now, a bundle to send along."""

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import Refused
from billboard.infra.jobs import JobName
from billboard.infra.mail import NotSent, Post, read_address
from billboard.jobs import runs
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Kind
from billboard.views import guard
from billboard.web import caching, letters
from billboard.web.diagnosis import bundle, checks
from billboard.web.diagnosis.whole import CHECKS
from billboard.web.failures import status_of
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now

blueprint = Blueprint("operate_diagnostics", __name__, url_prefix="/operate/diagnostics")
blueprint.after_request(caching.never)
PATIENCE = 8.0  # seconds for which somebody waits for the relay
NO_RELAY = "SMTP_URL is not set: the site sends no letters."
NO_PLACE = "BACKUP_PLACE is not set: a backup has nowhere to go."


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator()


@blueprint.get("")
def page() -> AnyResponse:
    return _page()


@blueprint.post("/letter")
def send_letter() -> AnyResponse:
    address = request.form.get("address", "").strip()
    try:
        _send(address)
    except Refused as refused:
        return _page(address, refused)
    except NotSent as error:
        return _page(address, Refused(f"The letter was not taken: {error}.", "address"))
    _note("test-letter")
    flash("The relay has taken the letter. If it does not arrive, look among the junk, and at the relay’s own log.")
    return redirect(url_for("operate_diagnostics.page"), 303)


@blueprint.post("/backup")
def back_up() -> AnyResponse:
    site = current_site()
    if not site.environment.backup_place:
        flash(NO_PLACE)
    else:
        _note("ask-backup")
        site.jobs.enqueue(JobName.BACKUP)
        flash("A backup is asked for. Load this page again in a while to see what came of it.")
    return redirect(url_for("operate_diagnostics.page"), 303)


@blueprint.post("/bundle")
def download() -> AnyResponse:
    site, moment = current_site(), now()
    data = bundle.write(site, checks.run(site, CHECKS), _reports(), moment)
    _note("bundle")
    name = f"billboard-diagnostics-{moment:%Y-%m-%d-%H%M}.zip"
    return Response(data, mimetype="application/zip", headers={"Content-Disposition": f"attachment; filename={name}"})


def _page(address: str | None = None, refused: Refused | None = None) -> AnyResponse:
    site = current_site()
    checked = checks.run(site, CHECKS)
    page = render_template(
        "operate/diagnostics.html",
        checked=checked,
        reports=_reports(),
        states=[(state, sum(each.finding.state is state for each in checked)) for state in checks.State],
        moment=now(),
        address=site.settings.contact_email if address is None else address,
        problem=refused,
        has_relay=site.settings.relay is not None,
        has_place=bool(site.environment.backup_place),
        form=ButtonForm(),
        view="diagnostics",
    )
    return make_response(page, status_of(refused) if refused else 200)


def _reports() -> list[runs.Report]:
    with current_site().database.read() as session:
        return runs.reports(session)


def _send(address: str) -> None:
    """Raises Refused and NotSent."""
    relay = current_site().settings.relay
    if relay is None:
        raise Refused(NO_RELAY, "address")
    read_address(address)
    with Post(relay, within=PATIENCE) as post:
        post.send(letters.test(address, now()))


def _note(did: str) -> None:
    with current_site().database.write() as session:
        journal.record(session, Act(Kind.UPKEEP, did), by=g.moderator.id, now=now())
