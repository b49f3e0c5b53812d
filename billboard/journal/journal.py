"""Write down what is done, in the transaction that does it.

`record` may be called at any point of a transaction: lines are put into the chain when it commits, after everything
else, because the chain has one end and whoever adds to it holds that end until the commit. So nobody who holds it waits
for anything else, and one transaction may record as much as it likes. What is rolled back leaves no line.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session, SessionTransaction

from billboard.core.days import day_of
from billboard.infra.db import Base, insert_into
from billboard.journal import chain, waits
from billboard.models import Kind, LogDay, LogHead, LogLine, LogSnapshot, LogWait

UNWRITTEN = "journal"  # in a session's `info`: what is to be written when it commits
HEAD = 1  # the row of LogHead
SECOND = timedelta(seconds=1)
WAITED = "waited_seconds"  # of a decision's details: for how many seconds somebody had, or null


@dataclass(frozen=True)
class Act:
    """Something that was done. What goes into a line stays for ever: no names or words of the public, no address."""

    kind: Kind
    did: str  # in a word: hide, lift, change
    subject: str = ""  # a poster's code, a campaign's slug, the name of a setting or of an account
    wall: str = ""  # a campaign's slug, or empty for the whole site
    reason: str = ""  # of moderation.reasons
    details: Mapping[str, Any] = field(default_factory=dict)  # small; what JSON holds
    snapshot: Mapping[str, Any] | None = None  # what was judged, typed or set: it can be erased
    decision: int | None = None  # the row of `decisions` that the line stands for
    waited: timedelta | None = None  # between the first report and this decision


@dataclass(frozen=True)
class _Line:
    act: Act
    by: int | None
    rule: str
    made: datetime
    details: str
    snapshot: tuple[str, str] | None  # salt and body

    @property
    def digest(self) -> str:
        return chain.digest_of(*self.snapshot) if self.snapshot else ""


def record(session: Session, act: Act, *, by: int | None = None, rule: str = "", now: datetime) -> None:
    """Write a line when the transaction commits. `by` is a moderator's number, `rule` says what did it where no person
    did; with neither it was somebody with a shell.

    Not within a savepoint: what happens to the line where that is rolled back would be anybody's guess.
    """
    if session.in_nested_transaction():
        raise RuntimeError("record what was done after the savepoint, not within it")
    body = chain.canonical(act.snapshot) if act.snapshot is not None else None
    line = _Line(
        act,
        by,
        rule[:64],
        now,
        chain.canonical(_details(act)),
        (secrets.token_hex(16), body) if body is not None else None,
    )
    session.info.setdefault(UNWRITTEN, []).append(line)


def _details(act: Act) -> Mapping[str, Any]:
    """A decision's line says how long somebody had waited, so that what is counted of it can be checked."""
    if act.kind is not Kind.DECISION:
        return act.details
    return {**act.details, WAITED: act.waited // SECOND if act.waited is not None else None}


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    if session.in_nested_transaction() or not (lines := session.info.pop(UNWRITTEN, None)):
        return
    session.flush()  # decisions first, which the lines refer to
    number, last = session.execute(
        select(LogHead.number, LogHead.hash).where(LogHead.id == HEAD).with_for_update()
    ).one()
    rows = list[dict[str, Any]]()
    for each in lines:
        number += 1
        rows.append(_row(each, number, last))
        last = rows[-1]["hash"]
    session.execute(insert(LogLine), rows)
    kept = [(row["number"], *each.snapshot) for row, each in zip(rows, lines, strict=True) if each.snapshot]
    if kept:
        session.execute(insert(LogSnapshot), [{"number": of, "salt": salt, "body": body} for of, salt, body in kept])
    _move_head(session, number, last)
    _count(session, lines)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, rolled_back: SessionTransaction) -> None:
    if rolled_back.parent is None:  # all of it, not a savepoint alone
        session.info.pop(UNWRITTEN, None)


def _row(line: _Line, number: int, previous: str) -> dict[str, Any]:
    act = line.act
    row: dict[str, Any] = {
        "number": number,
        "day": day_of(line.made),
        "made": line.made,
        "kind": act.kind,
        "did": act.did,
        "moderator_id": line.by,
        "rule": line.rule,
        "subject": act.subject[:200],
        "wall": act.wall,
        "reason": act.reason,
        "details": line.details,
        "decision_id": act.decision,
        "snapshot_digest": line.digest,
        "previous": previous,
    }
    texts = [str(row[name]) for name in ("kind", "did", "rule", "subject", "wall", "reason")]
    row["hash"] = chain.hash_of(number, line.made, texts, line.by, line.details, act.decision, line.digest, previous)
    return row


def _move_head(session: Session, number: int, last: str) -> None:
    moved = update(LogHead).where(LogHead.id == HEAD).values(number=number, hash=last)
    session.execute(moved, execution_options={"synchronize_session": False})


def _count(session: Session, lines: Sequence[_Line]) -> None:
    """What the public page shows of a day, so that nobody has to count when it is shown."""
    days = Counter((day_of(e.made), e.act.kind, e.act.did, e.act.reason, bool(e.rule)) for e in lines)
    for (day, kind, did, reason, by_rule), more in sorted(days.items()):
        key = {"day": day, "kind": kind, "did": did, "reason": reason, "by_rule": by_rule}
        _add(session, LogDay, key, "lines", more)
    spans = [(day_of(e.made), e.act.waited // SECOND) for e in lines if e.act.waited is not None]
    waited = Counter((day, waits.bucket_of(seconds * SECOND)) for day, seconds in spans)
    for (day, bucket), more in sorted(waited.items()):
        _add(session, LogWait, {"day": day, "bucket": bucket}, "cases", more)


def _add(session: Session, table: type[Base], key: Mapping[str, Any], column: str, more: int) -> None:
    row = insert_into(session, table).values(**{**key, column: more})
    session.execute(
        row.on_conflict_do_update(index_elements=list(key), set_={column: getattr(table, column) + more}),
        execution_options={"synchronize_session": False},
    )
