"""Words that are held, for moderators: what was hidden and may come again."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.moderation import block_lines, blocks
from billboard.views import guard
from billboard.web import caching
from billboard.web.forms import ButtonForm
from billboard.web.rows import read_before
from billboard.web.site import current_site, now

blueprint = Blueprint("word_desk", __name__, url_prefix="/moderate")
blueprint.after_request(caching.never)


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("/blocks")
def hidden_words() -> str:
    site, before = current_site(), read_before("list")
    with site.database.read() as session:
        page = block_lines.page(session, before, g.scope, site.templates, now=now())
    return render_template(
        "moderate/blocks.html",
        blocks=page.lines,
        next_url=url_for("word_desk.hidden_words", before=page.next) if page.next else None,
        form=ButtonForm(),
        view="words",
    )


@blueprint.post("/blocks/<row:number>/end")
def end_block(number: int) -> AnyResponse:
    with current_site().database.write() as session:
        blocks.end(session, number, g.moderator, g.scope, now())
    flash("These words go up again from now on. What waits already goes on waiting for you.")
    return redirect(url_for("word_desk.hidden_words"), 303)
