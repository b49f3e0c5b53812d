"""A maker's own door: the secret link that publishing gives, and what it opens."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import NotFound, Refused
from billboard.core.text.wording import count
from billboard.models import Poster, Status
from billboard.moderation import appeals, claims
from billboard.posters import holding, pictures, posters
from billboard.views.claim_cookie import clear_claim_cookie, read_claim_cookie
from billboard.views.pages import render_shared, wants_json
from billboard.web import caching
from billboard.web.failures import status_of, told
from billboard.web.forms import AppealForm, WithdrawForm
from billboard.web.qr import qr_svg
from billboard.web.security import csrf, limiter
from billboard.web.site import absolute, current_site, now
from billboard.web.view_models import poster_view
from billboard.web.weighing import weighed

blueprint = Blueprint("claim", __name__)
SHOWN = "This claim link was shown a while ago, or in another browser. It is shown once and kept nowhere here."


@blueprint.after_request
def keep_private(response: Response) -> Response:
    if request.endpoint != "claim.mine":
        caching.never(response)
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.route("/p/<code>/claim", methods=["GET"])
def fresh(code: str) -> AnyResponse:
    """The secret link of a poster that this browser has just published: once, and then the browser has forgotten it."""
    secret = read_claim_cookie(code)
    with current_site().database.read() as session:
        poster = posters.find(session, code)
        claimed = _is_claim_of(session, secret, poster)
        why_waiting = holding.why_waiting(session, poster) if poster.status is Status.WAITING else ""
    # One that was hidden before its maker had seen the link is just what the link is for.
    if not claimed or poster.status is Status.WITHDRAWN:
        posters.require_live(poster)
    link = absolute(url_for("claim.page", secret=secret)) if claimed else ""
    if wants_json():
        if not claimed:
            return told(NotFound(SHOWN))
        return clear_claim_cookie(jsonify(claim=link, drawn=qr_svg(link, standalone=True)), code)
    page = render_template(
        "claim_fresh.html",
        status=poster.status.value,
        why_waiting=why_waiting,
        secret=secret,
        poster=poster_view(poster, current_site().templates),
        link=link,
        code=Markup(qr_svg(link)) if link else "",  # noqa: S704  modules, and none of the text
        said=SHOWN,
    )
    return clear_claim_cookie(make_response(page, 200 if claimed else 404), code)


def _is_claim_of(session: Session, secret: str, poster: Poster) -> bool:
    if not secret:
        return False
    try:
        return claims.find(session, secret).id == poster.id
    except NotFound:
        return False


@blueprint.get("/mine")
def mine() -> Response:
    """The posters that this browser keeps the claims of; the list never leaves it."""
    return render_shared("mine.html")


@blueprint.get("/claim/<secret>")
@weighed(5)
def page(secret: str) -> AnyResponse:
    return _page(secret)


@blueprint.get("/claim/<secret>/picture.jpg")
@weighed(5)
def picture(secret: str) -> Response:
    """The poster's picture for its maker's eyes, hidden or not."""
    site = current_site()
    with site.database.read() as session:
        poster = claims.find(session, secret)
    return Response(pictures.fetch_unlisted(site, poster, "thumb"), mimetype="image/jpeg")


@blueprint.post("/claim/<secret>/withdraw")
@csrf.exempt  # its form checks the token itself, so that a stale one leads back here
@limiter.limit(lambda: current_site().settings.report_limit)
def withdraw(secret: str) -> AnyResponse:
    form = WithdrawForm()
    if not form.validate_on_submit():
        return _page(secret, Refused(form.errors["csrf_token"][0]))
    claims.withdraw(current_site(), secret, now=now())
    return redirect(url_for("claim.page", secret=secret), 303)


@blueprint.post("/claim/<secret>/appeal")
@csrf.exempt  # its form checks the token itself, so that a stale one costs nobody their words
@limiter.limit(lambda: current_site().settings.report_limit)
def appeal(secret: str) -> AnyResponse:
    form = AppealForm()
    if not form.validate_on_submit():
        return _page(secret, Refused(next(iter(form.errors.values()))[0]))
    try:
        with current_site().database.write() as session:
            claims.appeal(session, secret, form.text.data or "", now=now())
    except Refused as refused:
        if isinstance(refused, NotFound):
            raise
        return _page(secret, refused)
    return redirect(url_for("claim.page", secret=secret), 303)


def _told_wait(wait: timedelta) -> str:
    """Not finer than it is of use."""
    minutes = max(10, -(-int(wait.total_seconds()) // 600) * 10)
    return f"{minutes} minutes" if minutes <= 90 else count(-(-minutes // 60), "hour")


def _page(secret: str, refused: Refused | None = None) -> AnyResponse:
    site = current_site()
    with site.database.read() as session:
        claim = claims.status_of(session, secret, now=now())
    answer = render_template(
        "claim.html",
        of_poster=claim.poster.code,
        poster=poster_view(claim.poster, site.templates),
        status=claim.poster.status.value,
        why_waiting=claim.why_waiting,
        covered_by_rule=claim.cover is not None and claim.cover.moderator_id is None,
        usual_wait=_told_wait(claim.usual_wait) if claim.usual_wait else "",
        decisions=claim.decisions,
        appeal=claim.appeal,
        until=claim.until,
        may_appeal=claim.may_appeal,
        days=appeals.WITHIN.days,
        pictures_follow=claim.pictures_follow,
        secret=secret,
        form=AppealForm(),
        problem=refused.message if refused else "",
        length=appeals.LENGTH,
    )
    return make_response(answer, status_of(refused) if refused else 200)
