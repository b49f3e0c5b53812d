"""Verbs on reports: file one, and weigh a poster's open ones."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from billboard.infra.db import insert_into
from billboard.models import REPORTED, Decision, Poster, Report
from billboard.moderation.reasons import REASONS
from billboard.posters import posters

NOTE_LENGTH = 1000  # characters


def report(session: Session, code: str, *, reason: str, note: str, reporter: str, now: datetime) -> None:
    """File a report. The same visitor reporting the same poster again replaces what they said."""
    # Locked, so that of two reports at once the second counts the first too.
    poster = posters.find_live(session, code, lock=True)
    values = {"reason": reason, "note": note[:NOTE_LENGTH], "made": now, "decision_id": None}
    row = insert_into(session, Report).values(poster_id=poster.id, reporter=reporter, **values)
    session.execute(row.on_conflict_do_update(index_elements=["poster_id", "reporter"], set_=values))
    _weigh(session, poster)


def close(session: Session, poster: Poster, decision: Decision) -> None:
    """All open reports of a locked poster, by a decision that has its number."""
    open_ = (Report.poster_id == poster.id, Report.decision_id.is_(None))
    session.execute(update(Report).where(*open_).values(decision_id=decision.id))
    poster.open_reports, poster.urgency = 0, 0


def reweigh(session: Session) -> int:
    """Set every poster's open reports and urgency to what its reports say; return how many were wrong."""
    reported = select(Report.poster_id).where(Report.decision_id.is_(None))
    suspects = select(Poster).where(REPORTED | Poster.id.in_(reported)).with_for_update()
    return sum(_weigh(session, poster) for poster in session.scalars(suspects).all())


def _weigh(session: Session, poster: Poster) -> bool:
    """Bring a locked poster's count and urgency up to date; whether they were not."""
    open_ = (Report.poster_id == poster.id, Report.decision_id.is_(None))
    counts = session.execute(select(Report.reason, func.count()).where(*open_).group_by(Report.reason)).all()
    before = poster.open_reports, poster.urgency
    poster.open_reports = sum(number for _, number in counts)
    poster.urgency = sum(REASONS[reason].weight * number for reason, number in counts)
    return before != (poster.open_reports, poster.urgency)
