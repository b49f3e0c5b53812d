"""A picture of a poster as an answer: its headers, and what stands there once the poster was taken down."""

from collections.abc import Callable
from contextlib import nullcontext

from flask import Response, request
from werkzeug.http import http_date

from billboard.core.errors import Gone
from billboard.core.picture.tombstones import Tombstone, covered_card, tombstone
from billboard.models import Poster
from billboard.posters import pictures, posters
from billboard.views import ranges
from billboard.web import caching
from billboard.web.site import current_site
from billboard.web.weighing import place

PictureSource = Callable[[Poster], tuple[str, Callable[[], bytes]]]


def picture_of(code: str, kind: Tombstone, source: PictureSource, suffix: str = "", *, slow: bool = False) -> Response:
    """A JPEG of the live poster, or the tombstone of a kind for one that was taken down. Cards, which previews of links
    show, tell nothing of one that is covered; its other pictures go on for the threads that embed them.

    `source` gives a name, unique among the poster's pictures and changing with their bytes, and what draws the bytes,
    which is asked only where the visitor has none of that name; it raises Gone where another poster in the picture was
    taken down. With `?download` the file's name ends in `suffix`. What is `slow` to draw waits for a place, but not
    what the visitor has already.
    """
    with current_site().database.read() as session:
        poster = posters.find(session, code)
    try:
        posters.require_live(poster)
        is_neutral = kind == "card" and poster.covered is not None
        response = _picture(poster, *(("covered", covered_card) if is_neutral else source(poster)), slow=slow)
    except Gone:
        # A picture, so that threads which embed the address do not break.
        return _for_everybody(Response(tombstone(kind), 410, mimetype="image/jpeg"))
    _for_everybody(response)
    if response.status_code == 200:
        if "download" in request.args:
            response.headers["Content-Disposition"] = f'attachment; filename="billboard-{code}{suffix}.jpg"'
        ranges.answer(response)
    return response


def _picture(poster: Poster, name: str, draw: Callable[[], bytes], *, slow: bool) -> Response:
    etag = f"{poster.digest[:32]}-{name}"

    def drawn() -> Response:
        with place(lambda lanes: lanes.slow) if slow else nullcontext():
            return Response(draw(), mimetype="image/jpeg")

    response = caching.under(etag, "image/jpeg", drawn)
    if name in pictures.KINDS:  # what is drawn afresh changes with its template and its street
        response.headers["Last-Modified"] = http_date(poster.published)
    return response


def _for_everybody(response: Response) -> Response:
    """Any page of any site may show it."""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return caching.keep(response, caching.PICTURE)
