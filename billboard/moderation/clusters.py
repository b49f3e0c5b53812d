"""Posters that say the same, however it is spelt, so that one decision serves them all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from billboard.models import Poster, Scope, Status
from billboard.moderation.comparisons import compared
from billboard.moderation.scopes import within
from billboard.moderation.sightings import Mark, Sighting
from billboard.posters.sayings import Said, Templates, said_on

MOST_WHOLE = 20_000  # of one slogan that one decision takes; the newest
UP = (Status.LIVE, Status.WAITING)


@dataclass(frozen=True)
class Unlisted:
    """A poster that says the same as another, whatever the spelling, of which no more is needed to decide."""

    code: str
    seen: Sighting


def whole(
    session: Session, posters: Sequence[Poster], templates: Templates, scope: Scope, mark: Mark | None = None
) -> dict[int, list[Unlisted]]:
    """By the number of each poster, all others that are up or wait and say the same, the spelling alone apart; the
    newest first. With a `mark`, those of them that were there then, and about which nobody has decided since."""
    wanted = {each.skeleton for each in posters if each.skeleton is not None}
    chosen = saying(wanted, scope)
    if mark is not None:
        untouched = or_(Poster.last_decision_id.is_(None), Poster.last_decision_id <= mark.decision)
        chosen = chosen.where(Poster.id <= mark.newest, untouched)
    rows = session.execute(chosen.order_by(Poster.id.desc()).limit(MOST_WHOLE)).all()
    return {each.id: list(agreeing(each, rows, templates, mark)) for each in posters}


def saying(skeletons: Iterable[int], scope: Scope) -> Select[*tuple[Any, ...]]:
    """What is needed of the posters that are up or wait and have one of these skeletons, to see what they say."""
    columns = (Poster.id, Poster.code, Poster.case_version, Poster.template, Poster.slogan, Poster.stickers)
    chosen = select(*columns, Poster.skeleton).where(Poster.skeleton.in_(skeletons))
    return chosen.where(Poster.status.in_(UP), *within(scope))


def agreeing(
    poster: Poster, rows: Iterable[Row[*tuple[Any, ...]]], templates: Templates, mark: Mark | None
) -> Iterator[Unlisted]:
    """Of some rows those that say the same as a poster."""
    said, seen_until = said_on(poster, templates), mark.at if mark else None
    for row in rows:
        if row.skeleton != poster.skeleton or row.id == poster.id:
            continue
        comparison = compared(said, Said(row.slogan, row.stickers, templates.get(row.template)))
        if comparison is None or comparison.is_ticked:
            yield Unlisted(row.code, Sighting(row.case_version, seen_until))


def folded(posters: Sequence[Poster], templates: Templates) -> list[Poster]:
    """Posters without those that one before them on the page stands for."""
    shown = list[Poster]()
    for poster in posters:
        said = said_on(poster, templates)
        if not any(_stands_for(each, poster, said, templates) for each in shown):
            shown.append(poster)
    return shown


def _stands_for(one: Poster, other: Poster, said: Said, templates: Templates) -> bool:
    """Whether a decision about one takes the other along, as far as nobody unticks it."""
    if one.skeleton is None or one.skeleton != other.skeleton or other.status not in UP:
        return False
    comparison = compared(said_on(one, templates), said)
    return comparison is None or comparison.is_ticked
