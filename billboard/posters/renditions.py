"""Pictures of a poster that are drawn when asked for: in another format, and on the street."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Literal

from PIL import Image

from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.catalogue.designs import Design
from billboard.core.errors import NotFound, SloganProblems
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.picture.network_shapes import Shape, in_shape
from billboard.core.picture.rendering import Renderer
from billboard.core.street.blanks import Blank, decode_poster
from billboard.core.street.facing_boards import FacingBoards, draw_facing
from billboard.core.street.scenes import Scene
from billboard.core.street.street import SMALL_SCALE, small_street, street, street_card
from billboard.models import Poster
from billboard.posters import pictures, posters
from billboard.posters.parts import SiteParts

StreetSize = Literal["large", "small", "card"]
STREETS = {"large": street, "small": small_street, "card": street_card}


def formats(renderer: Renderer, poster: Poster) -> list[Format]:
    """The formats that the poster's slogan finds room in: its own first, the 48-sheet that is stored."""
    try:
        design = posters.design_of(renderer, poster)
    except NotFound:
        return [FORTY_EIGHT]
    others = [each.format for each in design.template.layouts.values() if each.format is not FORTY_EIGHT]
    return [FORTY_EIGHT, *(each for each in others if _finds_room(renderer, design, each))]


def _finds_room(renderer: Renderer, design: Design, format_: Format) -> bool:
    """Said before anybody asks: a long word may fit a hoarding and not a 6-sheet."""
    try:
        renderer.set(design, format_)
    except SloganProblems:
        return False
    return True


def streets(scenes: Sequence[Scene], templates: Catalogue, poster: Poster, there: Collection[Format]) -> list[Scene]:
    """The scenes whose boards are of the formats that `there` are of the poster, that of its template first."""
    template = templates.at(poster.template, poster.template_version)
    chosen = template.scene if template else ""
    return sorted((each for each in scenes if each.format in there), key=lambda each: each.slug != chosen)


def version(templates: Catalogue, poster: Poster, format_: Format) -> str:
    """What tells two drawings of the same poster in a format apart: the template it is drawn with today."""
    template = templates.at(poster.template, poster.template_version)
    return f"{format_.slug}-v{template.version if template else 0}"


def draw_in_format(renderer: Renderer, poster: Poster, format_: Format) -> bytes:
    """A JPEG of the poster set afresh in another format. Raises NotFound where its template is not set so."""
    try:
        return renderer.full(posters.design_of(renderer, poster), format_)
    except SloganProblems:
        raise no_room(format_) from None


def no_room(format_: Format) -> NotFound:
    return NotFound(f"This slogan finds no room on a {format_.name}; see the poster as it was pasted.")


def draw_street(parts: SiteParts, poster: Poster, scene: Scene, size: StreetSize) -> bytes:
    """A JPEG of a live poster in a street scene. Raises NotFound where no poster of its template fits the board, Gone
    and StoreUnavailable."""
    wanted = scene.poster_width(SMALL_SCALE if size == "small" else 1)
    if scene.format is FORTY_EIGHT:
        kind: Literal["full", "thumb"] = "thumb" if size == "small" else "full"
        picture, blank = _stored(parts.renderer, poster, pictures.fetch(parts, poster, kind), kind, wanted)
    else:
        picture, blank = _set_for(parts.renderer, poster, scene.format, wanted)
    return STREETS[size](picture, scene, blank)


def _stored(
    renderer: Renderer, poster: Poster, picture: bytes, kind: Literal["full", "thumb"], wanted: int
) -> tuple[Image.Image, Blank | None]:
    """A stored picture decoded, at least `wanted` px wide where it can be, and what it was set upon, if that is kept
    still."""
    try:
        design = posters.design_of(renderer, poster)
    except NotFound:
        return decode_poster(picture, wanted, None, None)
    return decode_poster(picture, wanted, renderer.blank(design, kind), (design.variant.art, kind))


def _set_for(renderer: Renderer, poster: Poster, format_: Format, wanted: int) -> tuple[Image.Image, Blank | None]:
    """The poster set in a format, at least `wanted` px wide where it can be, and the art that it is set upon."""
    design = posters.design_of(renderer, poster)
    width = format_.half[0] if format_.half[0] >= wanted else format_.full[0]
    try:
        image, changes = renderer.render(design, format_, width), renderer.changes(design, format_, width)
    except SloganProblems:
        raise NotFound("This slogan finds no room on the board of that street. Choose another.") from None
    art = design.variant.art_in(format_)
    return image, Blank(art, lambda: renderer.art(design.variant, width, format_), changes)


def draw_in_shape(parts: SiteParts, poster: Poster, format_: Format, shape: Shape) -> bytes:
    """A JPEG of a live poster in a network's shape, set in the format where it finds room there. Raises Gone and
    StoreUnavailable."""
    if format_ is not FORTY_EIGHT:
        with suppress(SloganProblems):
            return in_shape(parts.renderer.render(posters.design_of(parts.renderer, poster), format_), shape.size)
    return in_shape(_opened(pictures.fetch(parts, poster, "full")), shape.size)


def draw_facing_posters(parts: SiteParts, poster: Poster, parent: Poster, boards: FacingBoards) -> bytes:
    """A JPEG of a live poster opposite the one that it answers, which hangs on the left. Raises Gone and
    StoreUnavailable."""
    return draw_facing(boards, *(_opened(pictures.fetch(parts, each, "full")) for each in (parent, poster)))


def _opened(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=["JPEG"]) as picture:
        return picture.convert("RGB")
