"""Make bans from what a case shows, end them, and forget whom they were of when they are over."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from billboard.bans.standing import MOST
from billboard.core.days import day_of, start_of
from billboard.core.errors import BadRequest, NotFound, Outdated, Refused
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Ban, Kind, Moderator, Origin, Party, Poster, RecentVote, Report

HOURS = (1, 24, 7 * 24, 30 * 24)  # that a moderator may choose
OFFERED = 12  # networks, and cookies, of a case
MANY_VOTES = 6  # from one network within an hour, from which on it is offered
LISTED = 50


@dataclass(frozen=True)
class Source:
    """Somebody who did something about a poster, and can be blocked for it."""

    key: str  # what a form sends
    of_network: bool
    hashed: str
    words: str
    party: Party


@dataclass(frozen=True)
class Listed:
    """A ban as the desk shows it."""

    ban: Ban
    poster: Poster
    made_by: str


def sources(session: Session, poster: Poster, now: datetime) -> list[Source]:
    """Networks of today, and cookies, that made a poster, reported it, or cast many votes for it within the hour."""
    found = list[Source]()
    day = day_of(now)
    made = session.scalar(select(Origin.network).where(Origin.poster_id == poster.id, Origin.day == day))
    if made:
        found.append(Source("maker", True, made, "put it up", Party.MAKER))
    counted = select(Report.network, func.count(), func.min(Report.id)).where(
        Report.poster_id == poster.id, Report.network.is_not(None), Report.made >= start_of(day)
    )
    order = func.count().desc(), func.min(Report.id)
    for network, reports, first in session.execute(counted.group_by(Report.network).order_by(*order).limit(OFFERED)):
        words = f"reported it {_times(reports)}"
        found.append(Source(f"reports-{first}", True, network or "", words, Party.REPORTER))
    votes = select(RecentVote.network, func.count()).where(
        RecentVote.poster_id == poster.id, RecentVote.at >= max(now - timedelta(hours=1), start_of(day))
    )
    many = votes.group_by(RecentVote.network).having(func.count() >= MANY_VOTES).order_by(func.count().desc())
    for network, cast in session.execute(many.limit(OFFERED)):
        words = f"cast {cast} votes or duels for it"
        found.append(Source(f"votes-{network[:12]}", True, network, words, Party.VOTER))
    told = select(Report.id, Report.reporter).where(Report.poster_id == poster.id).order_by(Report.id.desc())
    for number, reporter in session.execute(told.limit(OFFERED)):
        found.append(Source(f"cookie-{number}", False, reporter, f"made report {number}", Party.REPORTER))
    return found


def ban(
    session: Session, poster: Poster, key: str, hours: int, reason: str, moderator: Moderator, now: datetime
) -> Ban:
    """Raises BadRequest for a length that is none, Outdated where the case shows nobody of that key any more, and
    Refused where too many stand already."""
    if hours not in HOURS:
        raise BadRequest("Block for an hour, a day, 7 or 30 days.")
    if (session.scalar(select(func.count()).select_from(Ban).where(Ban.until > now)) or 0) >= MOST:
        raise Refused(f"{MOST} blocks stand already: end some that are no longer needed first.")
    source = next((each for each in sources(session, poster, now) if each.key == key), None)
    if source is None:
        raise Outdated("Of that network nothing is known any more. Nobody was blocked: look at the case again.")
    of_network = {"day": day_of(now), "network": source.hashed, "salt": secrets.token_bytes(16)}
    row = Ban(
        of_network=source.of_network,
        **(of_network if source.of_network else {"voter": source.hashed}),
        poster_id=poster.id,
        source=source.words,
        party=source.party,
        reason=reason,
        made=now,
        made_by=moderator.id,
        until=now + timedelta(hours=hours),
    )
    session.add(row)
    session.flush()
    write_down(session, "ban", row, poster, moderator, now)
    return row


def end(session: Session, number: int, moderator: Moderator, now: datetime) -> None:
    """Before its time. Raises NotFound for one that does not stand."""
    row = session.scalars(select(Ban).where(Ban.id == number, Ban.until > now).with_for_update()).one_or_none()
    if row is None:
        raise NotFound("There is no such block, or it is over already.")
    row.until, row.ended_by = now, moderator.id
    session.flush()
    forget(session, now)
    write_down(session, "unban", row, session.get_one(Poster, row.poster_id), moderator, now)


def forget(session: Session, now: datetime) -> int:
    """Whom bans were of that are over; how many."""
    kept = (Ban.digest, Ban.network, Ban.voter, Ban.salt, Ban.objection)
    known = or_(*(column.is_not(None) for column in kept))
    over = update(Ban).where(Ban.until <= now, known).returning(Ban.id)
    nothing = dict.fromkeys(("digest", "network", "day", "voter", "salt", "objection"))
    found = session.scalars(over.values(**nothing), execution_options={"synchronize_session": False})
    return len(found.all())


def listed(session: Session, now: datetime) -> tuple[Sequence[Listed], Sequence[Listed]]:
    """Those that stand, the newest first, and those that were last over."""
    walk = select(Ban, Poster, Moderator.name).join(Poster, Poster.id == Ban.poster_id)
    walk = walk.join(Moderator, Moderator.id == Ban.made_by)
    standing = session.execute(walk.where(Ban.until > now).order_by(Ban.id.desc()).limit(MOST))
    over = session.execute(walk.where(Ban.until <= now).order_by(Ban.until.desc()).limit(LISTED))
    return [Listed(*row) for row in standing], [Listed(*row) for row in over]


def write_down(
    session: Session, did: str, row: Ban, poster: Poster, moderator: Moderator | None, now: datetime
) -> None:
    hours = round((row.until - row.made).total_seconds() / 3600)
    details = {"ban": row.id, "of": "network" if row.of_network else "cookie", "hours": hours}
    details |= {"party": row.party.value} if row.party else {}  # the public log must not accuse the maker of another's
    act = Act(Kind.BLOCK, did, poster.code, reason=row.reason, details=details)
    journal.record(session, act, by=moderator.id if moderator else None, now=now)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
