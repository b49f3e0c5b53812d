"""Verbs on all duels together: count them, and set every poster's strength by what was said in them."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, select, union_all, update
from sqlalchemy.orm import Session

from billboard.core.rank import agreement, appeal, strength
from billboard.core.rank.appeal import Evidence
from billboard.core.rank.strength import Meeting
from billboard.infra.db import Database
from billboard.models import FOUGHT, Duel, Poster

AT_ONCE = 500  # posters whose strength is set in one transaction
NOTHING = 1e-9  # a change that is none
FOUND = ("strength", "information", "at_odds")


class Standing(NamedTuple):
    """What is known of a poster that has fought."""

    id: int
    strength: float
    information: float
    at_odds: int
    duels: int
    looks: int
    liked: int
    prior: float


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
    """Set the strengths to what all duels together make likeliest, how well they are known, and where votes say
    otherwise; return how many strengths changed.

    The sum is done while nobody waits. A poster that has fought since keeps what that duel gave it until next time.
    """
    with database.read() as session:
        known = select(*(getattr(Poster, name) for name in Standing._fields))
        fought = (Poster.duels > 0) | (Poster.strength != 0) | (Poster.at_odds != 0)
        standing = [Standing(*row) for row in session.execute(known.where(fought))]
        meetings = list(_meetings(session))
    fitted = strength.fit(meetings)
    sure = strength.known(meetings, fitted)
    reached = [
        row._replace(strength=fitted.get(row.id, 0.0), information=sure.get(row.id, strength.UNFOUGHT), at_odds=0)
        for row in standing
    ]
    odds = _at_odds(reached)
    reached = [row._replace(at_odds=odds.get(row.id, 0)) for row in reached]
    changed = [(old, new) for old, new in zip(standing, reached, strict=True) if _differs(old, new)]
    setting = update(Poster).where(Poster.id == bindparam("row"), Poster.duels == bindparam("fought"))
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in FOUND}
    for start in range(0, len(changed), AT_ONCE):  # so that whoever judges meanwhile waits for one batch at most
        batch = [
            {"row": new.id, "fought": new.duels, **{f"new_{name}": getattr(new, name) for name in FOUND}}
            for _, new in changed[start : start + AT_ONCE]
        ]
        with database.write() as session:
            session.connection().execute(setting.values(values), batch)
    return sum(abs(old.strength - new.strength) > NOTHING for old, new in changed)


def _differs(old: Standing, new: Standing) -> bool:
    return any(abs(getattr(old, name) - getattr(new, name)) > NOTHING for name in FOUND)


def _at_odds(standing: Iterable[Standing]) -> dict[int, int]:
    """Of posters that both duels and looks tell of, by their numbers."""
    both = [row for row in standing if row.duels and row.looks]
    by_duels = [strength.interval(row.strength, row.information) for row in both]
    by_votes = [appeal.interval(Evidence(row.looks, row.liked), row.prior) for row in both]
    found = agreement.at_odds(by_duels, by_votes)
    return {row.id: int(odds) for row, odds in zip(both, found, strict=True)}


def _meetings(session: Session) -> Iterator[Meeting]:
    low_wins = func.sum(case((Duel.low_won.is_(True), 1), else_=0))
    pairs = select(Duel.low_id, Duel.high_id, low_wins, func.count()).where(FOUGHT)
    order = Duel.low_id, Duel.high_id  # that the same duels always give the same strengths, to the last digit
    for low, high, wins, fought in session.execute(pairs.group_by(*order).order_by(*order)):
        yield Meeting(low, high, wins, fought - wins)
