"""Watched words as their keepers read of them: on which wall, by whom, and what each has come to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from billboard.core.likeness.explaining import Explained, explain
from billboard.models import Campaign, Hold, Moderator, Reporter, Scope, WatchedWord
from billboard.posters.watching import reporter_of
from billboard.watching import words


@dataclass(frozen=True)
class Kept:
    """A watched word, and what has come of it."""

    word: WatchedWord
    by: str
    held: int  # posters
    agreed: int  # posters that it flagged, and moderators hid
    disagreed: int  # and approved


@dataclass(frozen=True)
class Wall:
    """The words of one wall."""

    campaign_id: int | None
    slug: str
    title: str  # empty for the whole site
    kept: list[Kept]


def walls(session: Session, scope: Scope) -> list[tuple[int | None, str, str]]:
    """The walls whose words somebody keeps: number, slug and title; the whole site comes first."""
    chosen = select(Campaign.id, Campaign.slug, Campaign.title).order_by(Campaign.title)
    mine = chosen if scope is None else chosen.where(Campaign.id.in_(scope))
    found: list[tuple[int | None, str, str]] = [(row.id, row.slug, row.title) for row in session.execute(mine)]
    return [(None, "", ""), *found] if scope is None else found


def lists(session: Session, scope: Scope) -> list[Wall]:
    """All that somebody keeps, walls without words left out."""
    rows = words.in_force(session, *words.of_scope(scope))
    kept = _kept(session, rows)
    found = (
        Wall(number, slug, title, [each for each in kept if each.word.campaign_id == number])
        for number, slug, title in walls(session, scope)
    )
    return [wall for wall in found if wall.kept]


def tried(session: Session, text: str, campaign_id: int | None) -> list[Explained]:
    """What the lists in force on a wall make of a text."""
    here = WatchedWord.campaign_id.is_(None)
    reach = here if campaign_id is None else or_(here, WatchedWord.campaign_id == campaign_id)
    return explain(text, [words.entry_of(each) for each in words.in_force(session, reach)])


def _kept(session: Session, rows: Sequence[WatchedWord]) -> list[Kept]:
    numbers = [row.id for row in rows]
    held = select(Hold.word_id, func.count(Hold.id)).where(Hold.word_id.in_(numbers)).group_by(Hold.word_id)
    counts = {number: count for number, count in session.execute(held) if number is not None}
    chosen = select(Reporter).where(Reporter.reporter.in_([reporter_of(number) for number in numbers]))
    records = {each.reporter: each for each in session.scalars(chosen)}
    people = select(Moderator.id, Moderator.name).where(Moderator.id.in_({row.moderator_id for row in rows}))
    names = {row.id: row.name for row in session.execute(people)}
    found = list[Kept]()
    for row in rows:
        record = records.get(reporter_of(row.id))
        agreed, disagreed = (record.agreed, record.disagreed) if record else (0, 0)
        found.append(Kept(row, names.get(row.moderator_id, ""), counts.get(row.id, 0), agreed, disagreed))
    return found
