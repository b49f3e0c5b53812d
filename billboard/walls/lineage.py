"""What a poster was made from, and what was made from it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest
from billboard.models import LIVE, Descent, Kinship, Poster
from billboard.walls.rows import COLUMNS, posters_of
from billboard.walls.walls import PAGE, WallPage

SHOWN = 12  # children of a kind on a permalink


@dataclass(frozen=True)
class Lineage:
    """Live relatives alone: a poster that was taken down leaves every page."""

    kinship: Kinship | None  # to the parent, where there is one
    parent: Poster | None
    remixes: list[Poster]  # newest first
    rebuttals: list[Poster]


def lineage(session: Session, poster: Poster) -> Lineage:
    descent = session.get(Descent, poster.id)
    parent = session.scalar(select(Poster).where(Poster.id == descent.parent_id, LIVE)) if descent else None
    return Lineage(
        descent.kinship if descent and parent else None,
        parent,
        _children(session, poster, Kinship.REMIX),
        _children(session, poster, Kinship.REBUTTAL),
    )


def answered(session: Session, poster: Poster) -> Poster | None:
    """What a rebuttal answers, whether that is up or not."""
    descent = session.get(Descent, poster.id)
    if descent is None or descent.kinship is not Kinship.REBUTTAL:
        return None
    return session.get(Poster, descent.parent_id)


def descendants(session: Session, poster: Poster, kinship: Kinship, *, after: str = "", size: int = PAGE) -> WallPage:
    """All children of a kind that are up, newest first, in one statement. Raises BadRequest for a broken cursor."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 19):
        raise BadRequest("That link into the wall is broken. Start again from its first page.")
    walk = select(*COLUMNS).join(Descent, Descent.poster_id == Poster.id)
    walk = walk.where(Descent.parent_id == poster.id, Descent.kinship == kinship, LIVE)
    walk = walk.where(Descent.poster_id < int(after)) if after else walk
    rows = posters_of(session.execute(walk.order_by(Descent.poster_id.desc()).limit(size + 1)))
    return WallPage(rows[:size], str(rows[size - 1].id) if len(rows) > size else None)


def _children(session: Session, poster: Poster, kinship: Kinship) -> list[Poster]:
    chosen = (Descent.parent_id == poster.id, Descent.kinship == kinship, LIVE)
    walk = select(Poster).join(Descent, Descent.poster_id == Poster.id).where(*chosen)
    return list(session.scalars(walk.order_by(Descent.poster_id.desc()).limit(SHOWN)))
