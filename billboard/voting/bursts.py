"""Set apart what does not look like people's (core.rank.bursts): it counts nowhere until a moderator has looked.

This is done by a job a minute, not as votes are cast: what a burst is shows when all of it is seen, looking costs more
the hotter a poster is, and a vote must stay cheap. Until the next run a burst counts. Released, it counts again; what
came before a ruling is never set apart anew.

Whoever changes several rows here does so in one order, so that no two wait for each other: votes and duels, then
bursts, then posters, then the public numbers.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.orm import Session

from billboard import numbers
from billboard.core.days import day_of
from billboard.core.errors import Outdated
from billboard.core.rank import bursts as rule
from billboard.infra.db import Database
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import COUNTED, FOUGHT, OPEN_BURST, Burst, BurstState, Campaign, Duel, Kind, Poster, Vote
from billboard.numbers import Event
from billboard.voting import counting, recent
from billboard.voting.recent import Cast, Suspect
from billboard.walls import evidence

RULE = "burst"  # its name in the journal
AT_ONCE = 500  # votes in one statement


@dataclass(frozen=True)
class Found:
    """What has just been set apart."""

    of_duels: bool
    votes: int


def find(database: Database, least: int, now: datetime) -> Iterator[Found]:
    """Look at the votes of the last hour. One poster at a time, so that voters wait for one at most."""
    with database.read() as session:
        suspects = recent.suspects(session, least, now)
    for suspect in suspects:
        with database.read() as session:
            judged = _judge(session, suspect, least, now)
        if judged and (votes := _set_apart(database, suspect, *judged, now)):
            yield Found(suspect.of_duels, votes)


def _judge(session: Session, suspect: Suspect, least: int, now: datetime) -> tuple[rule.Burst, list[Cast]] | None:
    ruled = select(func.max(Burst.ruled)).where(
        Burst.poster_id == suspect.poster_id, Burst.of_duels.is_(suspect.of_duels)
    )
    since = max(now - recent.KEPT, session.scalar(ruled) or now - recent.KEPT)
    casts = recent.casts(session, suspect, since)
    arrivals = [each.arrival for each in casts]
    noun = "won duel" if suspect.of_duels else "vote"
    burst = rule.burst(arrivals, recent.known_by_network(session, suspect, now), least=least, noun=noun)
    return (burst, [each for each in casts if burst.takes(each.arrival)]) if burst else None


def _set_apart(database: Database, suspect: Suspect, burst: rule.Burst, casts: Sequence[Cast], now: datetime) -> int:
    """How many were not set apart before."""
    take = _take_duels if suspect.of_duels else _take_votes
    try:
        with database.write() as session:
            row = _open(session, suspect, burst, casts)
            session.flush()
            taken = take(session, suspect.poster_id, row.id, casts)
            grown = update(Burst).where(Burst.id == row.id, OPEN_BURST).values(votes=Burst.votes + taken)
            known = session.scalar(grown.returning(Burst.id).execution_options(synchronize_session=False))
            if not taken or known is None:  # nothing new, or a moderator has just ruled: the next run looks again
                raise Outdated("These votes are apart already.")
            _write_down(session, suspect, row.id, taken, burst, now)
    except Outdated:
        return 0
    return taken


def _open(session: Session, suspect: Suspect, burst: rule.Burst, casts: Sequence[Cast]) -> Burst:
    """The burst that these votes belong to: one that is open already, or a new one."""
    same = (Burst.poster_id == suspect.poster_id, Burst.of_duels.is_(suspect.of_duels), OPEN_BURST)
    row = session.scalars(select(Burst).where(*same)).one_or_none()
    if row is None:
        row = Burst(poster_id=suspect.poster_id, of_duels=suspect.of_duels, state=BurstState.OPEN, votes=0)
        row.began = _moment(min(each.arrival.at for each in casts))
        session.add(row)
    row.ended = _moment(max(each.arrival.at for each in casts))
    row.networks = burst.number
    row.because = list(burst.because)
    return row


def _take_votes(session: Session, poster_id: int, burst_id: int, casts: Sequence[Cast]) -> int:
    days = Counter[int]()
    voters = sorted(each.voter for each in casts)
    for start in range(0, len(voters), AT_ONCE):
        mine = (Vote.poster_id == poster_id, Vote.voter.in_(voters[start : start + AT_ONCE]), COUNTED)
        taken = update(Vote).where(*mine).values(burst_id=burst_id).returning(Vote.cast)
        days.update(day_of(cast) for cast in session.scalars(taken.execution_options(synchronize_session=False)))
    move_votes(session, poster_id, -days.total(), apart=days.total(), days=days)
    return days.total()


def _take_duels(session: Session, winner: int, burst_id: int, casts: Sequence[Cast]) -> int:
    fought = Counter[int]()
    keys = sorted((each.voter, min(winner, each.rival_id), max(winner, each.rival_id)) for each in casts)
    for start in range(0, len(keys), AT_ONCE):
        these = tuple_(Duel.voter, Duel.low_id, Duel.high_id).in_(keys[start : start + AT_ONCE])
        taken = update(Duel).where(these, FOUGHT).values(burst_id=burst_id).returning(Duel.low_id, Duel.high_id)
        for low, high in session.execute(taken.execution_options(synchronize_session=False)):
            fought.update((low, high))
    move_duels(session, fought, -1)
    return fought[winner]


def move_votes(session: Session, poster_id: int, step: int, *, apart: int, days: Counter[int]) -> None:
    """Change a poster's count, and those of the days on which the votes were cast."""
    published = session.scalar(select(Poster.published).where(Poster.id == poster_id))
    if published is None or not days:
        return
    counting.add(session, poster_id, published, step, apart=apart)
    evidence.recount(session, poster_id)
    sign = 1 if step > 0 else -1
    numbers.record(session, {(day, Event.VOTES): sign * votes for day, votes in days.items()})


def move_duels(session: Session, fought: Counter[int], sign: int) -> None:
    """Change the posters' numbers of duels; their strengths are fitted anew by a job."""
    for number, duels in sorted(fought.items()):
        changed = update(Poster).where(Poster.id == number).values(duels=Poster.duels + sign * duels)
        session.execute(changed, execution_options={"synchronize_session": False})


def _write_down(
    session: Session, suspect: Suspect, burst_id: int, taken: int, burst: rule.Burst, now: datetime
) -> None:
    details = {"burst": burst_id, "votes": taken, "networks": burst.number, "because": list(burst.because)}
    act = Act(Kind.VOTES, "set apart", *place_of(session, suspect.poster_id), details=named(details, suspect.of_duels))
    journal.record(session, act, rule=RULE, now=now)


def place_of(session: Session, poster_id: int) -> tuple[str, str]:
    """A poster's code, and its campaign's slug or nothing."""
    walk = select(Poster.code, Campaign.slug).outerjoin(Campaign, Campaign.id == Poster.campaign_id)
    row = session.execute(walk.where(Poster.id == poster_id)).one()
    return row.code, row.slug or ""


def named(details: dict[str, object], of_duels: bool) -> dict[str, object]:
    return details | {"of": "duels" if of_duels else "votes"}


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
