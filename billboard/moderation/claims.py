"""Verbs of whoever made a poster: see what was decided about it, withdraw it, appeal.

Makers have no account. Publishing gives them one secret; the database keeps its hash and nothing else of them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from billboard.core.errors import Gone, NotFound, Refused
from billboard.infra.link_secrets import digest
from billboard.models import Appeal, Claim, Cover, Decision, Poster, Status
from billboard.moderation import log
from billboard.moderation.log import DecisionLine
from billboard.posters import covers, holding, pictures
from billboard.posters.parts import SiteParts
from billboard.posters.status_changes import changing_statuses, set_status

APPEAL_LENGTH = 1000  # characters
LOST = "No poster is claimed by this link. Check that it is whole: it ends in 32 letters and digits."


@dataclass(frozen=True)
class ClaimStatus:
    """How a poster stands, for its maker."""

    poster: Poster
    why_waiting: str  # where it waits: a sentence
    cover: Cover | None  # that lies over it now
    usual_wait: timedelta | None  # until the last ones that were covered had been looked at
    decisions: list[DecisionLine]  # newest first
    appeal: Appeal | None  # against the decision that hides it now, or else the last
    may_appeal: bool
    answer: str  # what the moderator who heard the appeal said, or nothing
    pictures_follow: bool  # they have still to be moved, or deleted


def find(session: Session, secret: str, *, lock: bool = False) -> Poster:
    """The poster that a secret claims. Raises NotFound."""
    chosen = select(Poster).join(Claim, Claim.poster_id == Poster.id).where(Claim.digest == digest(secret))
    poster = session.scalar(chosen.with_for_update(of=Poster) if lock else chosen)
    if poster is None:
        raise NotFound(LOST)
    return poster


def status_of(session: Session, secret: str) -> ClaimStatus:
    """Raises NotFound."""
    poster = find(session, secret)
    hidden = log.hidden_by(session, poster)
    appeals = select(Appeal).where(Appeal.poster_id == poster.id).order_by(Appeal.id.desc()).limit(1)
    appeal = session.scalar(appeals.where(Appeal.hidden_by == hidden.number) if hidden else appeals)
    answer = select(Decision.note).where(Decision.id == appeal.answered_by) if appeal and appeal.answered_by else None
    return ClaimStatus(
        poster=poster,
        why_waiting=holding.why_waiting(session, poster) if poster.status is Status.WAITING else "",
        cover=covers.latest(session, poster) if poster.covered else None,
        usual_wait=covers.typical_length(session) if poster.covered else None,
        decisions=log.decisions_on(session, [poster.id]),
        appeal=appeal,
        may_appeal=hidden is not None and appeal is None,
        answer=(session.scalar(answer) if answer is not None else None) or "",
        pictures_follow=not pictures.in_place(poster),
    )


def withdraw(parts: SiteParts, secret: str, *, now: datetime) -> None:
    """Take a poster down for good, hidden or not, and delete its pictures. Raises NotFound."""
    with changing_statuses(parts) as changes:
        set_status(changes, find(changes.session, secret, lock=True), Status.WITHDRAWN, now=now)


def appeal(session: Session, secret: str, text: str, *, now: datetime) -> None:
    """Ask the moderators to look again, once for each time that it was hidden. Raises Refused and Gone."""
    poster = find(session, secret, lock=True)
    if poster.status is Status.WITHDRAWN:
        raise Gone("You have withdrawn this poster: there is nothing to appeal against.")
    hidden = log.hidden_by(session, poster)
    if poster.status is Status.WAITING:
        raise Refused("Nobody has decided against this poster: it still waits to be looked at.")
    if hidden is None:
        raise Refused("This poster is up on the wall: there is nothing to appeal against.")
    if not text.strip():
        raise Refused("Say in a sentence or two why it should go up again.")
    if len(text) > APPEAL_LENGTH:
        raise Refused(f"Keep it to {APPEAL_LENGTH} characters: moderators have many to read.")
    try:
        with session.begin_nested():
            session.add(Appeal(poster_id=poster.id, hidden_by=hidden.number, text=text.strip(), made=now))
    except IntegrityError:
        raise Refused("You have appealed already. The answer will stand on this page.") from None
