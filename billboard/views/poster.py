"""One poster: its page, its pictures, votes and reports."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard import visitors
from billboard.campaigns import threads
from billboard.core.errors import BadRequest, TooManyRequests
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.picture.network_shapes import SHAPES
from billboard.core.print.imposition import PAPERS
from billboard.models import Campaign, Cover, Kinship, Poster
from billboard.moderation import covering, receipts, reports
from billboard.numbers import Event
from billboard.posters import covers, pictures, posters, renditions
from billboard.posters.pictures import Kind
from billboard.switches.proofs import Form, ProofRefused
from billboard.switches.standing import Deed
from billboard.views import banned, visitor_cookie
from billboard.views.errors import answer
from billboard.views.pages import render_shared, wants_json
from billboard.views.pictures import picture_of
from billboard.views.receipt import link_of
from billboard.voting import caps, voting
from billboard.walls import lineage
from billboard.walls.lineage import Lineage
from billboard.web import embeds, metrics, pauses, proofs
from billboard.web.caching import private
from billboard.web.campaign_view_models import campaign_of, campaign_view
from billboard.web.failures import status_of
from billboard.web.forms import ReportForm
from billboard.web.security import csrf, limiter
from billboard.web.site import absolute, current_site, now
from billboard.web.source import require_own_page
from billboard.web.view_models import PosterView, poster_view, street_views

blueprint = Blueprint("poster", __name__)
ASKED_AT_ONCE = 200  # posters per GET /votes


@blueprint.get("/p/<code>")
def page(code: str) -> Response:
    site, wanted = current_site(), request.args.get("street", "")
    with site.database.read() as session:
        poster = posters.find_live(session, code)
        family = lineage.lineage(session, poster)
        campaign = session.get_one(Campaign, poster.campaign_id) if poster.campaign_id is not None else None
        cover = covers.latest(session, poster) if poster.covered is not None else None
    said = _said(poster, family, campaign)
    if poster.covered is not None:
        return _covered(poster, said, cover)
    view, formats = _view(poster), renditions.formats(site.renderer, poster)
    streets = street_views(poster, renditions.streets(site.scenes, site.templates, poster, formats))
    asked = next((street for street in streets if street.slug == wanted), None)
    return render_shared(
        "poster.html",
        **said,
        codes=embeds.codes(view),
        links=embeds.share_links(view),
        shapes=SHAPES,
        linked_data=embeds.linked_data(view, site.templates.get(poster.template), site.settings.site_name),
        card_url=absolute(asked.card if asked else view.card),
        card_of=absolute(asked.page if asked else view.page),
        origin=absolute(""),
        streets=streets,
        street=asked or streets[0],
        formats=[each for each in formats if each is not FORTY_EIGHT],
        why_not_offered=_why_not_offered(poster, formats),
        facing=f"/p/{code}/facing.jpg" if _is_faced(family) else "",
        papers=PAPERS.values(),
        hoarding=FORTY_EIGHT,
        description=f"A spoof billboard: {view.template_title}",
    )


@blueprint.get("/p/<code>.jpg")
def image(code: str) -> Response:
    return _picture(code, "full")


@blueprint.get("/p/<code>/thumb.jpg")
def thumb(code: str) -> Response:
    return _picture(code, "thumb")


@blueprint.get("/p/<code>/card.jpg")
def card(code: str) -> Response:
    return _picture(code, "card")


@blueprint.get("/p/<code>/vote")
def vote(code: str) -> AnyResponse:
    """A visitor's own vote on a page of its own: what the button leads to where no script runs."""
    voter = visitor_cookie.voter()
    with current_site().database.read() as session:
        poster = posters.find_live(session, code)
        voted = bool(voter and voting.voted(session, [code], voter))
        home = campaign_of(session, poster)
    paused = pauses.why_not(Deed.VOTE, home.slug if home else "")
    proof = proofs.address(Form.VOTE, home.slug if home else "")
    return private(render_template("vote.html", poster=_view(poster), voted=voted, paused=paused, proof=proof))


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
            )
    except TooManyRequests as capped:  # with a cookie, which is no longer new when they come again in an hour
        return visitor_cookie.keep(answer(status_of(capped), capped.message), visitor)
    if result.counted:
        day, step = result.counted
        site.daily_counts.count((day, Event.VOTES), by=step)
    metrics.VOTES.labels("1" if wanted else "0").inc()
    if wants_json():
        return visitor_cookie.keep(private(jsonify(voted=result.voted, votes=result.votes)), visitor)
    return visitor_cookie.keep(redirect(url_for("poster.vote", code=code), 303), visitor)


