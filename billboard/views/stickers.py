"""Pictures of the stickers to choose from, for the editor."""

from functools import lru_cache

from flask import Blueprint, Response, request

from billboard.core.catalogue.sticker_catalogue import Kind
from billboard.core.catalogue.stickers import read_words
from billboard.core.errors import NotFound
from billboard.web import caching
from billboard.web.previews import previewed, require_own_editor
from billboard.web.site import current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("stickers", __name__)
SMALL = 112  # px of the longer side as it is offered, for screens of two pixels to the px


@blueprint.get("/stickers/<slug>.png")
@weighed(5, lambda lanes: lanes.quick, when=lambda: bool(request.args.get("words")))
def art(slug: str) -> Response:
    """A sticker as it is; with `words` on it, for this site's own editor alone, like a preview."""
    kind, words = _kind(slug), request.args.get("words", "")
    if not words:
        return _picture(kind.art.read_bytes())
    require_own_editor()
    renderer = current_site().renderer
    said = read_words(renderer.sticker_catalogue, kind, words)
    return previewed(renderer.sticker_png(slug, said), "image/png")


@blueprint.get("/stickers/<slug>/small.png")
def small(slug: str) -> Response:
    return _picture(_small(_kind(slug).slug))


def _kind(slug: str) -> Kind:
    try:
        return current_site().renderer.sticker_catalogue.kinds[slug]
    except KeyError:
        raise NotFound("There is no sticker of that name in the tray.") from None


@lru_cache(64)
def _small(slug: str) -> bytes:
    renderer = current_site().renderer
    width, height = renderer.sticker_catalogue.kinds[slug].size
    return renderer.sticker_png(slug, width=round(SMALL * width / max(width, height)))


def _picture(png: bytes) -> Response:
    return caching.shared(png, "image/png", caching.AN_HOUR)
