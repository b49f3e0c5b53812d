"""Votes that are set apart: what moderators see of them, and their rulings."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest
from billboard.infra.jobs import JobName
from billboard.models import BurstState
from billboard.views import guard
from billboard.voting import rulings
from billboard.voting.rulings import Apart, BurstRuling
from billboard.web import caching
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now
from billboard.web.view_models import poster_view

blueprint = Blueprint("votes_apart", __name__, url_prefix="/moderate/votes")
blueprint.after_request(caching.never)
SAID = {BurstRuling.RELEASE: "Released: they count.", BurstRuling.STRIKE: "Struck: they will not count."}


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("")
def page() -> str:
    with current_site().database.read() as session:
        found = [_item(each) for each in rulings.page(session, g.scope)]
    return render_template(
        "moderate/votes_apart.html",
        waiting_bursts=[each for each in found if each["is_open"]],
        ruled_bursts=[each for each in found if not each["is_open"]],
        form=ButtonForm(),
        view="votes",
    )


@blueprint.post("/<row:number>")
def rule(number: int) -> AnyResponse:
    try:
        ruling, seen = BurstRuling(request.form.get("verdict", "")), int(request.form.get("seen", ""))
    except ValueError:
        raise BadRequest("Release or strike the votes with the buttons of the page.") from None
    if not 0 <= seen < 2**31:
        raise BadRequest("That is no number of ours. Go back to the page and use its buttons.")
    site = current_site()
    with site.database.write() as session:
        burst = rulings.rule(session, number, ruling, g.moderator, seen=seen, campaigns=g.scope, now=now())
    if burst.of_duels and ruling is BurstRuling.RELEASE:
        site.jobs.enqueue(JobName.RANK_DUELS)
    flash(SAID[ruling])
    return redirect(url_for("votes_apart.page"), 303)


def _item(apart: Apart) -> dict[str, Any]:
    burst = apart.burst
    return {
        "number": burst.id,
        "poster": poster_view(apart.poster, current_site().templates),
        "picture": url_for("moderate.picture", code=apart.poster.code),
        "withdrawn": apart.poster.status == "withdrawn",
        "noun": "won duel" if burst.of_duels else "vote",
        "votes": burst.votes,
        "networks": burst.networks,
        "because": burst.because,
        "began": burst.began,
        "ended": burst.ended,
        "counted": apart.poster.duels if burst.of_duels else apart.poster.votes,
        "is_open": burst.state is BurstState.OPEN,
        "state": burst.state.value,
        "ruled_by": apart.ruled_by,
        "ruled": burst.ruled,
    }
