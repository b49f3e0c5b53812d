"""Browsers from which somebody has signed in before.

Whoever guesses at a name from many networks is stopped by the name, and with them a stranger's browser in the owner's
hands; a browser that the owner has used before is counted by itself, so that nobody can lock them out of it.
"""

import hashlib
import secrets

from werkzeug.wrappers import Response

from billboard.accounts.names import key_of
from billboard.core.days import DAY
from billboard.infra import signing
from billboard.web.cookies import Cookie
from billboard.web.site import current_site

COOKIE = Cookie("device", 365 * DAY, "Lax")
PURPOSE = "billboard.device"


def name_hash(name: str) -> str:
    """The same for all spellings of a name, and for a name that is nobody's."""
    return hashlib.blake2b(key_of(name).encode(), key=PURPOSE.encode(), digest_size=16).hexdigest()


def known(name: str) -> str | None:
    """What a browser that was signed in with under this name is known by; None for any other."""
    said = signing.unsign(COOKIE.read(), PURPOSE, current_site().secret_keys) or ""
    device, _, whose = said.partition("~")
    return device if device and whose == name_hash(name) else None


def keep(response: Response, name: str) -> Response:
    """Know this browser again, as what it has been known by if it was."""
    device = known(name) or secrets.token_urlsafe(12)
    COOKIE.write(response, signing.sign(f"{device}~{name_hash(name)}", PURPOSE, current_site().secret_keys))
    return response
