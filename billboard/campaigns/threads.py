"""A campaign as a numbered thread, for people who read in order, and its winners.

Numbers are given in the order in which posters go up and never again, so that page n stays what it is: a poster that
was taken down leaves its place.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest, NotFound
from billboard.models import LIVE, PROMOTED, UNCOVERED, Campaign, Poster, Status
from billboard.walls.choices import BEST, Sort
from billboard.walls.rows import COLUMNS, PosterRow, poster_and_more, posters_of
from billboard.walls.statements import ORDERS
from billboard.walls.walls import WallPage

PAGE = 20  # never to be changed: links to pages last
PLACES = 3  # that win
LEAST = -1000  # less than the logarithm of any appeal, and than any number of votes
SHOWN = 12  # winners at most; of a hundred equals the others are counted


@dataclass(frozen=True)
class Place:
    number: int
    poster: PosterRow | None  # None where the poster was taken down


@dataclass(frozen=True)
class Winners:
    placed: list[tuple[int, PosterRow]]  # place and poster
    more: int  # that share the last of these places and are not among them


def pages(posted: int) -> int:
    return max(1, -(-posted // PAGE))


def page_of(number: int) -> int:
    return (number - 1) // PAGE + 1


def thread_page(session: Session, campaign: Campaign, page: int) -> list[Place]:
    """The places of a page, in one statement. Raises NotFound beyond the last page."""
    if not 1 <= page <= pages(campaign.posted):
        raise NotFound(f"“{campaign.title}” has {pages(campaign.posted)} pages so far, and this is none of them.")
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, campaign.posted)
    walk = select(*COLUMNS, Poster.number, Poster.status)
    walk = walk.where(Poster.campaign_id == campaign.id, Poster.number.between(first, last))
    rows = map(poster_and_more, session.execute(walk))
    up = {number: poster for poster, (number, status) in rows if status is Status.LIVE}
    return [Place(number, up.get(number)) for number in range(first, last + 1)]


def newest(session: Session, numbers: Collection[int], most: int) -> dict[int, list[PosterRow]]:
    """The last posters that went up in each of these campaigns (by their rows' numbers), the newest first."""
    walk = select(*COLUMNS, Poster.campaign_id).join(Campaign, Campaign.id == Poster.campaign_id)
    late = walk.where(Poster.campaign_id.in_(numbers), Poster.number > Campaign.posted - most, PROMOTED)
    found: dict[int, list[PosterRow]] = {}
    for poster, (campaign,) in map(poster_and_more, session.execute(late.order_by(Poster.number.desc()))):
        found.setdefault(campaign, []).append(poster)
    return found


def latest(session: Session, campaign: Campaign, after: str, size: int) -> WallPage:
    """What went up last and is not covered, newest first: a poster that waited for a moderator is as new as its number,
    and not as old as its making. `after` is the number before the page; raises BadRequest."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise BadRequest("That link into the campaign is broken. Start again from its first page.")
    walk = select(*COLUMNS, Poster.number).where(Poster.campaign_id == campaign.id, LIVE, UNCOVERED)
    walk = walk.where(Poster.number < int(after)) if after else walk
    rows = [poster_and_more(row) for row in session.execute(walk.order_by(Poster.number.desc()).limit(size + 1))]
    last = str(rows[size - 1][1][0]) if len(rows) > size else None
    return WallPage([poster for poster, _ in rows[:size]], last)


def winners(session: Session, campaign_id: int) -> Winners:
    """Whoever has one of the first places. Equals share one, however many they are.

    The order is that of Top of a period: first what a poster's appeal is at least. Only who was voted for by people
    whose looks are counted can win, so that votes brought along by links decide nothing. Where nobody was, as before
    looks were counted, votes do.
    """
    here = Poster.campaign_id == campaign_id, LIVE
    evident = session.scalar(select(Poster.id).where(*here, Poster.liked > 0).limit(1)) is not None
    voted = *here, (Poster.liked if evident else Poster.votes) > 0
    *merit, _ = order = ORDERS[BEST if evident else Sort.TOP]
    falling = [column.desc() for column in order]
    last = [select(each).where(*voted).order_by(*falling).offset(PLACES - 1).limit(1) for each in merit]
    least = [func.coalesce(each.scalar_subquery(), LEAST) for each in last]
    chosen = select(*COLUMNS, func.count().over()).where(*voted, tuple_(*merit) >= tuple_(*least))
    found = session.execute(chosen.order_by(*falling).limit(SHOWN)).all()
    rows = posters_of(row[: len(COLUMNS)] for row in found)
    merits = [tuple(getattr(row, column.key) for column in merit) for row in rows]
    placed = [(1 + sum(other > own for other in merits), row) for own, row in zip(merits, rows, strict=True)]
    return Winners(placed, found[0][-1] - len(rows) if found else 0)
