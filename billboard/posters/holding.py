"""Posters that somebody must look at before they go up: why one waits, and when that is over.

Who asks for it stands in `posters.asking`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.catalogue.designs import Design
from billboard.core.likeness.skeleton import fingerprint
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import HELD, Campaign, Hold, HoldReason, Kind, Poster, Status
from billboard.posters.sayings import Said
from billboard.watching.live import Search

# What everybody is told: why, and nothing by which it could be got round.
SAID: Mapping[HoldReason, str] = MappingProxyType(
    {
        HoldReason.BLOCK: "words like these were taken down here before",
        HoldReason.SWITCH: "just now moderators look at everything new",
        HoldReason.UNSCRIPTED: "it was published without scripts, and so without the proof that they make",
    }
)

RULES: Mapping[HoldReason, str] = MappingProxyType(
    {
        HoldReason.BLOCK: "hidden words",
        HoldReason.WATCHED: "watched words",
        HoldReason.SWITCH: "everything new is held",
        HoldReason.UNSCRIPTED: "no proof of work",
    }
)  # what the journal calls them


class Reason(NamedTuple):
    """For which somebody must look first."""

    why: HoldReason
    detail: str = ""  # for moderators
    block: int | None = None  # the number of the block of words
    word: int | None = None  # of the watched word


@dataclass(frozen=True)
class Entrant:
    """A poster that is about to go up."""

    design: Design
    said: Said
    letters: str  # of its skeleton
    home: Campaign | None  # the campaign that it is made for
    templates: Catalogue
    watched: Search  # for what is watched in what somebody chose to say
    now: datetime

    @property
    def skeleton(self) -> int | None:
        return fingerprint(self.letters) if self.letters else None


Question = Callable[[Session, Entrant], Iterable[Reason]]


def status_of(home: Campaign | None, found: Sequence[Reason]) -> Status:
    return Status.WAITING if found or (home and home.premoderated) else Status.LIVE


def hold(session: Session, poster: Poster, found: Iterable[Reason], now: datetime, *, never_up: bool = False) -> None:
    """Note why a poster waits that has its number, with a line of the journal for each rule that wants it so."""
    for why, detail, block, word in found:
        because = {"why": why, "detail": detail, "block_id": block, "word_id": word}
        session.add(Hold(poster_id=poster.id, never_up=never_up, made=now, **because))
        act = Act(Kind.HOLD, "hold", poster.code, _wall(session, poster), details={"new": never_up})
        journal.record(session, act, rule=RULES[why], now=now)


def follow(session: Session, poster: Poster, before: Status, now: datetime) -> None:
    """A poster's holds end when it waits no longer, and stand again where that is taken back."""
    of_it = update(Hold).where(Hold.poster_id == poster.id).execution_options(synchronize_session=False)
    if before is Status.WAITING:
        session.execute(of_it.where(HELD).values(ended=now))
    elif poster.status is Status.WAITING:
        session.execute(of_it.values(ended=None))


def goes_up_first(session: Session, poster: Poster) -> bool:
    """Whether a poster that goes up had been held ever since it was made. It is asked once."""
    never = update(Hold).where(Hold.poster_id == poster.id, Hold.never_up).values(never_up=False).returning(Hold.id)
    return bool(session.scalars(never.execution_options(synchronize_session=False)).all())


def why_waiting(session: Session, poster: Poster) -> str:
    """What its maker is told of why it waits: a sentence."""
    if poster.campaign_id is not None and session.scalar(select(Hold.id).where(*_now(poster)).limit(1)) is None:
        return "A moderator of its campaign looks at it before it goes up."
    clause = why_held(session, poster) or _watched(session, poster)
    return f"A moderator looks at it before it goes up{f': {clause}' if clause else ''}."


def why_held(session: Session, poster: Poster) -> str:
    """What everybody may know of why it waits: a clause, or nothing."""
    found = session.scalars(select(Hold.why).where(*_now(poster)).order_by(Hold.id))
    return next((SAID[why] for why in found if why in SAID), "")


def _watched(session: Session, poster: Poster) -> str:
    """What its maker alone is told, and never which word: they know what they wrote."""
    watched = select(Hold.id).where(*_now(poster), Hold.why == HoldReason.WATCHED).limit(1)
    return "" if session.scalar(watched) is None else "there may be words in it that moderators watch for"


def _wall(session: Session, poster: Poster) -> str:
    if poster.campaign_id is None:
        return ""
    return session.scalar(select(Campaign.slug).where(Campaign.id == poster.campaign_id)) or ""


def _now(poster: Poster) -> tuple[ColumnElement[bool], ...]:
    return Hold.poster_id == poster.id, HELD
