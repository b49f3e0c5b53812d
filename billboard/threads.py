"""A campaign as a numbered thread, for people who read in order, and its winners.

Numbers are given in the order in which posters go up and never again, so that page n stays what it is: a poster that
was taken down leaves its place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound
from billboard.models import LIVE, Campaign, Poster, Status
from billboard.walls import COLUMNS

PAGE = 20  # never to be changed: links to pages last
PLACES = 3  # that win


@dataclass(frozen=True)
class Place:
    number: int
    row: Row[Any] | None  # of COLUMNS; None where the poster was taken down


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
    rows = {row.number: row for row in session.execute(walk)}
    return [Place(number, _live(rows.get(number))) for number in range(first, last + 1)]


def newest(session: Session, numbers: Collection[int], most: int) -> dict[int, list[Row[Any]]]:
    """The last posters that went up in each of these campaigns (by their rows' numbers), the newest first."""
    walk = select(*COLUMNS, Poster.campaign_id).join(Campaign, Campaign.id == Poster.campaign_id)
    late = walk.where(Poster.campaign_id.in_(numbers), Poster.number > Campaign.posted - most, LIVE)
    found: dict[int, list[Row[Any]]] = {}
    for row in session.execute(late.order_by(Poster.number.desc())):
        found.setdefault(row.campaign_id, []).append(row)
    return found


def winners(rows: Sequence[Row[Any]]) -> list[tuple[int, Row[Any]]]:
    """Those of a wall's first rows, most votes first, that have won, each with its place; equals share one."""
    voted = [row for row in rows if row.votes]
    placed = [(1 + sum(other.votes > row.votes for other in voted), row) for row in voted]
    return [(place, row) for place, row in placed if place <= PLACES]


def _live(row: Row[Any] | None) -> Row[Any] | None:
    return row if row is not None and row.status is Status.LIVE else None
