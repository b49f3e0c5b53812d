"""Whom to call when moderators are needed, for operators: addresses, a webhook, a test, and what became of calls."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from billboard.calls import calls
from billboard.core.errors import Refused
from billboard.infra import webhook
from billboard.infra.jobs import JobName
from billboard.settings import changes
from billboard.settings.changes import Entry
from billboard.views import guard
from billboard.web import caching, calling
from billboard.web.failures import status_of
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now

blueprint = Blueprint("call_desk", __name__, url_prefix="/moderate/calls")
blueprint.after_request(caching.never)
SETTINGS = ("notify_emails", "notify_webhook")
NOBODY = "Nobody is named yet, or letters have no way out. Name somebody first."


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator() or guard.require_fresh()


@blueprint.get("")
def page() -> AnyResponse:
    return _page()


@blueprint.post("")
def change() -> AnyResponse:
    typed = {name: request.form.get(name, "") for name in SETTINGS}
    try:
        with current_site().database.write() as session:
            for entry in _entries(session):
                name = entry.setting.name
                if typed[name].split() != _typed(entry).split():
                    seen = request.form.get(f"{name}_seen", 0, type=int)
                    changes.change(session, name, typed[name], seen=seen, by=g.moderator.id, now=now())
    except Refused as refused:
        return _page(typed, refused)
    flash("Kept. Calls go there from now on.")
    return redirect(url_for("call_desk.page"), 303)


@blueprint.post("/test")
def test() -> AnyResponse:
    site = current_site()
    if whom := calling.whom(site, ""):
        with site.database.write() as session:
            calls.test(session, "", whom, now())
        site.jobs.enqueue(JobName.CALL_MODERATORS)
        flash("A test is on its way. Below stands what comes of it.")
    else:
        flash(NOBODY)
    return redirect(url_for("call_desk.page"), 303)


def _page(typed: dict[str, str] | None = None, refused: Refused | None = None) -> AnyResponse:
    site = current_site()
    with site.database.read() as session:
        entries = _entries(session)
        recent = [(call, [*map(calling.sentence, calls.told(session, call))]) for call in calls.recent(session, "")]
    url = next(str(each.value) for each in entries if each.setting.name == "notify_webhook")
    page = render_template(
        "moderate/calls.html",
        entries=[(each, (typed or {}).get(each.setting.name, _typed(each))) for each in entries],
        problem=refused,
        recent=recent,
        secret=webhook.secret_of(url, site.secret_keys[0]) if url else "",
        lacks_relay=site.settings.relay is None,
        lacks_address=not site.environment.site_url,
        form=ButtonForm(),
        view="calls",
    )
    return make_response(page, status_of(refused) if refused else 200)


def _entries(session: Session) -> list[Entry]:
    return [each for each in changes.entries(session, current_site().environment) if each.setting.name in SETTINGS]


def _typed(entry: Entry) -> str:
    return entry.setting.typed(entry.value)
