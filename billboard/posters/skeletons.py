"""What a poster says beneath its spelling, by which those that say the same are found."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.likeness.skeleton import EDITION, fingerprint, skeleton
from billboard.models import Poster

BATCH = 500
MOST = 20_000  # posters in one run of the job: some seconds


def said_by(slogan: Mapping[str, str], stickers: Sequence[Mapping[str, Any]]) -> str:
    """All that somebody wrote on a poster."""
    return "\n".join([*filter(None, slogan.values()), *(str(each["text"]) for each in stickers if each.get("text"))])


def own_words(template: PosterTemplate | None) -> Sequence[str]:
    """What a template says by itself and nobody chose."""
    return [text for text in template.defaults.values() if text] if template else []


def skeleton_of(slogan: Mapping[str, str], stickers: Sequence[Mapping[str, Any]], without: Iterable[str]) -> int | None:
    """A hash; none where there is nothing to compare. Where nobody chose a word the template's own words count."""
    text = said_by(slogan, stickers)
    found = skeleton(text, without) or skeleton(text)
    return fingerprint(found) if found else None


def find_missing(session: Session, templates: Mapping[str, PosterTemplate]) -> int:
    """Find the skeletons of posters that have none of this edition, the newest first; how many there were."""
    columns = (Poster.id, Poster.template, Poster.slogan, Poster.stickers)
    missing = select(*columns).where(Poster.skeleton_edition != EDITION).order_by(Poster.id.desc()).limit(BATCH)
    found = 0
    while found < MOST and (rows := session.execute(missing).all()):
        for row in rows:
            value = skeleton_of(row.slogan, row.stickers, own_words(templates.get(row.template)))
            session.execute(
                update(Poster).where(Poster.id == row.id).values(skeleton=value, skeleton_edition=EDITION),
                execution_options={"synchronize_session": False},
            )
        found += len(rows)
    return found
