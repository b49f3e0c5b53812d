"""How fast duels may be judged: a pair counts once it has been before somebody's eyes for long enough to be read.

Nothing that a browser says is believed. A pair was shown when its token was made, or, where it was fetched ahead, when
the pair before it was answered at the earliest.

Whoever drops their cookies is a hundred visitors, and has a hundred pairs before their eyes at once. So a network has a
pace as well, for each poster: two picks that move it stand as far apart as two of one visitor. A class of thirty behind
one address judges as fast as it likes, as long as it is not one poster that it moves.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from billboard.infra.adjustable import Adjustable
from billboard.models import Duel, RecentVote
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


def is_crowded(session: Session, network: str, posters: tuple[int, int], pace: Pace, now: datetime) -> bool:
    """Whether a network, the widest step, has moved one of two posters a moment ago. They must be locked: of picks at
    the same moment the second waits there for the first."""
    these = or_(RecentVote.poster_id.in_(posters), RecentVote.rival_id.in_(posters))
    last = select(RecentVote.at).where(RecentVote.rival_id > 0, these, RecentVote.network == network)
    last = last.where(RecentVote.at > now - timedelta(seconds=pace.shown))
    return session.scalar(last.limit(1)) is not None
