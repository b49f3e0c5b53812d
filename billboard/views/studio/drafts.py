"""The list of drafts that moderators have not finished."""

from collections.abc import Mapping

from flask import Blueprint, g, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from billboard.models import Campaign, Moderator, StudioDraft
from billboard.studio import drafts
from billboard.studio.documents import Document
from billboard.studio.steps import STEPS, next_step
from billboard.views import guard
from billboard.web import caching
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site

blueprint = Blueprint("studio_drafts", __name__, url_prefix="/studio/drafts")
blueprint.after_request(caching.never)


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("")
def page() -> str:
    with current_site().database.read() as session:
        found = drafts.unfinished(session, g.scope)
        names = {each.id: each.name for each in session.scalars(select(Moderator))}
        walls = {each.id: each.title for each in session.scalars(select(Campaign))}
    told = [_told(draft, names, walls) for draft in found]
    own = [each for each, draft in zip(told, found, strict=True) if draft.moderator_id == g.moderator.id]
    return render_template(
        "studio/drafts.html",
        own=own,
        others=[each for each in told if each not in own],
        form=ButtonForm(),
        view="drafts",
    )


def _told(draft: StudioDraft, names: Mapping[int, str], walls: Mapping[int, str]) -> dict[str, object]:
    document = drafts.document_of(draft)
    shown = document.art or document.photograph
    done = sum(step.done(document) for step in STEPS.values())
    return {
        "code": draft.code,
        "title": title_of(document),
        "address": url_for("studio_draft.go_on", code=draft.code),
        "picture": url_for("studio_draft.screen", code=draft.code, name=shown.name) if shown else "",
        "next": next_step(document).title,
        "done": done,
        "who": names.get(draft.moderator_id or 0, ""),
        "wall": walls.get(draft.campaign_id or 0, ""),
        "updated": draft.updated,
        "of_template": draft.template_id is not None,
    }


def title_of(document: Document) -> str:
    return document.papers.title.strip() or "Untitled"
