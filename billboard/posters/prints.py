"""Print a poster that was published."""

from typing import TYPE_CHECKING

from billboard.core.errors import NotFound, SloganProblems
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.picture.rendering import Renderer
from billboard.core.picture.stored_pictures import FULL_SIZE
from billboard.core.print.particulars import Particulars
from billboard.core.print.printing import Original, original, print_poster
from billboard.models import Poster
from billboard.posters import pictures, posters, renditions
from billboard.posters.allocator import give_back
from billboard.posters.parts import SiteParts

if TYPE_CHECKING:
    from billboard.core.print.imposition import Paper


def printed(parts: SiteParts, poster: Poster, format_: Format, paper: "Paper", particulars: Particulars) -> bytes:
    """A live poster as PDF. Raises Gone and StoreUnavailable, and NotFound where it is not set in that format."""
    if format_ is FORTY_EIGHT:
        source = _as_set(parts.renderer, poster) or Original(pictures.fetch(parts, poster, "full"), FULL_SIZE)
    else:
        source = _afresh(parts.renderer, poster, format_)
    pdf = print_poster(parts.renderer.book, source, paper, particulars)
    give_back()  # what fonts were cut to size in: more than any picture takes
    with parts.database.read() as session:  # it may have been hidden since
        posters.find_live(session, poster.code)
    return pdf


def _as_set(renderer: Renderer, poster: Poster) -> Original | None:
    """The poster set in type, or None where that would no longer give the picture that was pasted up."""
    try:
        design = posters.design_of(renderer, poster)
        if design.template.version != poster.template_version or len(design.stickers) != len(poster.stickers):
            return None
        return original(renderer, design)
    except (NotFound, SloganProblems):
        return None


def _afresh(renderer: Renderer, poster: Poster, format_: Format) -> Original:
    """The poster set in another format, of which no picture is stored: as its template is today."""
    try:
        return original(renderer, posters.design_of(renderer, poster), format_)
    except SloganProblems:
        raise renditions.no_room(format_) from None
