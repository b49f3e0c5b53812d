"""Must somebody look at a poster before it goes up? Who asks so, why a poster waits, and when that is over."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from billboard.core.catalogue.designs import Design
from billboard.models import HELD, Campaign, Hold, HoldReason, Poster, Status

# What makers and everybody else are told: why, and nothing by which it could be got round.
SAID: Mapping[HoldReason, str] = MappingProxyType(
    {
        HoldReason.BLOCK: "words like these were taken down here before",
        HoldReason.SWITCH: "just now moderators look at everything new",
        HoldReason.ATTACK: "so many posters come just now that somebody looks at each",
        HoldReason.UNSCRIPTED: "it was published without scripts, and so without the proof that they make",
    }
)


class Reason(NamedTuple):
    """For which somebody must look first."""

    why: HoldReason
    detail: str = ""  # for moderators


@dataclass(frozen=True)
class Entrant:
    """A poster that is about to go up."""

    design: Design
    skeleton: int | None
    home: Campaign | None  # the campaign that it is made for
    now: datetime


Question = Callable[[Session, Entrant], Iterable[Reason]]
QUESTIONS: tuple[Question, ...] = ()  # each is asked twice: before anything is drawn, and with the row


def reasons(session: Session, entrant: Entrant) -> list[Reason]:
    """Why a moderator must look first; none where the poster may go up. Raises Refused for one that is not taken."""
    return [reason for ask in QUESTIONS for reason in ask(session, entrant)]


def status_of(home: Campaign | None, found: Sequence[Reason]) -> Status:
    return Status.WAITING if found or (home and home.premoderated) else Status.LIVE


def hold(session: Session, poster: Poster, found: Iterable[Reason], now: datetime, *, never_up: bool = False) -> None:
    """Note why a poster waits that has its number."""
    for why, detail in found:
        session.add(Hold(poster_id=poster.id, why=why, detail=detail, never_up=never_up, made=now))


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
    clause = why_held(session, poster)
    return f"A moderator looks at it before it goes up{f': {clause}' if clause else ''}."


def why_held(session: Session, poster: Poster) -> str:
    """What everybody may know of why it waits: a clause, or nothing."""
    found = session.scalars(select(Hold.why).where(*_now(poster)).order_by(Hold.id))
    return next((SAID[why] for why in found if why in SAID), "")


def _now(poster: Poster) -> tuple[ColumnElement[bool], ...]:
    return Hold.poster_id == poster.id, HELD
