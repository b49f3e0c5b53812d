"""What is known of posters' appeal: looks at them on walls, the votes of those who looked, and what is to be expected
of the likes of them. The orders of Hot and of Top of a period follow from it (core.rank.appeal) and are kept beside it
in the same statement.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, case, delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from billboard.core.days import HOUR
from billboard.core.rank import appeal
from billboard.core.rank.appeal import Evidence
from billboard.core.rank.doubt import NINE_IN_TEN
from billboard.models import COUNTED, LIVE, TAKES_NO_VOTES, Campaign, Expectation, Poster, Vote

LATELY = timedelta(days=30)  # whose posters say what is to be expected of the next
HOURS = 24
Totals = dict[tuple[str, str], Evidence]  # by what an expectation is of, and its key
MOST = 32  # looks, or likes, that one network adds to a poster in a day, however many it has
PARTS = 1000  # of what is known of a poster; one network says one of them in a day


def expected(session: Session, template: str, published: datetime) -> float:
    """The appeal to be expected of a template's poster that goes up at that hour of the day."""
    hour = str(published.astimezone(UTC).hour)
    whose = (
        ((Expectation.of == "template") & (Expectation.key == template))
        | ((Expectation.of == "hour") & (Expectation.key == hour))
        | (Expectation.of == "all")
    )
    found = {row.of: Evidence(row.looks, row.liked) for row in session.scalars(select(Expectation).where(whose))}
    return appeal.expected(*(found.get(of, Evidence()) for of in ("template", "hour", "all")))


def share_of_one_network(counted: int) -> int:
    """Of a poster's looks, or of its likes: what one network may add to so many in a day. At the widest step (a /24, or
    a /48), so that no household, landlord or provider says much of what is known of a poster."""
    return min(MOST, 1 + counted // PARTS)


def of(poster: Poster) -> Evidence:
    return Evidence(poster.looks or 0, poster.liked or 0)


def hot(poster: Poster) -> float:
    """Its place in the order of Hot, from what its row says."""
    return appeal.bound(appeal.wary(of(poster), poster.prior), poster.published.timestamp())


def worth(poster: Poster) -> float:
    """Its place in the order of Top of a period, from what its row says."""
    return appeal.lower(of(poster), poster.prior)


def scored(published: datetime, *, looks: int = 0, liked: int = 0) -> dict[str, ColumnElement[Any]]:
    """New values of a row of posters with so much more evidence, from what the row says now and not as it was read."""
    seen, votes = Poster.looks + looks, Poster.liked + liked
    rate = literal(appeal.WEIGHT, Float) / Poster.prior + case((seen > votes, seen), else_=votes)
    mean, deviation = _believed(votes, rate)
    likes = _counted(seen, votes)
    wary, doubt = _believed(likes, rate)[0], _believed(case((likes < votes, likes), else_=votes), rate)[1]
    fresh = literal(appeal.freshness(published.timestamp()), Float)
    return {
        "looks": seen,
        "liked": votes,
        "hot": wary + literal(appeal.WIDE, Float) * doubt + fresh,
        "worth": mean - literal(NINE_IN_TEN, Float) * deviation,
    }


def _counted(looks: ColumnElement[Any], liked: ColumnElement[Any]) -> ColumnElement[Any]:
    """`appeal.counted` of a row."""
    neutral = Poster.prior * literal(appeal.LEFT, Float) * looks
    beyond = liked - neutral
    doubt = case((beyond > 0, literal(appeal.DOUBTED, Float)), else_=literal(appeal.WANTING, Float))
    return neutral + beyond * func.abs(beyond) / (func.abs(beyond) + doubt)


def _believed(likes: ColumnElement[Any], rate: ColumnElement[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """ln λ: its mean and its deviation."""
    shape = likes + literal(appeal.WEIGHT - 0.5, Float)
    return func.ln(shape / rate), 1 / func.sqrt(shape)


def record(session: Session, looks: Mapping[str, int], paused: Collection[str] = ()) -> None:
    """Add looks by the posters' codes; none at those of campaigns that take no votes any more, or none for now, whose
    slugs are `paused`. Who could not vote says nothing by not voting."""
    found = select(Poster.id, Poster.code, Poster.published).where(Poster.code.in_(list(looks)), LIVE)
    found = found.outerjoin(Campaign, Campaign.id == Poster.campaign_id)
    voted_on = Campaign.id.is_(None) | (~TAKES_NO_VOTES & Campaign.slug.not_in(paused))
    # In the order in which duels and moderators lock posters, so that nobody waits for each other.
    for number, code, published in sorted(session.execute(found.where(voted_on))):
        more = update(Poster).where(Poster.id == number).values(scored(published, looks=looks[code]))
        session.execute(more.execution_options(synchronize_session=False))


def recount(session: Session, poster_id: int) -> None:
    """Set how many of those who looked voted to what the votes' rows say."""
    rows = select(func.count()).select_from(Vote).where(Vote.poster_id == poster_id, COUNTED, Vote.liked)
    liked = session.scalars(rows).one()
    poster = session.execute(select(Poster.published, Poster.liked).where(Poster.id == poster_id)).one_or_none()
    if poster and poster.liked != liked:
        changed = update(Poster).where(Poster.id == poster_id)
        values = scored(poster.published, liked=liked - poster.liked)
        session.execute(changed.values(values).execution_options(synchronize_session=False))


def find_expectations(session: Session, now: datetime) -> tuple[Totals, int]:
    """What is known of the past weeks' posters that are up, added up; and how many they are."""
    of_hour = func.mod(Poster.hour, HOURS)
    lately = LIVE & (Poster.hour >= int((now - LATELY).timestamp()) // HOUR)
    sums = func.count(), func.sum(Poster.looks), func.sum(Poster.liked)
    found = session.execute(select(Poster.template, of_hour, *sums).where(lately).group_by(Poster.template, of_hour))
    totals: Totals = {}
    posters = 0
    for template, hour, count, looks, liked in found:
        posters += count
        for place in (("template", template), ("hour", str(int(hour))), ("all", "")):
            before = totals.get(place, Evidence())
            totals[place] = Evidence(before.looks + looks, before.liked + liked)
    return totals, posters


def keep_expectations(session: Session, totals: Totals) -> None:
    """In place of those that were kept."""
    session.execute(delete(Expectation))
    if totals:
        rows = [{"of": of, "key": key, "looks": e.looks, "liked": e.liked} for (of, key), e in sorted(totals.items())]
        session.execute(insert(Expectation), rows)
