"""Newcomers: posters that have not yet had the looks that everybody is guaranteed."""

from collections.abc import Mapping

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from billboard.core.rank.fairness import GUARANTEED, set_back
from billboard.infra.db import insert_into
from billboard.models import Newcomer, Origin, Poster, Status


def on_status_change(session: Session, poster: Poster, before: Status | None) -> None:
    """A poster that goes up is a newcomer; one that is taken down is none. `before` is None for one just made."""
    if poster.status is before:
        return
    if poster.status is Status.LIVE:
        row = insert_into(session, Newcomer).values(
            poster_id=poster.id, shown=0, turn=set_back(_earlier(session, poster))
        )
        session.execute(row.on_conflict_do_nothing())
    else:
        session.execute(delete(Newcomer).where(Newcomer.poster_id == poster.id))


def set_aside(session: Session, poster: Poster) -> int | None:
    """Take a poster out of the newcomers; the impressions that it had had, or none where it was none of them."""
    gone = delete(Newcomer).where(Newcomer.poster_id == poster.id).returning(Newcomer.shown)
    return session.scalar(gone)


def put_back(session: Session, poster: Poster, shown: int) -> None:
    """Put one back that was set aside, with what it has had."""
    row = insert_into(session, Newcomer).values(
        poster_id=poster.id, shown=shown, turn=shown + set_back(_earlier(session, poster))
    )
    session.execute(row.on_conflict_do_nothing())


def record(session: Session, impressions: Mapping[str, int]) -> None:
    """Add impressions by the posters' codes; who has had all that were guaranteed is a newcomer no longer."""
    found = select(Poster.id, Poster.code).join(Newcomer).where(Poster.code.in_(list(impressions)))
    for number, code in sorted(session.execute(found)):  # in order, so that nobody waits for each other
        seen = {"shown": Newcomer.shown + impressions[code], "turn": Newcomer.turn + impressions[code]}
        more = (
            update(Newcomer)
            .where(Newcomer.poster_id == number)
            .values(seen)
            .execution_options(synchronize_session=False)
        )
        shown = session.execute(more.returning(Newcomer.poster_id, Newcomer.shown)).one_or_none()
        if shown and shown.shown >= GUARANTEED:
            session.execute(delete(Newcomer).where(Newcomer.poster_id == shown.poster_id))


def _earlier(session: Session, poster: Poster) -> int:
    """Posters that the same creator pasted before this one on its day, as long as that is known."""
    own = select(Origin.day, Origin.network).where(Origin.poster_id == poster.id).subquery()
    same = (Origin.day == own.c.day) & (Origin.network == own.c.network) & (Origin.poster_id < poster.id)
    return session.scalars(select(func.count()).select_from(Origin).join(own, same)).one()
