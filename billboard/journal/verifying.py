"""Walk the chain from its first line to its last, and say what is wrong with it, or with what is counted of it."""

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.journal import chain, recounting
from billboard.journal.journal import HEAD
from billboard.models import Decision, Kind, LogHead, LogLine, LogSnapshot, Poster

AT_ONCE = 500  # lines in memory
Joined = Row[LogLine, Decision, str, str, str]  # a line, what it stands for, its code, and the snapshot of it


@dataclass(frozen=True)
class Head:
    """The last line that somebody knows of."""

    number: int
    hash: str


def head_of(session: Session) -> Head:
    row = session.execute(select(LogHead.number, LogHead.hash).where(LogHead.id == HEAD)).one()
    return Head(row.number, row.hash)


def verify(session: Session, known: Head | None = None) -> str:
    """The first thing that is wrong, in a sentence; empty where all is well. In memory that does not grow.

    `known` is an end that was published or written down earlier: it must be in the chain.
    """
    if session.get_bind().dialect.name == "postgresql":  # one moment's view of all, while others write
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    end, problem = _wrong_line(session, known)
    problem = problem or _wrong_end(end, head_of(session), known) or _decision_without_line(session)
    return problem or recounting.wrong_count(session)


def _wrong_line(session: Session, known: Head | None) -> tuple[Head, str]:
    """The last line and what is wrong with it; all are walked where nothing is."""
    end = Head(0, chain.BEFORE_ALL)
    with closing(session.execute(_walk().execution_options(yield_per=AT_ONCE))) as rows:
        for row in rows:
            line, before = row.LogLine, end
            end = Head(line.number, line.hash)
            problem = _wrong_in_order(line, before) or _wrong_in_itself(line) or _wrong_with_decision(row)
            problem = problem or _wrong_with_snapshot(session, row)
            if known and known.number == end.number and known != end:
                problem = problem or f"Line {end.number} has another hash than was published: the log was written anew."
            if problem:
                return end, problem
    return end, ""


def _wrong_end(end: Head, head: Head, known: Head | None) -> str:
    if head != end:
        return f"The log ends with line {end.number}, but its head names line {head.number}: lines at its end are gone."
    if known and known.number > end.number:
        return f"Line {known.number} was published once, and the log ends with line {end.number}."
    return ""


def _walk() -> Select[LogLine, Decision, str, str, str]:
    return (
        select(LogLine, Decision, Poster.code, LogSnapshot.salt, LogSnapshot.body)
        .outerjoin(Decision, Decision.id == LogLine.decision_id)
        .outerjoin(Poster, Poster.id == Decision.poster_id)
        .outerjoin(LogSnapshot, LogSnapshot.number == LogLine.number)
        .order_by(LogLine.number)
    )


def _wrong_in_order(line: LogLine, before: Head) -> str:
    number = before.number
    if line.number != number + 1:
        gone = f"line {number + 1} is" if line.number == number + 2 else f"lines {number + 1} to {line.number - 1} are"
        return f"Line {line.number} comes after line {number}: {gone} gone."
    if line.previous != before.hash:
        whose = f"that of line {number}" if number else "that of a beginning"
        return f"Line {line.number} does not follow: the hash that it names as the one before is not {whose}."
    return ""


def _wrong_in_itself(line: LogLine) -> str:
    texts = (line.kind.value, line.did, line.rule, line.subject, line.wall, line.reason)
    said = chain.hash_of(
        line.number,
        line.made,
        texts,
        line.moderator_id,
        line.details,
        line.decision_id,
        line.snapshot_digest,
        line.previous,
    )
    if said != line.hash or line.day != day_of(line.made):
        return f"Line {line.number} was changed: what it says does not give its hash."
    return ""


def _wrong_with_decision(row: Joined) -> str:
    line: LogLine = row.LogLine
    decision: Decision | None = row.Decision
    if line.decision_id is None and line.kind is not Kind.DECISION:
        return ""
    if decision is None:
        return f"Line {line.number} stands for a decision that is not there."
    told = (line.did, line.reason, line.moderator_id, line.made, line.subject)
    if told != (decision.action.value, decision.reason, decision.moderator_id, decision.made, row.code):
        return f"Line {line.number} and decision {decision.id} say different things."
    return ""


def _wrong_with_snapshot(session: Session, row: Joined) -> str:
    line: LogLine = row.LogLine
    if row.body is not None:
        if chain.digest_of(row.salt, row.body) != line.snapshot_digest:
            return f"Line {line.number}: what was judged was changed since; it does not give the digest in the line."
        return ""
    if not line.snapshot_digest:
        return ""
    erased = select(LogLine.number).where(
        LogLine.kind == Kind.ERASURE, LogLine.subject == str(line.number), LogLine.number > line.number
    )
    if session.scalar(erased.limit(1)) is None:
        return f"Line {line.number}: what was judged is gone, and no line says who erased it and why."
    return ""


def _decision_without_line(session: Session) -> str:
    unwritten = select(func.min(Decision.id)).where(
        ~select(LogLine.number).where(LogLine.decision_id == Decision.id).exists()
    )
    number = session.scalar(unwritten)
    return f"Decision {number} has no line." if number is not None else ""
