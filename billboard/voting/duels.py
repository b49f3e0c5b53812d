"""Verbs on duels: offer two posters, take what a visitor says of them, and set the strengths by all that was said.

A pair is offered with a signed token (duel_tokens.py). The row, the tallies and both strengths change in one
transaction or not at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, union_all, update
from sqlalchemy.orm import Session

from billboard.core.errors import TooManyRequests
from billboard.core.rank import strength
from billboard.core.rank.strength import Meeting, Record
from billboard.infra.db import Database, insert_into
from billboard.models import LIVE, Campaign, Duel, Poster
from billboard.visitors import network_today
from billboard.voting import duel_tokens, pairing
from billboard.voting.duel_tokens import DuelToken, Judge
from billboard.voting.voting import ALTOGETHER, Caps, tally
from billboard.walls import walls

PAIR_AGE = timedelta(hours=2)  # a pair may be pondered so long
JUST_NOW = timedelta(minutes=1)  # for so long a page says how the others saw a pair
ASKED_ABOUT = 1000  # judges at most who are asked how they saw a pair: enough for two digits
AT_ONCE = 500  # posters whose strength is set in one transaction
NOTHING = 1e-9  # a change of strength that is none
CAPPED = "Your network has judged all the duels it may today. The ring opens again at midnight, UTC."


class Pick(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    SKIP = "skip"


class Outcome(StrEnum):
    COUNTED = "counted"
    SKIPPED = "skipped"
    REPEATED = "repeated"  # this visitor has judged the pair before, and that stands
    GONE = "gone"  # one of the two has been taken down
    EXPIRED = "expired"
    CLOSED = "closed"  # one of the two belongs to a campaign that takes no more votes
    SPENT = "spent"  # this visitor's network has judged one of the two often enough today


@dataclass(frozen=True)
class Offer:
    left: Row[Any]  # of walls.COLUMNS
    right: Row[Any]
    token: str


@dataclass(frozen=True)
class DuelResult:
    outcome: Outcome
    picked: Row[Any] | None = None  # of walls.COLUMNS
    others: int = 0  # who judged the same pair
    agreed: int = 0  # of those


def offer(
    session: Session,
    judge: Judge,
    *,
    secret_key: str,
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
    rows = {row.id: row for row in session.execute(select(*walls.COLUMNS).where(Poster.id.in_(pair)))}
    left, right = (rows[number] for number in pair)
    return Offer(left, right, duel_tokens.sign(left.code, right.code, judge, secret_key, now))


def judge(session: Session, token: DuelToken, pick: Pick, *, address: str, caps: Caps, now: datetime) -> DuelResult:
    """Take a visitor's word on a pair that was offered to them; the first word on a pair stands.

    `address` is hashed here and kept nowhere. Raises TooManyRequests where the network has judged all it may in a day.
    """
    if now.timestamp() - token.issued > PAIR_AGE.total_seconds():
        return DuelResult(Outcome.EXPIRED)
    # Locked in one order, so that no two duels wait for each other, and not against rows that refer to them.
    both = select(*walls.COLUMNS, Poster.duels, Poster.campaign_id).where(
        Poster.code.in_([token.left, token.right]), LIVE
    )
    rows = session.execute(both.order_by(Poster.id).with_for_update(key_share=True)).all()
    if len(rows) < 2:
        return DuelResult(Outcome.GONE)
    if session.scalar(select(Campaign.id).where(pairing.CLOSED, Campaign.id.in_([row.campaign_id for row in rows]))):
        return DuelResult(Outcome.CLOSED)
    low, high = rows
    voter, low_won = token.judge.voter, None if pick is Pick.SKIP else (low.code == token.left) is (pick is Pick.LEFT)
    if not _record(session, voter, low.id, high.id, low_won, now):
        return DuelResult(Outcome.REPEATED)
    network = network_today(session, address, now)
    tally(session, network, ~ALTOGETHER, caps.altogether, 1, CAPPED)
    if low_won is None:
        return DuelResult(Outcome.SKIPPED)
    try:
        for number in (low.id, high.id):
            tally(session, network, ~number, caps.per_poster, 1)
    except TooManyRequests:
        # As good as skipped: refused, the pair would be offered again, and its judge get no further until midnight.
        this = (Duel.voter == voter) & (Duel.low_id == low.id) & (Duel.high_id == high.id)
        session.execute(update(Duel).where(this).values(low_won=None))
        return DuelResult(Outcome.SPENT)
    winner, loser = (low, high) if low_won else (high, low)
    stronger, weaker = strength.after(Record(winner.strength, winner.duels), Record(loser.strength, loser.duels))
    for row, reached in ((winner, stronger), (loser, weaker)):
        session.execute(
            update(Poster).where(Poster.id == row.id).values(strength=reached, duels=Poster.duels + 1),
            execution_options={"synchronize_session": False},
        )
    return _counted(session, voter, low, high, low_won)


def latest(session: Session, voter: str, now: datetime) -> DuelResult | None:
    """What this visitor said a moment ago, and what the others had to say."""
    mine = select(Duel).where(Duel.voter == voter).order_by(Duel.made.desc()).limit(1)
    duel = session.scalar(mine)
    if duel is None or duel.low_won is None or now - duel.made > JUST_NOW:
        return None
    rows = session.execute(select(*walls.COLUMNS).where(Poster.id.in_([duel.low_id, duel.high_id]), LIVE)).all()
    if len(rows) < 2:
        return None
    low, high = sorted(rows, key=lambda row: int(row.id))
    return _counted(session, voter, low, high, duel.low_won)


def recount(session: Session) -> int:
    """Set every poster's number of duels to what the rows say; return how many were wrong."""
    sides = [select(side.label("id")).where(Duel.low_won.is_not(None)) for side in (Duel.low_id, Duel.high_id)]
    fought = union_all(*sides).subquery()
    truth = select(fought.c.id, func.count().label("duels")).group_by(fought.c.id).subquery()
    counted = func.coalesce(truth.c.duels, 0)
    wrong = select(Poster.id, counted).join(truth, truth.c.id == Poster.id, isouter=True)
    found = session.execute(wrong.where(Poster.duels != counted)).all()
    for number, duels in found:
        session.execute(update(Poster).where(Poster.id == number).values(duels=duels))
    return len(found)


