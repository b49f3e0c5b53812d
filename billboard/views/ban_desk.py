"""Blocks of networks and visitors, for moderators of the whole site."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.bans import making, objecting
from billboard.bans.making import Listed
from billboard.core.errors import BadRequest, Forbidden
from billboard.moderation.reasons import CHOICES, REASONS, label_of
from billboard.moderation.scopes import find_within
from billboard.views import guard
from billboard.web import caching
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now
from billboard.web.view_models import poster_view

blueprint = Blueprint("ban_desk", __name__, url_prefix="/moderate")
blueprint.after_request(caching.never)
LENGTHS = ((1, "an hour"), (24, "a day"), (7 * 24, "7 days"), (30 * 24, "30 days"))
PLACED = "Blocked. It holds at once, and says so to whoever is blocked."


@blueprint.before_request
def require_moderator_of_the_site() -> AnyResponse | None:
    if answer := guard.require_moderator():
        return answer
    if g.scope is not None:
        raise Forbidden("Blocks hold on the whole site, so its moderators make them. Ask one of them.")
    return None


@blueprint.get("/bans")
def bans() -> str:
    with current_site().database.read() as session:
        standing, over = making.listed(session, now())
    return _render("moderate/bans.html", standing=[_item(e) for e in standing], over=[_item(e) for e in over])


@blueprint.get("/bans/<code>")
def choose(code: str) -> str:
    with current_site().database.read() as session:
        poster = find_within(session, None, code)
        found = making.sources(session, poster, now())
    view = poster_view(poster, current_site().templates)
    return _render("moderate/ban.html", poster=view, sources=found)


@blueprint.post("/bans/<code>")
def place(code: str) -> AnyResponse:
    reason, hours = request.form.get("reason", ""), request.form.get("hours", 0, type=int)
    if reason not in REASONS:
        raise BadRequest("Choose the reason: whoever is blocked is told, and so is the log.")
    site = current_site()
    with site.database.write() as session:
        poster = find_within(session, None, code)
        making.ban(session, poster, request.form.get("source", ""), hours, reason, g.moderator, now())
    site.bans.forget()
    flash(PLACED)
    return redirect(url_for("ban_desk.bans"), 303)


@blueprint.post("/bans/<row:number>/end")
def end(number: int) -> AnyResponse:
    site = current_site()
    with site.database.write() as session:
        making.end(session, number, g.moderator, now())
    site.bans.forget()
    flash("Ended: whoever it was may write again within two seconds.")
    return redirect(url_for("ban_desk.bans"), 303)


@blueprint.post("/bans/<row:number>/stands")
def let_stand(number: int) -> AnyResponse:
    with current_site().database.write() as session:
        objecting.let_stand(session, number, g.moderator, now())
    flash("It stands, and the page of whoever is blocked says that you have read what they say.")
    return redirect(url_for("ban_desk.bans"), 303)


def _render(template: str, **values: Any) -> str:
    return render_template(
        template,
        form=ButtonForm(),
        reasons=CHOICES,
        lengths=LENGTHS,
        view="bans",
        **values,
    )


def _item(listed: Listed) -> dict[str, Any]:
    ban = listed.ban
    lasting = "waits" if ban.network else "lost"  # as long as nothing but the day's hash is known
    state = "holds" if not ban.of_network or ban.digest else lasting
    return {
        "number": ban.id,
        "who": "A network" if ban.of_network else "A browser",
        "source": ban.source,
        "reason": label_of(ban.reason),
        "by": listed.made_by,
        "made": ban.made,
        "until": ban.until,
        "early": ban.ended_by is not None,
        "state": state,
        "objection": ban.objection or "",
        "objected": ban.objected,
        "answered": ban.answered,
        "code": listed.poster.code,
    }
