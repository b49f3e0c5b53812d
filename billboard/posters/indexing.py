"""What posters are found under, and finding it anew for those that an older edition of it was found for."""

from collections.abc import Mapping

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.rank import fairness
from billboard.core.text import searching
from billboard.models import Poster
from billboard.posters.skeletons import said_by
from billboard.walls.search import campaign_token, template_token

BATCH = 200  # posters in one transaction of the job
# A trigger writes what is new; SQLite's index of words is a table of its own.
_SET_IN_SQLITE = text("UPDATE poster_words SET words = :words WHERE rowid = :row")


def index_of(written: str, template: str, campaign_id: int | None) -> str:
    """The tokens of a poster, separated by spaces: those of what is written on it, of its template and its campaign."""
    tokens = [*searching.tokens(written), template_token(template)]
    return " ".join([*tokens, campaign_token(campaign_id)] if campaign_id is not None else tokens)


def motto_of(slogan: Mapping[str, str], written: str, template: PosterTemplate | None) -> str | None:
    """What it has in common with posters that say the same: of its main slot, or where that is empty of all of it."""
    main = slogan.get(template.main.name, "") if template else ""
    return fairness.motto(main or written)


def index_missing(session: Session, templates: Mapping[str, PosterTemplate]) -> int:
    """Index some posters that were not by this edition, the newest first; how many there were."""
    columns = (Poster.id, Poster.template, Poster.slogan, Poster.stickers, Poster.campaign_id)
    missing = select(*columns).where(Poster.words_edition != searching.EDITION).order_by(Poster.id.desc()).limit(BATCH)
    rows = session.execute(missing).all()
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    for row in rows:
        written = said_by(row.slogan, row.stickers)
        words = index_of(written, row.template, row.campaign_id)
        values = {
            "words": words,
            "words_edition": searching.EDITION,
            "motto": motto_of(row.slogan, written, templates.get(row.template)),
        }
        session.execute(
            update(Poster).where(Poster.id == row.id).values(values),
            execution_options={"synchronize_session": False},
        )
        if is_sqlite:
            session.execute(_SET_IN_SQLITE, {"words": words, "row": row.id})
    return len(rows)
