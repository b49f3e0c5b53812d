"""How templates are used: posters and votes, by template and by day."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.models import LIVE, Poster

DAYS = 30


class Use(NamedTuple):
    posters: int  # ever, whatever became of them
    up: int
    votes: int  # for those that are up


NONE = Use(0, 0, 0)


class Day(NamedTuple):
    day: int  # since 1970, UTC
    posters: int
    votes: int  # that these posters have by now


def uses(session: Session) -> dict[str, Use]:
    """Of every template that was used, by its slug."""
    up, votes = func.count().filter(LIVE), func.coalesce(func.sum(Poster.votes).filter(LIVE), 0)
    rows = session.execute(select(Poster.template, func.count(), up, votes).group_by(Poster.template))
    return {slug: Use(posters, live, int(got)) for slug, posters, live, got in rows}


def by_day(session: Session, slug: str, now: datetime, days: int = DAYS) -> Sequence[Day]:
    """Of each of the last days, today the last."""
    first = day_of(now) - days + 1
    counted = (
        select(Poster.day, func.count(), func.coalesce(func.sum(Poster.votes).filter(LIVE), 0))
        .where(Poster.template == slug, Poster.day >= first)
        .group_by(Poster.day)
    )
    found = {day: (posters, int(votes)) for day, posters, votes in session.execute(counted)}
    return [Day(day, *found.get(day, (0, 0))) for day in range(first, first + days)]
