"""How a browser keeps the secret of a template that somebody without an account proposes."""

from datetime import timedelta

from werkzeug.wrappers import Response

from billboard.studio.drafts import UNTOUCHED
from billboard.web.cookies import Cookie

AGE = int(UNTOUCHED / timedelta(seconds=1))


def read_proposer_cookie(code: str) -> str:
    """The secret of that draft, or nothing."""
    return _cookie(code).read()


def set_proposer_cookie(response: Response, code: str, secret: str) -> Response:
    _cookie(code).write(response, secret)
    return response


def _cookie(code: str) -> Cookie:
    return Cookie("proposer", AGE, "Lax", f"/studio/d/{code}")
