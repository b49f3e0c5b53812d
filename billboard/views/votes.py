"""Votes: cast one, the page of it where no script runs, and which of some posters a visitor has voted for."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard import visitors
from billboard.core.days import hour_of
from billboard.core.errors import BadRequest, TooManyRequests
from billboard.numbers import Event
from billboard.posters import posters
from billboard.switches.proofs import Form
from billboard.switches.standing import Deed
from billboard.views import banned, visitor_cookie
from billboard.views.errors import answer
from billboard.views.pages import wants_json
from billboard.voting import caps, voting
from billboard.walls.looks import Terms
from billboard.web import look_seals, metrics, pauses, proofs
from billboard.web.caching import private
from billboard.web.campaign_view_models import campaign_of
from billboard.web.failures import status_of
from billboard.web.security import csrf, limiter
from billboard.web.site import current_site, now
from billboard.web.source import require_own_page
from billboard.web.view_models import poster_view

blueprint = Blueprint("votes", __name__)
ASKED_AT_ONCE = 200  # posters per GET /votes


@blueprint.get("/p/<code>/vote")
def page(code: str) -> AnyResponse:
    """A visitor's own vote on a page of its own: what the button leads to where no script runs."""
    site, voter = current_site(), visitor_cookie.voter()
    with site.database.read() as session:
        poster = posters.find_live(session, code)
        voted = bool(voter and voting.voted(session, [code], voter))
        home = campaign_of(session, poster)
    paused = pauses.why_not(Deed.VOTE, home.slug if home else "")
    proof = proofs.address(Form.VOTE, home.slug if home else "")
    over = home if home and not home.takes_votes else None
    return private(
        render_template(
            "vote.html",
            poster=poster_view(poster, site.templates),
            voted=voted,
            paused=paused,
            proof=proof,
            over=over,
        )
    )


@blueprint.post("/p/<code>/vote")
@csrf.exempt  # walls are the same bytes for everybody: the request's origin is the guard
@limiter.limit(lambda: current_site().settings.vote_limit)
def cast(code: str) -> AnyResponse:
    require_own_page()
    if request.form.get("value") not in ("0", "1"):
        raise BadRequest("A vote is value=1, or value=0 to take it back.")
    site, wanted = current_site(), request.form["value"] == "1"
    pauses.require_for(Deed.VOTE, code)
    banned.require("vote")
    visitor = visitor_cookie.known() or visitors.new_visitor(now())
    if offer := visitor_cookie.offer(visitor):
        return offer
    site.tried(Form.VOTE)
    proofs.require_for(Form.VOTE, code)
    looked = code in look_seals.sealed(request.form.get("seal", ""))
    network, likes = visitors.prefixes(request.remote_addr or "")[visitors.Breadth.BLOCK], 0

    def grant(allowed: int) -> bool:
        nonlocal likes
        likes = site.looks_today.like(network, code, allowed, now())
        return likes > 0

    try:
        with site.database.write() as session:
            result = voting.vote(
                session,
                code,
                visitor.voter,
                wanted=wanted,
                address=request.remote_addr or "",
                caps=caps.for_votes(site.settings),
                now=now(),
                is_new=visitor.is_new(now()),
                looked=looked,
                grant=grant,
            )
    except TooManyRequests as capped:  # with a cookie, which is no longer new when they come again in an hour
        return visitor_cookie.keep(answer(status_of(capped), capped.message), visitor)
    if likes:  # its network has looked as often, whether or not browsers told
        for each, looks in site.looks_today.count(network, {code: Terms(likes, likes)}, now()).items():
            site.looks.count(each, by=looks)
    if result.counted:
        day, step = result.counted
        site.daily_counts.count((day, Event.VOTES), by=step)
        if step > 0:
            site.hourly_counts.count((hour_of(now()), Event.VOTES), by=step)
    metrics.VOTES.labels("1" if wanted else "0").inc()
    if wants_json():
        return visitor_cookie.keep(private(jsonify(voted=result.voted, votes=result.votes)), visitor)
    return visitor_cookie.keep(redirect(url_for("votes.page", code=code), 303), visitor)


@blueprint.get("/votes")
def mine() -> Response:
    codes = [code for code in request.args.get("ids", "").split(",") if posters.is_code(code)][:ASKED_AT_ONCE]
    voter, voted = visitor_cookie.voter(), list[str]()
    if voter and codes:
        with current_site().database.read() as session:
            voted = voting.voted(session, codes, voter)
    return private(jsonify(voted=voted))
