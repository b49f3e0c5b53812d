"""A picture whole, in part or not at all, as the visitor's preconditions ask for it (RFC 9110, 13 and 14)."""

from flask import Response, request
from werkzeug.http import parse_date

from billboard.web.caching import never


def answer(response: Response) -> None:
    """Werkzeug's own ranges refuse what is to be ignored: several at once, other units, what cannot be read, HEAD."""
    response.make_conditional(request)
    response.accept_ranges = "bytes"
    if _changed_since(response):
        response.status_code = 412
    wanted = request.range
    if response.status_code != 200 or request.method != "GET" or not _is_still(response):
        return
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return
    whole = response.get_data()
    first, end = _span(wanted.ranges[0], len(whole))
    if first >= end:
        response.status_code = 416
        response.headers["Content-Range"] = f"bytes */{len(whole)}"
        never(response)
        response.set_data(b"")
    else:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{end - 1}/{len(whole)}"
        response.set_data(whole[first:end])


def _span(wanted: tuple[int | None, int | None], length: int) -> tuple[int, int]:
    """First byte and the one after the last; a suffix longer than the picture is all of it."""
    first, end = wanted
    if first is None or first < 0:
        return max(0, length + (first or 0)), length
    return first, length if end is None else min(end, length)


def _is_still(response: Response) -> bool:
    """Whether the picture is what the visitor has a part of (13.1.5); a weak validator never says so."""
    given = request.headers.get("If-Range", "")
    if not given or given.startswith(('"', "W/")):
        return given in ("", response.headers.get("ETag"))
    return response.last_modified is not None and parse_date(given) == response.last_modified


def _changed_since(response: Response) -> bool:
    since = request.if_unmodified_since
    if since is None or request.if_match or response.last_modified is None:
        return False
    return response.last_modified > since
