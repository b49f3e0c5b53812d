"""What search engines are told: which pages there are (https://www.sitemaps.org/protocol.html), in blocks of posters.

Blocks go by row number, so that no counting is needed and a block stays what it is but for posters taken down.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.journal import reading
from billboard.models import LIVE, PROMOTED, Campaign, Poster

BLOCK = 10_000  # posters; a sitemap may hold 50,000 addresses
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
PAGES = (
    "/",
    "/gallery",
    "/gallery?sort=new",
    "/gallery?sort=top",
    "/gallery?sort=duel",
    "/make",
    "/campaigns",
    "/duel",
    "/numbers",
    "/log",
    "/takedown",
    "/about",
    "/about/rules",
    "/about/hot",
    "/about/privacy",
)

ElementTree.register_namespace("image", IMAGES)


def index(session: Session, origin: str) -> bytes:
    """The index of sitemaps."""
    root = ElementTree.Element("sitemapindex", xmlns=NAMESPACE)
    for name in ("pages", *map(str, blocks(session))):
        _add(ElementTree.SubElement(root, "sitemap"), "loc", f"{origin}/sitemap-{name}.xml")
    return _written(root)


def blocks(session: Session) -> range:
    """The numbers of the blocks that there are."""
    last = session.scalar(select(func.max(Poster.id)).where(LIVE)) or 0
    return range(last // BLOCK + 1)


def pages(session: Session, templates: Iterable[str], origin: str) -> bytes:
    """The pages that are always there, and the walls of templates and campaigns."""
    walls = (f"/gallery?template={slug}" for slug in templates)
    slugs = session.scalars(select(Campaign.slug).order_by(Campaign.id).limit(BLOCK))
    years = (f"/log/{year}" for year in reading.years(session))
    return _urls((origin + path, None, None) for path in (*PAGES, *years, *walls, *(f"/c/{slug}" for slug in slugs)))


def block(session: Session, number: int, origin: str) -> bytes:
    """The posters of one block that are up and uncovered, each with its picture."""
    first = number * BLOCK
    rows = session.execute(
        select(Poster.code, Poster.published)
        .where(PROMOTED, Poster.id >= first, Poster.id < first + BLOCK)
        .order_by(Poster.id)
    )
    return _urls((f"{origin}/p/{row.code}", row.published, f"{origin}/p/{row.code}.jpg") for row in rows)


def _urls(entries: Iterable[tuple[str, datetime | None, str | None]]) -> bytes:
    root = ElementTree.Element("urlset", xmlns=NAMESPACE)
    for address, changed, image in entries:
        url = ElementTree.SubElement(root, "url")
        _add(url, "loc", address)
        if changed:
            _add(url, "lastmod", changed.astimezone(UTC).isoformat(timespec="seconds"))
        if image:
            _add(ElementTree.SubElement(url, f"{{{IMAGES}}}image"), f"{{{IMAGES}}}loc", image)
    return _written(root)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _written(root: ElementTree.Element) -> bytes:
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text