@blueprint.get("/votes")
def votes() -> Response:
    codes = [code for code in request.args.get("ids", "").split(",") if posters.is_code(code)][:ASKED_AT_ONCE]
    voter, voted = visitor_cookie.voter(), list[str]()
    if voter and codes:
        with current_site().database.read() as session:
            voted = voting.voted(session, codes, voter)
    return private(jsonify(voted=voted))


@blueprint.route("/p/<code>/report", methods=["GET", "POST"])
@csrf.exempt  # its form checks the token itself, or does without one where the browser says enough
@limiter.limit(lambda: current_site().settings.report_limit, methods=["POST"])
def report(code: str) -> AnyResponse:
    poster, form = _live(code), ReportForm()
    if not form.validate_on_submit():
        proof = proofs.address_of(Form.REPORT) if proofs.wanted_for(code) else ""
        page = render_template("report.html", poster=_view(poster), form=form, proof=proof)
        return private(page, 422 if request.method == "POST" else 200)
    banned.require("report")
    site, visitor = current_site(), visitor_cookie.known() or visitors.new_visitor(now())
    site.tried(Form.REPORT)
    proven = _is_proven(code)
    with site.database.write() as session:
        reports.report(
            session,
            code,
            reason=form.reason.data,
            note=(form.note.data or "").strip(),
            reporter=visitor.voter,
            now=now(),
            address=request.remote_addr or "",
            terms=covering.covering_of(site.settings, site.templates),
            proven=proven,
        )
        secret = receipts.give(session, code, visitor.voter, site.secret_keys)
    metrics.REPORTS.labels(form.reason.data).inc()
    page = render_template("reported.html", poster=_view(poster), link=link_of(secret), proven=proven)
    return visitor_cookie.keep(private(page), visitor)


def _is_proven(code: str) -> bool:
    """Whether a report comes with the proof that is asked for just now. It is taken without one, and with a bad one."""
    if not proofs.wanted_for(code):
        return True
    try:
        return proofs.came(Form.REPORT)
    except ProofRefused:
        return False


def _said(poster: Poster, family: Lineage, campaign: Campaign | None) -> dict[str, Any]:
    """What a poster's page says of it in any case (poster_parts.html)."""
    return {
        "poster": _view(poster),
        "relatives": _relatives(family),
        "home": _home(poster, campaign) if campaign else None,
        "votes_paused": pauses.why_not(Deed.VOTE, campaign.slug if campaign else ""),
        "apart": poster.apart,
    }


def _covered(poster: Poster, said: dict[str, Any], cover: Cover | None) -> Response:
    """The page of a poster with a card over it: nothing that spreads it, and nothing of it in previews of its link."""
    card, by_rule = absolute(_view(poster).card), cover is not None and cover.moderator_id is None
    return render_shared("covered.html", **said, card_url=card, origin=absolute(""), by_rule=by_rule)


def _picture(code: str, kind: Kind) -> Response:
    site = current_site()
    return picture_of(code, kind, lambda poster: (kind, lambda: pictures.fetch(site, poster, kind)))


def _why_not_offered(poster: Poster, offered: list[Format]) -> str:
    """Why a format is not offered."""
    template = current_site().templates.get(poster.template)
    lacking = [each for each in FORMATS.values() if each not in offered]
    cramped = [each for each in lacking if template and each.slug in template.layouts]
    unset = [each for each in lacking if each not in cramped]
    told = [
        f"{said} {' or '.join(f'a {each.title.lower()}' for each in formats)}."
        for said, formats in (("These words find no room on", cramped), ("Its template is not set as", unset))
        if formats
    ]
    return " ".join(told)


def _relatives(family: Lineage) -> dict[str, Any]:
    return {
        "kinship": family.kinship,
        "parent": _view(family.parent) if family.parent else None,
        "remixes": [_view(each) for each in family.remixes],
        "rebuttals": [_view(each) for each in family.rebuttals],
        "most": lineage.SHOWN,
    }


def _is_faced(family: Lineage) -> bool:
    return family.kinship is Kinship.REBUTTAL and family.parent is not None and family.parent.covered is None


def _home(poster: Poster, campaign: Campaign) -> dict[str, Any]:
    """The campaign that a poster was made for, and the page of its thread that it stands on."""
    page = url_for("campaign.thread", slug=campaign.slug, page=threads.page_of(poster.number or 1))
    return {"campaign": campaign_view(campaign), "number": poster.number, "place": f"{page}#no-{poster.number}"}


def _live(code: str) -> Poster:
    with current_site().database.read() as session:
        return posters.find_live(session, code)


def _view(poster: Poster) -> PosterView:
    return poster_view(poster, current_site().templates)
