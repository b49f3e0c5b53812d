"""How a poster's secret comes from its publishing to the page that shows it."""

from flask import request, url_for
from werkzeug.wrappers import Response

from billboard.posters.publishing import Published
from billboard.web.cookies import Cookie

AGE = 15 * 60  # seconds until it is too late to be shown it


def read_claim_cookie(code: str) -> str:
    """The secret of a poster that this browser has just published, or nothing."""
    return _cookie(code).read()


def set_claim_cookie(response: Response, published: Published) -> Response:
    """Send a poster's secret along with the answer to its publishing, for the page that shows it."""
    if published.secret:
        _cookie(published.code).write(response, published.secret)
    return response


def clear_claim_cookie(response: Response, code: str) -> Response:
    """What was shown is not shown again: not to Back, a reload, or whoever sits down at this browser next."""
    if request.method == "GET":
        _cookie(code).delete(response)
    return response


def _cookie(code: str) -> Cookie:
    return Cookie("fresh", AGE, "Strict", url_for("claim.fresh", code=code))
