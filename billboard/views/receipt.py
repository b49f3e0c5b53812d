"""The page by which whoever reported a poster, or sent a notice about one, sees what became of it.

It works without scripts and without cookies, by the secret in its address alone.
"""

from flask import Blueprint, Response, render_template, url_for

from billboard.moderation import notices, receipts
from billboard.web import caching
from billboard.web.site import absolute, current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("receipt", __name__)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    caching.never(response)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"  # nothing is sent from here: not even our own log learns of it
    return response


@blueprint.get("/receipt/<secret>")
@weighed(5)
def page(secret: str) -> str:
    with current_site().database.read() as session:
        found = receipts.find(session, secret)
    days = notices.REMEMBERED.days
    return render_template("receipt.html", receipt=found, link=link_of(secret), days=days, of_poster=found.code)


def link_of(secret: str) -> str:
    return absolute(url_for("receipt.page", secret=secret))
