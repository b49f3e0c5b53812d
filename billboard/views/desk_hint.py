"""A cookie that says that somebody is signed in at the desk, and not who: pages for everybody are the same bytes for
moderators, and their script asks for links to the desk only where this says that there is somebody to ask for."""

from flask import g, request
from werkzeug.wrappers import Response

from billboard.web.cookies import Cookie

AGE = 12 * 60 * 60  # seconds: as long as anybody is signed in
HINT = Cookie("desk", AGE, "Strict", for_scripts=True)


def keep(response: Response) -> Response:
    """Set it where somebody is signed in, and take it away where nobody is any more."""
    if "moderator" in g and request.endpoint != "sign_in.logout":
        if not HINT.holds("1"):
            HINT.write(response, "1")
    elif HINT.read():
        HINT.delete(response)
    return response
