"""Posters that say the same as one that is looked at, however it is spelt, so that one decision serves them all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.likeness.comparing import compare
from billboard.models import Poster, Status
from billboard.moderation import reports
from billboard.moderation.scopes import Scope, within
from billboard.moderation.sightings import Sighting
from billboard.posters.skeletons import own_words, said_by

MOST = 60  # of one slogan that a page offers at once; the newest
UP = (Status.LIVE, Status.WAITING)


@dataclass(frozen=True)
class Alike:
    """A poster that says what another does."""

    code: str
    text: str
    status: Status
    seen: Sighting
    is_ticked: bool  # the spelling alone differs; else it may quote, deny or ask, and somebody must look


def alike(
    session: Session, posters: Sequence[Poster], templates: Mapping[str, PosterTemplate], scope: Scope
) -> dict[int, list[Alike]]:
    """By the number of each poster, the others with its skeleton that are up or wait to be, newest first."""
    wanted = {poster.skeleton for poster in posters if poster.skeleton is not None}
    if not wanted:
        return {}
    found = select(Poster).where(Poster.skeleton.in_(wanted), Poster.status.in_(UP), *within(scope))
    same: dict[int | None, list[Poster]] = {}
    for each in session.scalars(found.order_by(Poster.id.desc()).limit(MOST * len(wanted))):
        same.setdefault(each.skeleton, []).append(each)
    others = {poster.id: [each for each in same.get(poster.skeleton, []) if each is not poster] for poster in posters}
    latest = _latest(session, {each.id for members in others.values() for each in members})
    return {
        poster.id: [
            Alike(
                each.code,
                _shown(each, templates),
                each.status,
                Sighting(each.case_version, latest.get(each.id)),
                _says_the_same(poster, each, templates),
            )
            for each in others[poster.id][:MOST]
        ]
        for poster in posters
    }


def folded(posters: Sequence[Poster], found: Mapping[int, Sequence[Alike]]) -> list[Poster]:
    """Posters without those that one before them on the page stands for."""
    shown, spoken_for = list[Poster](), set[str]()
    for poster in posters:
        if poster.code not in spoken_for:
            shown.append(poster)
            spoken_for |= {each.code for each in found.get(poster.id, ()) if each.is_ticked}
    return shown


def _shown(poster: Poster, templates: Mapping[str, PosterTemplate]) -> str:
    """What its maker chose to say, in one line; all of it where that is nothing."""
    own = {*own_words(templates.get(poster.template))}
    chosen = {slot: text for slot, text in poster.slogan.items() if text not in own}
    return " / ".join(said_by(chosen or poster.slogan, poster.stickers).split("\n"))


def _says_the_same(one: Poster, other: Poster, templates: Mapping[str, PosterTemplate]) -> bool:
    texts = [said_by(each.slogan, each.stickers) for each in (one, other)]
    without = [word for each in (one, other) for word in own_words(templates.get(each.template))]
    return texts[0] == texts[1] or compare(texts[0], texts[1], without).is_ticked


def _latest(session: Session, poster_ids: Iterable[int]) -> dict[int, datetime]:
    """When the last open report of each was made."""
    return {each.poster_id: each.made for each in reports.open_on(session, list(poster_ids))}
