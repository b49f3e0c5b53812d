"""Duels: two posters side by side, and one is picked."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard import duels, metrics, visitors
from billboard.cards import PosterCard, poster_card
from billboard.core.errors import BadRequest
from billboard.duels import Offer, Outcome, Pick, Verdict
from billboard.security import csrf, limiter, require_own_page
from billboard.site import current_site, now
from billboard.views import visiting
from billboard.views.pages import wants_json
from billboard.voting import Caps

blueprint = Blueprint("duel", __name__)
NOTES = {
    Outcome.GONE: "One of those two has just been taken down, so it was not counted. Here is another pair.",
    Outcome.EXPIRED: "That pair had been standing so long that its seal expired. Here is a fresh one.",
    Outcome.REPEATED: "You have judged that pair before, and your first word stands. Here is another.",
}


@blueprint.get("/duel")
@limiter.limit(lambda: current_site().settings.vote_limit)
def ring() -> AnyResponse:
    site, known = current_site(), visiting.token()
    token = known or visitors.new_token()
    voter = visitors.voter(token, site.secret_key)
    with site.database.read() as session:
        pair = duels.offer(session, voter, secret_key=site.secret_key, now=now())
        verdict = duels.latest(session, voter, now())
    note = next((NOTES[each] for each in NOTES if each == request.args.get("note")), "")
    page = visiting.private(
        render_template("duel.html", **_sides(pair), last=_told(verdict) if verdict else None, note=note)
    )
    return page if known else visiting.remember(page, token)


@blueprint.get("/duel/next")
@limiter.limit(lambda: current_site().settings.vote_limit)
def following() -> Response:
    """The pair after the one that a page shows, to fetch while that is looked at."""
    site, voter = current_site(), visiting.voter()
    if not voter:
        raise BadRequest(duels.FORGED)
    with site.database.read() as session:
        pair = duels.offer(session, voter, secret_key=site.secret_key, now=now(), after=request.args.get("after", ""))
    return visiting.private(jsonify(pair=_told_pair(pair) if pair else None))


@blueprint.post("/duel")
@csrf.exempt  # the pair's own token is made for this visitor, and the request's origin is looked at as for votes
@limiter.limit(lambda: current_site().settings.vote_limit)
def judge() -> AnyResponse:
    require_own_page()
    try:
        pick = Pick(request.form.get("pick", ""))
    except ValueError:
        raise BadRequest("Pick left or right, or skip.") from None
    site, voter = current_site(), visiting.voter()
    if not voter:
        raise BadRequest(duels.FORGED)
    with site.database.write() as session:
        verdict = duels.judge(
            session,
            request.form.get("pair", ""),
            pick,
            voter,
            secret_key=site.secret_key,
            address=request.remote_addr or "",
            caps=Caps(site.settings.duels_per_network_per_poster, site.settings.duels_per_network),
            now=now(),
        )
    metrics.DUELS.labels(verdict.outcome.value).inc()
    if wants_json():
        return visiting.private(jsonify(outcome=verdict.outcome, note=NOTES.get(verdict.outcome, ""), **_told(verdict)))
    note = verdict.outcome if verdict.outcome in NOTES else None
    return redirect(url_for("duel.ring", note=note), 303)


def _sides(pair: Offer | None) -> dict[str, Any]:
    return {"left": _card(pair.left), "right": _card(pair.right), "token": pair.token} if pair else {}


def _told_pair(pair: Offer) -> dict[str, Any]:
    """As a script draws it."""
    sides = {
        side: {
            name: getattr(card, name) for name in ("page", "thumb", "image", "alt", "slogan", "wall", "template_title")
        }
        for side, card in (("left", _card(pair.left)), ("right", _card(pair.right)))
    }
    return {**sides, "token": pair.token}


def _told(verdict: Verdict) -> dict[str, str]:
    if verdict.picked is None:
        return {}
    card = _card(verdict.picked)
    return {"slogan": card.slogan, "page": card.page, "thumb": card.thumb, "crowd": _crowd(verdict)}


def _crowd(verdict: Verdict) -> str:
    """How the others saw it, in a sentence."""
    others, agreed = verdict.others, verdict.agreed
    if not others:
        return "You are the first to judge these two."
    if others == 1:
        return "So did the one other who judged them." if agreed else "The one other who judged them would not have."
    return f"{round(100 * agreed / others)}% of the {others:,} others agree."


def _card(row: Any) -> PosterCard:
    return poster_card(row, current_site().templates)
