"""The door of a draft's pages: for moderators in their scope, and for its proposer by what their browser keeps."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, g, make_response, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.budget.lanes import Lane, Lanes
from billboard.core.errors import BadRequest, Forbidden, NotFound, Refused
from billboard.models import StudioDraft
from billboard.studio import drafts
from billboard.studio.documents import Document
from billboard.studio.draft_art import Easel
from billboard.studio.drafts import Proposer
from billboard.studio.steps import PROPOSE, STEPS
from billboard.views import guard
from billboard.views.studio.proposer_cookie import read_proposer_cookie
from billboard.web.failures import mark, status_of, wait_of
from billboard.web.forms import ButtonForm, typed
from billboard.web.site import absolute, current_site, now
from billboard.web.weighing import paid_for, place

UNKNOWN = "This form does not say what it was made from. Load the page again, and do it once more."
SHUT = "No templates are taken from the public just now. Your draft is kept: look again later."


def install(blueprint: Blueprint) -> None:
    """For a blueprint whose addresses begin with `/studio/d/<code>`: `g.draft`, `g.document` and `g.who`."""
    blueprint.before_request(_enter)


def page(template: str, here: str, refused: Refused | None = None, **context: Any) -> AnyResponse:
    """A step's page in the studio's frame, with why something was not done; `here` is the step's slug."""
    said = {"draft": g.draft, "document": g.document, "steps": STEPS.values(), "here": here}
    said["form"] = ButtonForm(formdata=None)  # which reads nothing of what may be too long
    said |= {"problem": refused.message if refused else "", "own_link": ""}
    if isinstance(g.who, Proposer):  # whose last step is another one
        said["steps"] = [each for each in STEPS.values() if each.slug != "publish"] + [PROPOSE]
        said["own_link"] = absolute(url_for("studio_propose.mine", secret=g.who.secret))
    answer = make_response(render_template(template, **(said | context)))
    if refused:
        mark(answer, status_of(refused), wait_of(refused))
    return answer


def edition_seen() -> int:
    """Of the draft that a form was made from. Raises BadRequest."""
    said = typed("edition")
    if not re.fullmatch(r"[0-9]{1,9}", said):
        raise BadRequest(UNKNOWN)
    return int(said)


def change(make: Callable[[Document], Document], edition: int | None = None) -> StudioDraft:
    """Keep a change to this request's draft, by whoever saw that edition, or the one that their form says; as
    `drafts.change`."""
    seen = edition_seen() if edition is None else edition
    with current_site().database.write() as database:
        draft = drafts.change(database, g.draft.code, g.who, seen, make, now=now())
    look_at(draft)
    return draft


@contextmanager
def drawing(expected: float) -> Iterator[None]:
    """A place for work on pictures that is expected to take so many ms: out of its network's budget where the public
    asks for it, while moderators are at work and only wait their turn. Raises TooManyRequests and Busy."""
    with place(_slow) if g.moderator else paid_for(expected, _slow):
        yield


def _slow(lanes: Lanes) -> Lane:
    return lanes.slow


def look_at(draft: StudioDraft) -> None:
    """As it stands now, for the rest of this request."""
    g.draft, g.document = draft, drafts.document_of(draft)


def easel() -> Easel:
    """The draft of this request with its pictures."""
    site = current_site()
    return Easel(g.document, g.draft.folder, site.store, site.studio.files)


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
            look_at(drafts.find(database, code, who))
    except NotFound:
        return False
    g.who = who
    return True
