"""What the public proposes, and the moderators' answers to it."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import NotFound, Refused
from billboard.models import StudioDraft
from billboard.studio import drafts, proposals
from billboard.views import guard
from billboard.web import caching
from billboard.web.failures import mark, status_of
from billboard.web.forms import ButtonForm, one_newline, typed
from billboard.web.site import current_site, now

blueprint = Blueprint("studio_proposals", __name__, url_prefix="/studio/proposals")
blueprint.after_request(caching.never)


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("")
def page() -> AnyResponse:
    return _page()


@blueprint.post("/<code>/decline")
def decline(code: str) -> AnyResponse:
    try:
        with current_site().database.write() as session:
            answer = one_newline(typed("answer")) or ""
            proposals.decline(session, code, g.scope, answer, by=g.moderator.id, now=now())
    except NotFound:
        raise
    except Refused as refused:
        return _page(refused, code)
    flash("Declined. Whoever proposed it reads why by their link.")
    return redirect(url_for("studio_proposals.page"), 303)


def _page(refused: Refused | None = None, code: str = "") -> AnyResponse:
    with current_site().database.read() as session:
        found = proposals.waiting(session, g.scope)
    page = render_template(
        "studio/proposals.html",
        proposals=[_told(each) for each in found],
        taken=current_site().settings.template_proposals,
        problem=refused.message if refused else "",
        about=code,
        answer=typed("answer") if request.method == "POST" else "",
        length=proposals.LENGTH,
        form=ButtonForm(),
        view="proposals",
    )
    answer = make_response(page)
    if refused:
        mark(answer, status_of(refused))
    return answer


def _told(draft: StudioDraft) -> dict[str, object]:
    document = drafts.document_of(draft)
    return {
        "code": draft.code,
        "papers": document.papers,
        "picture": document.art or document.photograph,
        "updated": draft.updated,
        "address": url_for("studio_draft.go_on", code=draft.code),
    }
