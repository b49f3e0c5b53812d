"""Duels: two posters side by side, and one is picked."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from billboard import visitors
from billboard.campaigns import campaigns
from billboard.campaigns.phases import phase_of
from billboard.core.errors import BadRequest
from billboard.models import Campaign
from billboard.switches.proofs import Form
from billboard.switches.standing import Deed
from billboard.views import banned, visitor_cookie
from billboard.views.pages import canonical, wants_json
from billboard.voting import caps, duel_tokens, duels, pace
from billboard.voting.duel_tokens import Judge
from billboard.voting.duels import DuelResult, Offer, Outcome, Pick
from billboard.walls.rows import PosterRow
from billboard.web import metrics, pauses, proofs
from billboard.web.caching import private
from billboard.web.campaign_view_models import campaign_view
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now
from billboard.web.source import require_own_page
from billboard.web.view_models import PosterView, poster_view

blueprint = Blueprint("duel", __name__)
NOTES = {
    Outcome.GONE: "One of those two has just left the ring, so it was not counted. Here is another pair.",
    Outcome.EXPIRED: "That pair had been standing so long that its seal expired. Here is a fresh one.",
    Outcome.REPEATED: "You have judged that pair before, and your first word stands. Here is another.",
    Outcome.CLOSED: "The campaign of one of those two has taken its last vote, so it was not counted. Try these two.",
    Outcome.HASTY: "That was quicker than anybody can look at two posters; it did not count. Look at both, then pick.",
    Outcome.CROWDED: "Your network has judged one of those two a moment ago, so it was not counted. Try these two.",
    Outcome.SPENT: "Your network has judged one of those two often enough today, so it was not counted. Try these two.",
}
CAST = (Outcome.COUNTED, Outcome.SKIPPED, Outcome.CROWDED, Outcome.SPENT, Outcome.REPEATED)  # what is kept of a visitor


@blueprint.get("/duel")
@limiter.limit(lambda: current_site().settings.vote_limit)
def page() -> AnyResponse:
    """A pair of the whole wall, or of the campaign that is asked for. To look leaves no cookie; to pick does."""
    site, voter = current_site(), visitor_cookie.voter()
    judge = Judge(voter) if voter else duel_tokens.new_guest()
    with site.database.read() as session:
        campaign = _campaign(session)
        closed = campaign is not None and not phase_of(campaign, now()).takes_votes
        where = campaign.id if campaign else None
        pair = None if closed else duels.offer(session, judge, keys=site.secret_keys, now=now(), campaign=where)
        result = duels.latest(session, voter, now()) if voter else None
    note = next((NOTES[each] for each in NOTES if each == request.args.get("note")), "")
    shown = campaign_view(campaign) if campaign else None
    last = _result_json(result) if result else None
    return private(
        render_template(
            "duel.html",
            **_sides(pair),
            canonical=canonical(campaign=campaign.slug if campaign else None),
            campaign=shown,
            closed=closed,
            last=last,
            note=note,
            look=site.settings.duel_seconds,
            paused=pauses.why_not(Deed.VOTE, campaign.slug if campaign else ""),
        )
    )


@blueprint.get("/duel/next")
@limiter.limit(lambda: current_site().settings.vote_limit)
def next_pair() -> Response:
    """The pair after the one that a page shows, to fetch while that is looked at."""
    site = current_site()
    after = duel_tokens.read(request.args.get("after", ""), visitor_cookie.voter(), site.secret_keys)
    with site.database.read() as session:
        campaign = _campaign(session)
        pair = duels.offer(
            session,
            after.judge,
            keys=site.secret_keys,
            now=now(),
            after=after,
            campaign=campaign.id if campaign else None,
        )
    return private(jsonify(pair=_pair_json(pair) if pair else None))


@blueprint.post("/duel")
@csrf.exempt  # the pair's own token is made for this visitor, and the request's origin is looked at as for votes
@limiter.limit(lambda: current_site().settings.vote_limit)
def judge() -> AnyResponse:
    require_own_page()
    try:
        pick = Pick(request.form.get("pick", ""))
    except ValueError:
        raise BadRequest("Pick left or right, or skip.") from None
    site, visitor = current_site(), visitor_cookie.known()
    token = duel_tokens.read(request.form.get("pair", ""), visitor.voter if visitor else None, site.secret_keys)
    pauses.require_for(Deed.VOTE, token.left, token.right)
    banned.require("vote")
    if visitor is None and (guest := visitors.named(token.judge.guest)):
        visitor = visitors.born(guest, now())
    if visitor and (offer := visitor_cookie.offer(visitor)):
        return offer
    site.tried(Form.VOTE)
    proofs.require_for(Form.VOTE, token.left, token.right)
    with site.database.write() as session:
        result = duels.judge(
            session,
            token,
            pick,
            address=request.remote_addr or "",
            caps=caps.for_duels(site.settings),
            pace=pace.of(site.settings),
            now=now(),
            is_new=visitor is None or visitor.is_new(now()),
        )
    metrics.DUELS.labels(result.outcome.value).inc()
    answer = _answer(result)
    if visitor and result.outcome in CAST and not visitor_cookie.is_up_to_date(visitor):
        return visitor_cookie.keep(answer, visitor)
    return answer


def _answer(result: DuelResult) -> AnyResponse:
    if wants_json():
        return private(jsonify(outcome=result.outcome, note=NOTES.get(result.outcome, ""), **_result_json(result)))
    noted = result.outcome if result.outcome in NOTES else None
    return redirect(url_for("duel.page", campaign=request.args.get("campaign"), note=noted), 303)


def _campaign(session: Session) -> Campaign | None:
    """The campaign whose posters alone are wanted, if any; raises NotFound."""
    slug = request.args.get("campaign")
    return campaigns.find(session, slug) if slug else None


def _sides(pair: Offer | None) -> dict[str, Any]:
    return {"left": _view(pair.left), "right": _view(pair.right), "token": pair.token} if pair else {}


def _pair_json(pair: Offer) -> dict[str, Any]:
    """As a script draws it."""
    sides = {
        side: {
            name: getattr(view, name) for name in ("page", "thumb", "image", "alt", "slogan", "wall", "template_title")
        }
        for side, view in (("left", _view(pair.left)), ("right", _view(pair.right)))
    }
    return {**sides, "token": pair.token}


def _result_json(result: DuelResult) -> dict[str, str]:
    if result.picked is None:
        return {}
    view = _view(result.picked)
    return {"slogan": view.slogan, "page": view.page, "thumb": view.thumb, "crowd": _crowd(result)}


def _crowd(result: DuelResult) -> str:
    """How the others saw it, in a sentence."""
    others, agreed = result.others, result.agreed
    if not others:
        return "You are the first to judge these two."
    if others == 1:
        return "So did the one other who judged them." if agreed else "The one other who judged them would not have."
    return f"{round(100 * agreed / others)}% of the {others:,} others agree."


def _view(row: PosterRow) -> PosterView:
    return poster_view(row, current_site().templates)
