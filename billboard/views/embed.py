"""A poster on other sites: its frame, oEmbed, its QR code, its pictures in other sizes."""

import io
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from flask import Blueprint, Response, jsonify, request
from PIL import Image

from billboard.core.errors import AwaitingApproval, BadRequest, Gone, NotFound
from billboard.core.formats import FORMATS, FORTY_EIGHT
from billboard.core.picture.network_shapes import SHAPES
from billboard.core.picture.splicing import encode
from billboard.core.picture.tombstones import tombstone_of
from billboard.models import Poster
from billboard.posters import pictures, posters, renditions
from billboard.switches.standing import Deed
from billboard.views.pages import render_shared
from billboard.views.pictures import picture_of
from billboard.web import caching, embeds, pauses
from billboard.web.campaign_view_models import CampaignView, campaign_of
from billboard.web.failures import status_of
from billboard.web.qr import TOMBSTONE, qr_svg
from billboard.web.security import frameable
from billboard.web.site import absolute, current_site
from billboard.web.view_models import poster_view
from billboard.web.weighing import weighed

blueprint = Blueprint("embed", __name__)
FORMATS_SPOKEN = ("json", "xml")


@blueprint.get("/oembed")
def oembed() -> Response:
    """https://oembed.com: a photo, as JSON or XML."""
    wanted = request.args.get("format", "json").lower()
    if wanted not in FORMATS_SPOKEN:
        return _plain(501, "This site answers in json and xml.")
    try:
        answer = _photo()
    except AwaitingApproval as waiting:
        refusal = _plain(401, waiting.message)  # "a private (non-public) resource"; RFC 9110, 15.5.2 wants a scheme
        refusal.headers["WWW-Authenticate"] = "Waiting"
        return refusal
    except (NotFound, Gone) as refused:
        return _plain(404, refused.message)
    except BadRequest as refused:
        return _plain(400, refused.message)
    response = jsonify(answer) if wanted == "json" else Response(_xml(answer), mimetype="text/xml")
    return _for_scripts(caching.tagged(response))


def _photo() -> dict[str, Any]:
    """Of the poster that is asked for. Raises BadRequest, NotFound, Gone and AwaitingApproval."""
    site, width, height = current_site(), _bound("maxwidth"), _bound("maxheight")
    with site.database.read() as session:
        poster = posters.find_live(session, embeds.code_in(request.args.get("url", "")))
    view = poster_view(poster, site.templates)
    return embeds.oembed(view, site_name=site.settings.site_name, width=width, height=height)


@blueprint.get("/p/<code>/embed")
def frame(code: str) -> Response:
    """The poster and its votes, for a frame on another site."""
    site = current_site()
    try:
        with site.database.read() as session:
            poster = posters.find_live(session, code)
            home = campaign_of(session, poster)
    except (NotFound, Gone) as refused:  # a frame that refused to be one would show the browser's own broken page
        page = render_shared("embed.html", poster=None, message=refused.message)
        page.status_code = status_of(refused)
        return _framed(page)
    view = poster_view(poster, site.templates)
    return _framed(render_shared("embed.html", poster=view, **_open(home)))


@blueprint.get("/p/<code>/qr.svg")
def qr(code: str) -> Response:
    """The permalink as a QR code."""
    site = current_site()
    try:
        with site.database.read() as session:
            poster = posters.find_live(session, code)
    except Gone:
        gone = caching.keep(Response(TOMBSTONE, 410, mimetype="image/svg+xml"), caching.A_SECOND)
        gone.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return gone
    response = Response(qr_svg(absolute(f"/p/{poster.code}"), standalone=True), mimetype="image/svg+xml")
    if "download" in request.args:
        response.headers["Content-Disposition"] = f'attachment; filename="billboard-{code}-qr.svg"'
    return caching.tagged(response)


@blueprint.get("/p/<code>/w<int:width>.jpg")
@weighed(10, lambda lanes: lanes.quick)
def small(code: str, width: int) -> Response:
    """The poster's picture, smaller."""
    site = current_site()
    if width not in embeds.SMALL:
        raise NotFound(f"Pictures come {', '.join(map(str, embeds.SMALL))} px wide.")

    def draw(poster: Poster) -> bytes:
        with Image.open(io.BytesIO(pictures.fetch(site, poster, "thumb")), formats=["JPEG"]) as thumb:
            smaller = thumb.convert("RGB").resize((width, width // 2), Image.Resampling.LANCZOS)
        return encode(smaller, 85)

    return picture_of(code, "thumb", lambda poster: (f"w{width}", lambda: draw(poster)))


@blueprint.get("/p/<code>/shape/<slug>.jpg")
@weighed(50)
def shape(code: str, slug: str) -> Response:
    """The poster in a shape that some network shows whole."""
    site, wanted = current_site(), SHAPES.get(slug)
    if wanted is None:
        raise NotFound(f"There is no shape of that name. Ask for one of {', '.join(SHAPES)}.")

    def source(poster: Poster) -> tuple[str, Callable[[], bytes]]:
        format_ = FORMATS[wanted.format]
        if format_ not in renditions.formats(site.renderer, poster):
            format_ = FORTY_EIGHT
        name = f"{slug}-{renditions.version(site.templates, poster, format_)}"
        return name, lambda: renditions.draw_in_shape(site, poster, format_, wanted)

    suffix = f"-{slug}-{wanted.size[0]}x{wanted.size[1]}"  # a sheet of the poster is called a square, too
    return picture_of(code, tombstone_of(FORMATS[wanted.format]), source, suffix, slow=True)


def _open(home: CampaignView | None) -> dict[str, Any]:
    """What the frame offers just now."""
    wall = home.slug if home else ""
    return {
        "takes_votes": (not home or home.takes_votes) and not pauses.why_not(Deed.VOTE, wall),
        "takes_posters": not pauses.why_not(Deed.PUBLISH, wall),
        "notices": pauses.notices(wall),
    }


def _framed(page: Response) -> Response:
    page.headers["X-Robots-Tag"] = "noindex"
    return frameable(page)


def _bound(name: str) -> int | None:
    given = request.args.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 8):
        raise BadRequest(f"{name} is a whole number of px.")
    return int(given)


def _xml(answer: dict[str, object]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = str(value)
    found: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return found


def _plain(status: int, sentence: str) -> Response:
    """For programs, which want a status and no page."""
    return _for_scripts(caching.never(Response(sentence + "\n", status, mimetype="text/plain")))


def _for_scripts(response: Response) -> Response:
    """Of any site: there is nothing of the visitor's in it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
