"""What became of a poster that somebody complained about, in sentences that tell no more than its page does."""

from sqlalchemy.orm import Session

from billboard.models import Action, Decision, Poster, Status
from billboard.moderation import appeals
from billboard.moderation.reasons import label_of


def outcome_of(session: Session, poster: Poster, decision: Decision | None, waiting: str) -> str:
    """`decision` is what answered the complaint; `waiting` is said where nothing has."""
    if poster.status is Status.WITHDRAWN:
        return "Whoever made the poster has taken it down."
    hiding = appeals.hiding_of(session, poster)
    label = label_of(hiding.reason) if hiding else ""
    why = f"for: {label[:1].lower()}{label[1:]}"
    if hiding and (decision is None or decision.action is Action.HIDE or decision.id >= hiding.number):
        return f"The poster was hidden, {why}. It is gone from every page that showed it."
    if hiding:
        return f"A moderator looked at the poster and left it up. It was hidden later, {why}."
    if decision is None:
        return waiting
    if decision.action is Action.HIDE:
        return "The poster was hidden, and has been put back up after somebody looked at it again."
    return "A moderator has looked at the poster, and it stays up: they found that it breaks none of our rules."
