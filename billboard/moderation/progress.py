"""How far decisions about many posters are, and how much of them can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from billboard.models import Action, Batch, BatchPoster, Decision, Moderator, Poster, Scope
from billboard.moderation.batches import AT_ONCE
from billboard.moderation.scopes import within

REMEMBERED = timedelta(minutes=2)  # for which the desk says how one ended
MOST_SHOWN = 5


@dataclass(frozen=True)
class Progress:
    """How far one is, for the desk."""

    number: int
    action: Action
    moderator: str
    posters: int  # that it is about
    to_come: int
    passed_over: int

    @property
    def done(self) -> int:
        return self.posters - self.to_come - self.passed_over


def undoable(session: Session, numbers: Iterable[int], scope: Scope) -> dict[int, int]:
    """How many posters each batch has decided about that stand so still, or has still to come to; as far as whoever
    asks may take it back."""
    own: list[ColumnElement[bool]] = [Decision.batch_id.in_(set(numbers)), Decision.action != Action.UNDO]
    if scope is not None:
        own.append(Decision.site_wide.is_(False))
    stands = select(Decision.batch_id, func.count()).join(Poster, Poster.last_decision_id == Decision.id)
    rows = session.execute(stands.where(*own, *within(scope)).group_by(Decision.batch_id))
    found = {number: count for number, count in rows if number is not None}
    for number, count in _to_come(session, found).items():
        found[number] += count
    return found


def under_way(session: Session, scope: Scope, now: datetime) -> list[Progress]:
    """Those that have still to come to posters, and those that have lately come to the last, the newest first."""
    lately = Batch.ended.is_(None) | (Batch.ended > now - REMEMBERED)
    later = aliased(Batch)
    stands = ~select(later.id).where(later.undoes == Batch.id).exists()
    chosen = select(Batch, Moderator.name).join(Moderator, Moderator.id == Batch.moderator_id)
    chosen = chosen.where(lately, stands, Batch.posters > AT_ONCE).order_by(Batch.id.desc())
    seen = [row for row in session.execute(chosen).all() if _is_seen(row.Batch, scope)][:MOST_SHOWN]
    waiting = _to_come(session, [row.Batch.id for row in seen])
    return [
        Progress(batch.id, batch.action, name, batch.posters, waiting.get(batch.id, 0), batch.passed_over)
        for batch, name in seen
    ]


def _is_seen(batch: Batch, scope: Scope) -> bool:
    return scope is None or (batch.campaigns is not None and not scope.isdisjoint(batch.campaigns))


def _to_come(session: Session, numbers: Iterable[int]) -> dict[int, int]:
    waiting = select(BatchPoster.batch_id, func.count().label("number")).where(BatchPoster.batch_id.in_([*numbers]))
    rows = session.execute(waiting.group_by(BatchPoster.batch_id)).all()
    return {row.batch_id: row.number for row in rows}
