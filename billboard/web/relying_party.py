"""This site as passkeys know it: by its address."""

import ipaddress
from urllib.parse import urlsplit

from billboard.accounts.relying_party import RelyingParty
from billboard.web.site import absolute, current_site

BY_NUMBER = "Browsers make passkeys for names, not for numbers. {instead}"
NO_TLS = "Browsers make passkeys for sites over TLS alone, and for localhost. This one needs an address with https."
LOOPBACK = "Open this site as http://localhost{port} to try them."
PUBLIC = "This site needs a name, in SITE_URL."


def relying_party() -> RelyingParty:
    origin = absolute("")
    return RelyingParty(urlsplit(origin).hostname or "", origin, current_site().settings.site_name)


def why_no_passkeys() -> str:
    """Why a browser would make none here, in a sentence with what to do; empty where it would."""
    parts = urlsplit(absolute(""))
    host = parts.hostname or ""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        secure = parts.scheme == "https" or host == "localhost" or host.endswith(".localhost")
        return "" if secure else NO_TLS
    port = f":{parts.port}" if parts.port else ""
    return BY_NUMBER.format(instead=LOOPBACK.format(port=port) if number.is_loopback else PUBLIC)
