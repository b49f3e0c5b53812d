"""Where a program may be told: what is needed to read that as a setting, without what sends it."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def read_url(text: str) -> str:
    """An address that messages may be sent to, or an empty one. Raises ValueError."""
    if not text:
        return ""
    try:
        split = urlsplit(text)
        host, _ = split.hostname, split.port
    except ValueError:
        host = None
    if not host or split.scheme not in ("https", "http") or split.fragment or split.username:
        raise ValueError("must look like https://example.org/hook")
    if split.scheme == "http" and not _is_loopback(host):
        raise ValueError("must begin with https://: what is sent says which posters are reported")
    return text


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
