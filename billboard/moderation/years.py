"""A year of moderation in numbers that the journal has not: what was reported, and how appeals were answered."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.core.days import start_of
from billboard.models import Action, Appeal, Decision, Report
from billboard.moderation.reasons import BY_RULE


@dataclass(frozen=True)
class Answers:
    """Appeals that were answered."""

    heard: int
    overturned: int  # the poster went up again


def reports_made(session: Session, first: int, last: int) -> int:
    """From one day to another, both included; by persons: what a visitor reports twice counts once."""
    made = (Report.made >= start_of(first), Report.made < start_of(last + 1), Report.reason.not_in(BY_RULE))
    return session.scalar(select(func.count()).select_from(Report).where(*made)) or 0


def appeals_answered(session: Session, first: int, last: int) -> Answers:
    made = (Decision.made >= start_of(first), Decision.made < start_of(last + 1))
    answers = select(Decision.action, func.count()).join(Appeal, Appeal.answered_by == Decision.id).where(*made)
    found = {row[0]: row[1] for row in session.execute(answers.group_by(Decision.action))}
    return Answers(sum(found.values()), found.get(Action.RESTORE, 0) + found.get(Action.UNDO, 0))
