"""Pictures of a poster that are drawn when asked for: other formats, and streets."""

from collections.abc import Callable

from flask import Blueprint, Response

from billboard.core.errors import NotFound
from billboard.core.formats import FORMATS, FORTY_EIGHT
from billboard.core.picture.tombstones import Tombstone, tombstone_of
from billboard.models import Poster
from billboard.posters import pictures, posters, renditions
from billboard.posters.renditions import StreetSize
from billboard.views.pictures import picture_of
from billboard.walls import lineage
from billboard.web.site import current_site
from billboard.web.weighing import weighed

blueprint = Blueprint("renditions", __name__)
TOMBSTONES: dict[StreetSize, Tombstone] = {"large": "full", "small": "thumb", "card": "card"}


@blueprint.get("/p/<code>/sheet/<slug>.jpg")
@weighed(100)
def in_format(code: str, slug: str) -> Response:
    """The poster set in another format."""
    site, wanted = current_site(), FORMATS.get(slug)
    if wanted is None:
        raise NotFound(f"There is no sheet of that name. Ask for one of {', '.join(FORMATS)}.")

    def source(poster: Poster) -> tuple[str, Callable[[], bytes]]:
        if wanted is FORTY_EIGHT:
            return "full", lambda: pictures.fetch(site, poster, "full")
        name = renditions.version(site.templates, poster, wanted)
        return name, lambda: renditions.draw_in_format(site.renderer, poster, wanted)

    return picture_of(code, tombstone_of(wanted), source, suffix=f"-{slug}", slow=wanted is not FORTY_EIGHT)


@blueprint.get("/p/<code>/street/<slug>.jpg", defaults={"size": "large"})
@blueprint.get("/p/<code>/street/<slug>/<any(small, card):size>.jpg")
@weighed(100)
def street(code: str, slug: str, size: StreetSize) -> Response:
    """The poster on a hoarding of a street scene."""
    site = current_site()
    scene = site.scenes.get(slug)
    if scene is None:
        raise NotFound("There is no street of that name. Choose one on the poster’s own page.")

    def source(poster: Poster) -> tuple[str, Callable[[], bytes]]:
        name = f"{slug}-{scene.fingerprint}-{size}"
        if scene.format is not FORTY_EIGHT:
            name += "-" + renditions.version(site.templates, poster, scene.format)
        return name, lambda: renditions.draw_street(site, poster, scene, size)

    return picture_of(code, TOMBSTONES[size], source, suffix=f"-{slug}", slow=True)


@blueprint.get("/p/<code>/facing.jpg")
@weighed(100)
def facing(code: str) -> Response:
    """A rebuttal and the poster that it answers, on hoardings that face each other."""
    site = current_site()
    with site.database.read() as session:
        parent = lineage.answered(session, posters.find(session, code))
    if parent is None:
        raise NotFound("This poster faces no other. Only an answer to another poster does.")

    def source(poster: Poster) -> tuple[str, Callable[[], bytes]]:
        posters.require_live(parent)
        name = f"facing-{parent.digest[:12]}"
        return name, lambda: renditions.draw_facing_posters(site, poster, parent, site.facing_boards)

    return picture_of(code, "full", source, suffix="-facing", slow=True)
