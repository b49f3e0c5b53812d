"""Verbs on duels: offer two posters, and take what a visitor says of them.

A pair is offered with a signed token (duel_tokens.py). The row, the tallies and both strengths change in one
transaction or not at all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from billboard.core.errors import TooManyRequests
from billboard.core.rank import strength
from billboard.core.rank.strength import Record
from billboard.infra.db import insert_into
from billboard.infra.signing import Keys
from billboard.models import FOUGHT, PROMOTED, TAKES_NO_VOTES, Campaign, Duel, Poster
from billboard.visitors import steps_today
from billboard.voting import duel_tokens, pairing, recent
from billboard.voting.caps import ALTOGETHER, Caps, tally
from billboard.voting.duel_tokens import DuelToken, Judge
from billboard.voting.pace import Pace, is_crowded, is_hasty
from billboard.walls.rows import COLUMNS, PosterRow, poster_and_more, posters_of

PAIR_AGE = timedelta(hours=2)  # a pair may be pondered so long
JUST_NOW = timedelta(minutes=1)  # for so long a page says how the others saw a pair
ASKED_ABOUT = 1000  # judges at most who are asked how they saw a pair: enough for two digits
CAPPED = "Your network has judged all the duels it may today. The ring opens again at midnight, UTC."


class Pick(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    SKIP = "skip"


class Outcome(StrEnum):
    COUNTED = "counted"
    SKIPPED = "skipped"
    REPEATED = "repeated"  # this visitor has judged the pair before, and that stands
    GONE = "gone"  # one of the two has been taken down, or covered
    EXPIRED = "expired"
    CLOSED = "closed"  # one of the two belongs to a campaign that takes no more votes
    HASTY = "hasty"  # sooner than anybody can have looked at the two; the pair can be judged once more
    CROWDED = "crowded"  # this visitor's network has moved one of the two a moment ago
    SPENT = "spent"  # this visitor's network has judged one of the two often enough today


@dataclass(frozen=True)
class Offer:
    left: PosterRow
    right: PosterRow
    token: str


class Contender(NamedTuple):
    """A poster of a pair that is being judged."""

    poster: PosterRow
    campaign_id: int | None

    @property
    def record(self) -> Record:
        return Record(self.poster.strength, self.poster.duels)


@dataclass(frozen=True)
class DuelResult:
    outcome: Outcome
    picked: PosterRow | None = None
    others: int = 0  # who judged the same pair
    agreed: int = 0  # of those


def offer(
    session: Session,
    judge: Judge,
    *,
    keys: Keys,
    now: datetime,
    after: DuelToken | None = None,
    campaign: int | None = None,
) -> Offer | None:
    """The next pair for this visitor, of one campaign or of the whole wall, if any is left.

    `after` is the pair that they still look at.
    """
    shown = [after.left, after.right] if after else []
    besides = list(session.scalars(select(Poster.id).where(Poster.code.in_(shown)))) if shown else []
    pair = pairing.choose(session, judge.voter, besides, campaign=campaign)
    if pair is None:
        return None
    both = posters_of(session.execute(select(*COLUMNS).where(Poster.id.in_(pair))))
    left, right = sorted(both, key=lambda poster: pair.index(poster.id))
    return Offer(left, right, duel_tokens.sign(left.code, right.code, judge, keys, now))


def judge(
    session: Session,
    token: DuelToken,
    pick: Pick,
    *,
    address: str,
    caps: Caps,
    pace: Pace,
    now: datetime,
    is_new: bool = False,
) -> DuelResult:
    """Take a visitor's word on a pair that was offered to them; the first word on a pair stands.

    `address` is hashed here and kept nowhere; `is_new` says that the visitor's cookie is. Raises TooManyRequests where
    the network has judged all it may in a day.
    """
    if now.timestamp() - token.issued > PAIR_AGE.total_seconds():
        return DuelResult(Outcome.EXPIRED)
    if pick is not Pick.SKIP and is_hasty(session, token, pace, now):
        return DuelResult(Outcome.HASTY)
    contenders = _locked(session, token)
    if len(contenders) < 2:
        return DuelResult(Outcome.GONE)
    homes = [each.campaign_id for each in contenders]
    if session.scalar(select(Campaign.id).where(TAKES_NO_VOTES, Campaign.id.in_(homes))):
        return DuelResult(Outcome.CLOSED)
    voter, (low, high) = token.judge.voter, (each.poster for each in contenders)
    low_won = None if pick is Pick.SKIP else (low.code == token.left) is (pick is Pick.LEFT)
    networks = steps_today(session, address, now)
    picked, both = low_won is not None, (low.id, high.id)
    if crowded := picked and is_crowded(session, networks.block, both, pace, now):
        low_won = None  # as good as skipped: see below
    if not _record(session, voter, low.id, high.id, low_won, now):
        return DuelResult(Outcome.REPEATED)
    numbers = (~ALTOGETHER,) if low_won is None else (~ALTOGETHER, ~low.id, ~high.id)
    excess = tally(session, networks, numbers, caps, step=1, is_new=is_new)
    if ~ALTOGETHER in excess.votes:
        raise TooManyRequests(CAPPED)
    if low_won is None:
        return DuelResult(Outcome.CROWDED if crowded else Outcome.SKIPPED)
    if excess.votes or excess.by_new:
        # As good as skipped: refused, the pair would be offered again, and its judge get no further until midnight.
        this = (Duel.voter == voter) & (Duel.low_id == low.id) & (Duel.high_id == high.id)
        session.execute(update(Duel).where(this).values(low_won=None))
        return DuelResult(Outcome.SPENT)
    winner, loser = contenders if low_won else reversed(contenders)
    recent.note(
        session,
        winner.poster.id,
        voter,
        networks,
        is_new=is_new,
        now=now,
        rival_id=loser.poster.id,
    )
    _move_strengths(session, winner, loser)
    return _counted(session, voter, low, high, low_won)


def latest(session: Session, voter: str, now: datetime) -> DuelResult | None:
    """What this visitor said a moment ago, and what the others had to say."""
    mine = select(Duel).where(Duel.voter == voter).order_by(Duel.made.desc()).limit(1)
    duel = session.scalar(mine)
    if duel is None or duel.low_won is None or now - duel.made > JUST_NOW:
        return None
    both = select(*COLUMNS).where(Poster.id.in_([duel.low_id, duel.high_id]), PROMOTED)
    posters = posters_of(session.execute(both.order_by(Poster.id)))
    if len(posters) < 2:
        return None
    low, high = posters
    return _counted(session, voter, low, high, duel.low_won)


def _locked(session: Session, token: DuelToken) -> list[Contender]:
    """Those of a pair that are up and uncovered, the smaller number first.

    Locked in one order, so that no two duels wait for each other, and not against rows that refer to them.
    """
    pair = select(*COLUMNS, Poster.campaign_id).where(Poster.code.in_([token.left, token.right]))
    both = pair.where(PROMOTED)
    rows = session.execute(both.order_by(Poster.id).with_for_update(key_share=True))
    return [Contender(poster, *more) for poster, more in map(poster_and_more, rows)]


def _record(session: Session, voter: str, low: int, high: int, low_won: bool | None, now: datetime) -> bool:
    row = insert_into(session, Duel).values(voter=voter, low_id=low, high_id=high, low_won=low_won, made=now)
    # What came back says whether a row went in; a driver's row count may say -1.
    return session.scalar(row.on_conflict_do_nothing().returning(Duel.low_id)) is not None


def _move_strengths(session: Session, winner: Contender, loser: Contender) -> None:
    stronger, weaker = strength.after(winner.record, loser.record)
    likely = strength.chance(winner.poster.strength, loser.poster.strength)
    for own, other, reached in ((winner.poster, loser.poster, stronger), (loser.poster, winner.poster, weaker)):
        more = Poster.information + strength.told(likely, other.information)
        session.execute(
            update(Poster)
            .where(Poster.id == own.id)
            .values(strength=reached, duels=Poster.duels + 1, information=more),
            execution_options={"synchronize_session": False},
        )


def _counted(session: Session, voter: str, low: PosterRow, high: PosterRow, low_won: bool) -> DuelResult:
    """What a visitor picked, and how the others saw the pair."""
    said = select(Duel.low_won).where(Duel.low_id == low.id, Duel.high_id == high.id, Duel.voter != voter, FOUGHT)
    some = said.limit(ASKED_ABOUT).subquery()
    for_low_won = func.coalesce(func.sum(case((some.c.low_won.is_(True), 1), else_=0)), 0)
    others, for_low = session.execute(select(func.count(some.c.low_won), for_low_won)).one()
    return DuelResult(Outcome.COUNTED, low if low_won else high, others, for_low if low_won else others - for_low)
