"""Verbs on posters: find one, date it, draw it again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.stickers import from_values
from billboard.core.days import day_of, hour_of
from billboard.core.errors import AwaitingApproval, Gone, NotFound
from billboard.core.picture.rendering import Renderer
from billboard.models import Poster, Status
from billboard.posters import holding
from billboard.walls import evidence


def set_published(session: Session, poster: Poster, moment: datetime) -> None:
    """Set when a poster went up, and what follows from it."""
    poster.published, poster.hour, poster.day = moment, hour_of(moment), day_of(moment)
    poster.prior = evidence.expected(session, poster.template, moment)
    poster.hot, poster.worth = evidence.hot(poster), evidence.worth(poster)


def design_of(renderer: Renderer, poster: Poster) -> Design:
    """What a poster is made of, to draw it again in another format. Raises NotFound where its template has gone.

    Stickers that have left the catalogue are left out; so a picture that was stored may show more.
    """
    template = renderer.templates.at(poster.template, poster.template_version)
    if template is None:
        raise NotFound("The template of this poster is no longer kept, so that it cannot be drawn afresh.")
    stickers = from_values(renderer.sticker_catalogue, poster.stickers)
    return Design(template, template.variant(poster.variant), poster.slogan, stickers, poster.imprint)


def is_code(text: str) -> bool:
    """Whether a poster could have this code: databases differ in what else they can be asked for."""
    return text.isascii() and text.isalnum() and len(text) <= 16


def find(session: Session, code: str, *, lock: bool = False) -> Poster:
    """The poster, whatever its status; `lock` keeps others from changing it meanwhile. Raises NotFound."""
    chosen = select(Poster).where(Poster.code == code)
    poster = session.scalar(chosen.with_for_update() if lock else chosen) if is_code(code) else None
    if poster is None:
        raise NotFound("There is no poster at this address. Check the link, or see what is on the wall.")
    return poster


def find_live(session: Session, code: str, *, lock: bool = False) -> Poster:
    """Raises NotFound, AwaitingApproval for a poster that is not up yet, or Gone for one that was taken down."""
    poster = find(session, code, lock=lock)
    require_live(poster, holding.why_held(session, poster) if poster.status is Status.WAITING else "")
    return poster


def require_live(poster: Poster, why_held: str = "") -> None:
    """Raises as `find_live` does."""
    if poster.status == Status.WITHDRAWN:
        raise Gone("Whoever made this poster has taken it down.")
    if poster.status == Status.WAITING:
        because = f": {why_held}" if why_held else ""
        raise AwaitingApproval(f"This poster waits for a moderator to look at it{because}. Come back a little later.")
    if poster.status != Status.LIVE:
        raise Gone("This poster has been taken down.")
