"""Verbs on all duels together: count them, and set every poster's strength by what was said in them."""

from collections.abc import Iterator

from sqlalchemy import bindparam, case, func, select, union_all, update
from sqlalchemy.orm import Session

from billboard.core.rank import strength
from billboard.core.rank.strength import Meeting
from billboard.infra.db import Database
from billboard.models import FOUGHT, Duel, Poster

AT_ONCE = 500  # posters whose strength is set in one transaction
NOTHING = 1e-9  # a change of strength that is none


def recount(session: Session) -> int:
    """Set every poster's number of duels to what the rows say; return how many were wrong."""
    sides = [select(side.label("id")).where(FOUGHT) for side in (Duel.low_id, Duel.high_id)]
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
    pairs = select(Duel.low_id, Duel.high_id, low_wins, func.count()).where(FOUGHT)
    order = Duel.low_id, Duel.high_id  # that the same duels always give the same strengths, to the last digit
    for low, high, wins, fought in session.execute(pairs.group_by(*order).order_by(*order)):
        yield Meeting(low, high, wins, fought - wins)
