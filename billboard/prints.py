"""Print a poster that was published."""

from typing import TYPE_CHECKING

from billboard import posters
from billboard.core.errors import NotFound, SloganProblems
from billboard.core.printing import Imprint, Original, original, print_poster
from billboard.core.rendering import FULL_SIZE, Renderer
from billboard.db import Database
from billboard.models import Poster
from billboard.storage import ImageStore

if TYPE_CHECKING:
    from billboard.core.print_sheets import Paper


def printed(
    database: Database, store: ImageStore, renderer: Renderer, poster: Poster, paper: "Paper", imprint: Imprint
) -> bytes:
    """A live poster as PDF. Raises Gone and StoreUnavailable."""
    source = _as_set(renderer, poster) or Original(posters.picture(database, store, poster, "full"), FULL_SIZE)
    pdf = print_poster(renderer.book, source, paper, imprint)
    with database.read() as session:  # it may have been hidden since
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
