"""The door of a draft's pages: for moderators in their scope, and for its proposer by what their browser keeps."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import Forbidden, NotFound
from billboard.models import StudioDraft
from billboard.studio import drafts
from billboard.studio.documents import Document
from billboard.studio.drafts import Proposer
from billboard.studio.steps import STEPS
from billboard.views import guard
from billboard.views.studio.proposer_cookie import read_proposer_cookie
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now

SHUT = "No templates are taken from the public just now. Your draft is kept: look again later."


def install(blueprint: Blueprint) -> None:
    """For a blueprint whose addresses begin with `/studio/d/<code>`: `g.draft`, `g.document` and `g.who`."""
    blueprint.before_request(_enter)


def page(template: str, here: str, **context: Any) -> str:
    """A step's page in the studio's frame; `here` is the step's slug."""
    said = {"draft": g.draft, "document": g.document, "steps": STEPS.values(), "here": here, "form": ButtonForm()}
    return render_template(template, **(said | context))


def change(make: Callable[[Document], Document], edition: int | None = None) -> StudioDraft:
    """Keep a change to the draft of this request, made by whoever saw that edition of it; as `drafts.change`."""
    with current_site().database.write() as database:
        seen = g.draft.edition if edition is None else edition
        draft = drafts.change(database, g.draft.code, g.who, seen, make, now=now())
    g.draft, g.document = draft, drafts.document_of(draft)
    return draft


def _enter() -> AnyResponse | None:
    code = str((request.view_args or {}).get("code", ""))
    secret = read_proposer_cookie(code)
    if secret and guard.COOKIE not in session and _open(code, Proposer(secret)):
        g.moderator = None
        if request.method == "POST" and not current_site().settings.template_proposals:
            raise Forbidden(SHUT)
        return None
    if answer := guard.require_moderator():
        return answer
    if not _open(code, g.scope):
        raise NotFound(drafts.NO_DRAFT)
    return None


def _open(code: str, who: drafts.Who) -> bool:
    try:
        with current_site().database.read() as database:
            g.draft = drafts.find(database, code, who)
    except NotFound:
        return False
    g.who, g.document = who, drafts.document_of(g.draft)
    return True
