"""Where a site takes them, whoever has no account makes a template all the same, and proposes it to the moderators."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import NotFound, Refused
from billboard.infra.link_secrets import digest, new_secret
from billboard.studio import draft_pictures, drafts, picture_steps, proposals
from billboard.studio.drafts import Proposer
from billboard.views.studio import access, uploads
from billboard.views.studio.draft import answered
from billboard.views.studio.proposer_cookie import set_proposer_cookie
from billboard.web import caching
from billboard.web.failures import mark, status_of
from billboard.web.forms import ButtonForm
from billboard.web.security import csrf, limiter
from billboard.web.site import absolute, current_site, now

blueprint = Blueprint("studio_propose", __name__, url_prefix="/studio")
SHUT = "This site takes no templates from the public. Its own are all there is to choose from."


@blueprint.after_request
def keep_private(response: Response) -> Response:
    if not caching.is_immutable(response):
        caching.never(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/propose")
def page() -> AnyResponse:
    return _begin()


@blueprint.post("/propose")
@csrf.exempt  # the form checks its token itself, after it is known whether anybody may send one
@limiter.limit(lambda: current_site().settings.upload_limit)
def begin() -> ResponseReturnValue:
    _require_open()
    secret = new_secret()
    made: list[str] = []

    def take() -> str:
        g.moderator = None
        with access.drawing(uploads.COST):
            data = uploads.received()
            draft = picture_steps.begin(current_site(), data, by=None, claim=digest(secret), now=now())
        made.append(draft.code)
        return url_for("studio_straighten.page", code=draft.code)

    answer = make_response(uploads.answered(take, _begin))
    return set_proposer_cookie(answer, made[0], secret) if made else answer


@blueprint.get("/mine/<secret>")
def mine(secret: str) -> AnyResponse:
    return _mine(secret)


@blueprint.get("/mine/<secret>/<name>.jpg")
def picture(secret: str, name: str) -> AnyResponse:
    with current_site().database.read() as session:
        draft = proposals.of_proposer(session, secret)
    return answered(draft.folder, drafts.document_of(draft), name, on_screen=True)


@blueprint.post("/mine/<secret>")
def go_on(secret: str) -> AnyResponse:
    """With the draft, in whatever browser the link was opened."""
    with current_site().database.write() as session:
        draft = proposals.reopen(session, secret, now=now())
    return set_proposer_cookie(redirect(url_for("studio_draft.go_on", code=draft.code), 303), draft.code, secret)


@blueprint.post("/mine/<secret>/delete")
def delete(secret: str) -> AnyResponse:
    """Whoever proposed it thinks better of it."""
    site = current_site()
    with site.database.write() as session:
        draft = drafts.remove(session, proposals.of_proposer(session, secret).code, Proposer(secret))
    draft_pictures.discard(site.store, draft.folder, drafts.document_of(draft))
    return make_response(render_template("studio/mine.html", draft=None, form=ButtonForm()))


def _require_open() -> None:
    if not current_site().settings.template_proposals:
        raise NotFound(SHUT)


def _begin(refused: Refused | None = None) -> AnyResponse:
    _require_open()
    said = {
        "problem": refused.message if refused else "",
        "form": ButtonForm(formdata=None),
        "days": drafts.UNTOUCHED.days,
    }
    answer = make_response(render_template("studio/propose.html", **said))
    if refused:
        mark(answer, status_of(refused))
    return answer


def _mine(secret: str) -> AnyResponse:
    with current_site().database.read() as session:
        draft = proposals.of_proposer(session, secret)
        slug = proposals.published_as(session, draft)
    document = drafts.document_of(draft)
    return make_response(
        render_template(
            "studio/mine.html",
            draft=draft,
            state=draft.state.value,
            shown=document.art or document.photograph,
            title=document.papers.title.strip(),
            secret=secret,
            link=absolute(url_for("studio_propose.mine", secret=secret)),
            slug=slug,
            form=ButtonForm(),
        )
    )
