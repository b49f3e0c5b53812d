"""How fast duels may be judged: a pair counts once it has been before somebody's eyes for long enough to be read.

Nothing that a browser says is believed. A pair was shown when its token was made, or, where it was fetched ahead, when
the pair before it was answered at the earliest.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.infra.adjustable import Adjustable
from billboard.models import Duel
from billboard.voting.duel_tokens import DuelToken

MINUTE = timedelta(minutes=1)


class Pace(NamedTuple):
    shown: int  # seconds that a pair has to be looked at
    a_minute: int  # duels that one visitor may judge


def of(settings: Adjustable) -> Pace:
    return Pace(settings.duel_seconds, settings.duels_a_minute)


def is_hasty(session: Session, token: DuelToken, pace: Pace, now: datetime) -> bool:
    """Whether a visitor answers a pair sooner than they can have judged it."""
    mine = select(Duel.made).where(Duel.voter == token.judge.voter)
    latest = session.scalars(mine.order_by(Duel.made.desc()).limit(pace.a_minute)).all()
    shown = max([float(token.issued), *(made.timestamp() for made in latest[:1])])
    if now.timestamp() - shown < pace.shown:
        return True
    return len(latest) == pace.a_minute and now - latest[-1] < MINUTE