def rank(database: Database) -> int:
    """Set the strengths to what all duels together make likeliest; return how many changed.

    The sum is done while nobody waits. A poster that has fought since keeps what that duel gave it until next time.
    """
    with database.read() as session:
        known = select(Poster.id, Poster.strength, Poster.duels).where((Poster.duels > 0) | (Poster.strength != 0))
        standing = session.execute(known).all()
        fitted = strength.fit(_meetings(session))
    changes = [
        {"row": row.id, "fought": row.duels, "reached": fitted.get(row.id, 0.0)}
        for row in standing
        if abs(row.strength - fitted.get(row.id, 0.0)) > NOTHING
    ]
    setting = update(Poster).where(Poster.id == bindparam("row"), Poster.duels == bindparam("fought"))
    for start in range(0, len(changes), AT_ONCE):  # so that whoever judges meanwhile waits for one batch at most
        with database.write() as session:
            session.connection().execute(
                setting.values(strength=bindparam("reached")), changes[start : start + AT_ONCE]
            )
    return len(changes)


def _meetings(session: Session) -> Iterator[Meeting]:
    low_wins = func.sum(case((Duel.low_won.is_(True), 1), else_=0))
    pairs = select(Duel.low_id, Duel.high_id, low_wins, func.count()).where(Duel.low_won.is_not(None))
    order = Duel.low_id, Duel.high_id  # that the same duels always give the same strengths, to the last digit
    for low, high, wins, fought in session.execute(pairs.group_by(*order).order_by(*order)):
        yield Meeting(low, high, wins, fought - wins)


def _record(session: Session, voter: str, low: int, high: int, low_won: bool | None, now: datetime) -> bool:
    row = insert_into(session, Duel).values(voter=voter, low_id=low, high_id=high, low_won=low_won, made=now)
    # What came back says whether a row went in; a driver's row count may say -1.
    return session.scalar(row.on_conflict_do_nothing().returning(Duel.low_id)) is not None


def _counted(session: Session, voter: str, low: Row[Any], high: Row[Any], low_won: bool) -> DuelResult:
    said = select(Duel.low_won).where(
        Duel.low_id == low.id, Duel.high_id == high.id, Duel.voter != voter, Duel.low_won.is_not(None)
    )
    some = said.limit(ASKED_ABOUT).subquery()
    for_low_won = func.coalesce(func.sum(case((some.c.low_won.is_(True), 1), else_=0)), 0)
    others, for_low = session.execute(select(func.count(some.c.low_won), for_low_won)).one()
    return DuelResult(Outcome.COUNTED, low if low_won else high, others, for_low if low_won else others - for_low)
