"""For programs that visit: robots.txt, the sitemaps, an icon where it is looked for, a home screen's manifest."""

from flask import Blueprint, Response, render_template, send_from_directory

from billboard.core.errors import NotFound
from billboard.infra.config import ROOT
from billboard.web import sitemap
from billboard.web.accent import accent_of
from billboard.web.caching import HALF_A_MINUTE, shared
from billboard.web.site import absolute, current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("crawlers", __name__)
# Where nothing of use to a search engine is, or what only somebody at work should ask for.
CLOSED = (
    "/moderate",
    "/operate",
    "/claim/",
    "/receipt/",
    "/takedown/",
    "/blocked",
    "/make/*/preview.jpg",
    "/make/every",
    "/p/*/vote",
    "/p/*/report",
    "/p/*/claim",
    "/votes",
    "/duel/next",
    "/roundup/",
)


@blueprint.get("/robots.txt")
def robots() -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return _shared("\n".join(lines).encode(), "text/plain")


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """For what has no page to name an icon in, such as a PDF."""
    return send_from_directory(ROOT / "static" / "img", "icon-48.png", mimetype="image/png", max_age=86400)


@blueprint.get("/site.webmanifest")
def manifest() -> Response:
    """The site on a telephone's home screen (https://www.w3.org/TR/appmanifest/)."""
    page = render_template("site.webmanifest", accent=accent_of(current_site().settings))
    return shared(page, "application/manifest+json")  # for a second: its name and colour are an operator's to change


@blueprint.get("/sitemap.xml")
@weighed(20)
def index() -> Response:
    with current_site().database.read() as session:
        return _shared(sitemap.index(session, absolute("")), "application/xml")


@blueprint.get("/sitemap-pages.xml")
def pages() -> Response:
    with current_site().database.read() as session:
        return _shared(
            sitemap.pages(session, [each.slug for each in current_site().templates.offered()], absolute("")),
            "application/xml",
        )


@blueprint.get("/sitemap-<int:number>.xml")
@weighed(20)
def block(number: int) -> Response:
    with current_site().database.read() as session:
        if number not in sitemap.blocks(session):
            raise NotFound("There is no such sitemap. The index at /sitemap.xml names those that there are.")
        return _shared(sitemap.block(session, number, absolute("")), "application/xml")


def _shared(body: bytes, kind: str) -> Response:
    return shared(body, kind, HALF_A_MINUTE)
