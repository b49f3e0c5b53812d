"""Words that are held, for moderators: what was hidden and may come again."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest
from billboard.moderation import block_lines, blocks
from billboard.views import guard
from billboard.web import caching
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now

blueprint = Blueprint("word_desk", __name__, url_prefix="/moderate")
blueprint.after_request(caching.never)


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("/blocks")
def hidden_words() -> str:
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before < 2**62:
        raise BadRequest("That link into the list is broken. Start again from its first page.")
    site = current_site()
    with site.database.read() as session:
        page = block_lines.page(session, before, g.scope, site.templates, now=now())
    return render_template(
        "moderate/blocks.html",
        blocks=page.lines,
        next_url=url_for("word_desk.hidden_words", before=page.next) if page.next else None,
        form=ButtonForm(),
        view="words",
        moderator=g.moderator.name,
    )


@blueprint.post("/blocks/<int:number>/end")
def end_block(number: int) -> AnyResponse:
    if number >= 2**62:
        raise BadRequest("There is no block of that number.")
    with current_site().database.write() as session:
        blocks.end(session, number, g.moderator, g.scope, now())
    flash("These words go up again from now on. What waits already goes on waiting for you.")
    return redirect(url_for("word_desk.hidden_words"), 303)
