"""What a watched word would find among what hangs, before it is in force.

However much hangs, the work is bounded: the database looks through the skeletons, one for all posters that say the
same, for those that hold the word's letters, and the matcher reads the newest of these posters alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.likeness.entries import Entry
from billboard.core.likeness.skeleton import stripped
from billboard.core.likeness.spellings import spellings
from billboard.core.likeness.watched import WatchList
from billboard.models import Poster, Skeleton, Status
from billboard.moderation.scopes import within
from billboard.posters.sayings import said_on

MOST = 2000  # posters that the matcher reads: a second or two
SHOWN = 20
UP = (Status.LIVE, Status.WAITING)


@dataclass(frozen=True)
class Tried:
    """A poster that holds the word."""

    code: str
    before: str  # what it says, about what was found in it
    found: str
    after: str
    waits: bool


@dataclass(frozen=True)
class Trial:
    found: int
    read: int  # posters that the matcher has read
    is_whole: bool  # whether these were all that have its letters
    shown: list[Tried]  # the newest


def dry_run(session: Session, entry: Entry, campaign_id: int | None, templates: Mapping[str, PosterTemplate]) -> Trial:
    """Of the posters that are up or wait to be, on a campaign's wall or on all."""
    fragments = sorted({stripped(each.text) for each in spellings(entry.text)})
    having = select(Skeleton.fingerprint).where(or_(*(Skeleton.letters.contains(each) for each in fragments)))
    walls = within(None if campaign_id is None else frozenset({campaign_id}))
    chosen = select(Poster).where(Poster.skeleton.in_(having), Poster.status.in_(UP), *walls)
    rows = session.scalars(chosen.order_by(Poster.id.desc()).limit(MOST + 1)).all()
    words, found, shown = WatchList([entry]), 0, list[Tried]()
    for poster in rows[:MOST]:
        text = said_on(poster, templates).chosen
        matches = words.find(text) if text else []
        if matches:
            found += 1
            if len(shown) < SHOWN:
                first = matches[0]
                pieces = text[: first.start], text[first.start : first.end], text[first.end :]
                told = [" / ".join(piece.split("\n")) for piece in pieces]
                shown.append(Tried(poster.code, told[0], told[1], told[2], poster.status is Status.WAITING))
    return Trial(found, min(len(rows), MOST), len(rows) <= MOST, shown)
