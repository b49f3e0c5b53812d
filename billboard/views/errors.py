"""One place where everything that can go wrong becomes a page, or JSON for those who asked for it."""

import logging
import traceback
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, redirect, render_template, request, url_for
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from billboard.bans.standing import Banned
from billboard.core.errors import AwaitingApproval, Busy, Gone, NotFound, Paused
from billboard.moderation import log
from billboard.posters import posters
from billboard.switches.proofs import ProofNeeded, ProofRefused
from billboard.views import public_log
from billboard.views.pages import wants_json
from billboard.web import proofs, seals
from billboard.web.addresses import mended
from billboard.web.failures import A_MINUTE, FAILURES, mark, refusal_of, status_of, wait_of
from billboard.web.site import current_site

logger = logging.getLogger("billboard.errors")
TITLES = {
    400: "That did not add up",
    403: "Not from here",
    404: "Nothing is pasted here",
    405: "Not like that",
    409: "Somebody was quicker",
    410: "Taken down",
    413: "Too much paste",
    414: "Too long an address",
    422: "Not quite",
    429: "Easy on the paste",
    431: "Too much luggage",
    500: "The ladder fell over",
    503: "The wall is being repaired",
}
SENTENCES = {
    400: "The request was not one this site understands. Go back, reload the page and try again.",
    403: "This was sent from somewhere it may not be sent from. Open the page here and try again.",
    404: "There is no page at this address. Check the link, or see what is on the wall.",
    405: "This address does not take that kind of request. Go back and use the page's own buttons.",
    413: "That is more than a poster can carry. Shorten it and send it again.",
    414: "That address is longer than any of ours. Check the link.",
    422: "Something in the form needs another look. Go back and try again.",
    429: "Many requests are coming from your network. Wait a minute, then try again.",
    431: "Your browser sent more along than this site reads. Clear the cookies of this site and try again.",
    500: "Something broke on our side, and it is written down with the number below. Try again in a minute.",
    503: "Part of the site does not answer just now. Nothing is lost: try again in a minute.",
}
TOLD = {Paused: "Closed for the moment", ProofNeeded: "Not without scripts", ProofRefused: "Once more, please"}
TOLD |= {Banned: "Blocked for a while", Busy: "A queue at the paste pot"}
AFRESH = "Go back, reload the page and try again."


def install(app: Flask) -> None:
    app.register_error_handler(Gone, _gone)
    app.register_error_handler(AwaitingApproval, _awaiting)
    for failure in FAILURES:
        app.register_error_handler(failure, _refused)
    app.register_error_handler(CSRFError, lambda _: answer(400, seals.problem(AFRESH)))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def answer(
    status: int, message: str = "", title: str = "", wait: int = A_MINUTE, *, blocked: bool = False, **more: str
) -> Response:
    message = message or SENTENCES.get(status, SENTENCES[400])
    response: Response
    if wants_json():
        response = jsonify(message=message, **more)
    elif request_ctx.url_adapter is None:  # a Host that no address can be built for: no page can link anywhere
        response = Response(message + "\n", mimetype="text/plain")
    else:
        page = render_template(
            "error.html",
            status=status,
            title=title or TITLES.get(status, TITLES[400]),
            message=message,
            request_id=g.get("request_id", "") if status >= 500 and not title else "",
            action_url=url_for("objection.page" if blocked else "gallery.wall"),
            action_label="Say that it is wrong" if blocked else "See what is on the wall",
        )
        response = make_response(page)
    mark(response, status, wait)
    return response


def _refused(error: Exception) -> AnyResponse:
    refusal = refusal_of(error)
    if isinstance(refusal, NotFound) and (meant := _meant()):
        return meant
    title = next((said for kind, said in TOLD.items() if isinstance(refusal, kind)), "")
    more = {"proof": proofs.address_of(refusal.form)} if isinstance(refusal, ProofNeeded) else {}
    return answer(
        status_of(refusal), refusal.message, title, wait_of(refusal), blocked=isinstance(refusal, Banned), **more
    )


def _awaiting(awaiting: AwaitingApproval) -> Response:
    return answer(status_of(awaiting), awaiting.message, "The paste is still wet")


def _gone(gone: Gone) -> Response:
    reason, line, code = "", None, (request.view_args or {}).get("code", "")
    with current_site().database.read() as session:
        if code:
            reason, line = log.why_hidden(session, posters.find(session, code))
    if wants_json():
        return answer(410, gone.message)
    page = render_template(
        "gone.html", message=gone.message, reason=reason, line=public_log.address(*line) if line else ""
    )
    response = make_response(page)
    mark(response, 410)
    return response


def _http(error: HTTPException) -> Any:
    if error.response is not None:  # an answer was made for it already
        return error.response
    if error.code is None or error.code < 400:  # a redirect of the router's
        return error
    if error.code == 404 and (meant := _meant()):
        return meant
    response = answer(error.code)
    if error.code == 405:
        response.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return response


def _meant() -> AnyResponse | None:
    """The way to the address that was meant, for one that was mangled on its way here."""
    path = mended(current_app, request.path) if request.method in ("GET", "HEAD") else None
    if path is None:
        return None
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{path}?{query}" if query else path, 301)


def _broken(error: Exception) -> Response:
    # Where, but not what it says: a message may quote what somebody typed.
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("unexpected", extra={"request_id": g.get("request_id"), "kind": type(error).__name__, "where": where})
    return answer(500)
