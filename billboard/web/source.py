"""Where a request comes from, as browsers tell it: by Fetch Metadata, else by Origin, else by Referer.

Other sites' pages cannot forge any of the three; a program can, and carries nobody's cookies.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from billboard.core.errors import Forbidden
from billboard.web.site import current_site

ELSEWHERE = "This was sent from another site. Open the page here and try again."
View = TypeVar("View", bound=Callable[..., Any])


class Source(Enum):
    OWN = auto()
    ELSEWHERE = auto()
    HIDDEN = auto()  # a page that keeps its address to itself: a frame in a sandbox, or a visitor's extension
    UNTOLD = auto()


FETCH_METADATA = {"same-origin": Source.OWN, "none": Source.UNTOLD}  # none: the visitor's own doing, such as a reload


def install(app: Flask) -> None:
    app.before_request(_refuse_posts_from_elsewhere)


def from_anywhere(view: View) -> View:
    """For a view that something other than a page of ours may post to."""
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view


def source_of_request() -> Source:
    if told := request.headers.get("Sec-Fetch-Site"):
        return FETCH_METADATA.get(told, Source.ELSEWHERE)
    address = request.headers.get("Origin") or request.headers.get("Referer")
    if not address:
        return Source.UNTOLD
    if address == "null":
        return Source.HIDDEN
    return Source.OWN if _is_own(address) else Source.ELSEWHERE


def require_own_page() -> None:
    """For what carries no token, on pages that are the same for everybody. A post from elsewhere has been refused."""
    if source_of_request() in (Source.ELSEWHERE, Source.HIDDEN):
        raise Forbidden(ELSEWHERE)


def _refuse_posts_from_elsewhere() -> None:
    """Before any token is looked at: over TLS the browser's word, and not a Referer, which many keep back."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method == "POST" and not hasattr(view, "from_anywhere") and source_of_request() is Source.ELSEWHERE:
        raise Forbidden(ELSEWHERE)


def _is_own(address: str) -> bool:
    """A page that came over plain HTTP may be anybody's, where the site is at home over TLS."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    secure = request.is_secure or current_site().environment.secure
    return parts.netloc.lower() == request.host.lower() and (parts.scheme == "https" or not secure)
