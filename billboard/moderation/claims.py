"""Verbs of whoever made a poster: see what was decided about it, withdraw it, appeal.

Makers have no account. Publishing gives them one secret; the database keeps its hash and nothing else of them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from billboard.core.errors import Gone, NotFound, Refused
from billboard.infra.link_secrets import digest
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Action, Appeal, Claim, Cover, Decision, Kind, Poster, Status
from billboard.moderation import appeals, log
from billboard.moderation.appeals import WITHIN
from billboard.moderation.log import DecisionLine
from billboard.moderation.reasons import label_of
from billboard.moderation.written_down import slug_of
from billboard.posters import covers, holding, pictures
from billboard.posters.parts import SiteParts
from billboard.posters.status_changes import changing_statuses, set_status

APPEALED = "You have appealed already, and there is one appeal each time. The answer stands on this page."
LOST = "No poster is claimed by this link. Check that it is whole: it ends in 32 letters and digits."


class Outcome(StrEnum):
    """What came of an appeal."""

    OPEN = "open"
    RESTORED = "restored"
    UPHELD = "upheld"


@dataclass(frozen=True)
class Heard:
    """What a maker had to say against a hiding, and what came of it."""

    text: str
    made: datetime
    reason: str  # of the list: the rule that it was hidden under
    rule: str  # its label
    outcome: Outcome
    answered: datetime | None
    answer: str  # what the moderator who heard it said, or nothing
    alone: bool  # whoever had hidden the poster upheld it, for want of another


@dataclass(frozen=True)
class ClaimStatus:
    """How a poster stands, for its maker."""

    poster: Poster
    why_waiting: str  # where it waits: a sentence
    cover: Cover | None  # that lies over it now
    usual_wait: timedelta | None  # until the last ones that were covered had been looked at
    decisions: list[DecisionLine]  # newest first
    appeal: Heard | None  # against the decision that hides it now, or else the last
    until: datetime | None  # the last moment for an appeal, where it is hidden and there was none
    may_appeal: bool
    pictures_follow: bool  # they have still to be moved, or deleted


def find(session: Session, secret: str, *, lock: bool = False) -> Poster:
    """The poster that a secret claims. Raises NotFound."""
    chosen = select(Poster).join(Claim, Claim.poster_id == Poster.id).where(Claim.digest == digest(secret))
    poster = session.scalar(chosen.with_for_update(of=Poster) if lock else chosen)
    if poster is None:
        raise NotFound(LOST)
    return poster


def status_of(session: Session, secret: str, *, now: datetime) -> ClaimStatus:
    """Raises NotFound."""
    poster = find(session, secret)
    hiding = appeals.hiding_of(session, poster)
    chosen = select(Appeal).where(Appeal.poster_id == poster.id).order_by(Appeal.id.desc()).limit(1)
    appeal = session.scalar(chosen.where(Appeal.hidden_by == hiding.number) if hiding else chosen)
    until = hiding.until if hiding and appeal is None else None
    return ClaimStatus(
        poster=poster,
        why_waiting=holding.why_waiting(session, poster) if poster.status is Status.WAITING else "",
        cover=covers.latest(session, poster) if poster.covered else None,
        usual_wait=covers.typical_length(session) if poster.covered else None,
        decisions=log.decisions_on(session, [poster.id]),
        appeal=_heard(session, appeal) if appeal else None,
        until=until,
        may_appeal=until is not None and now <= until,
        pictures_follow=not pictures.in_place(poster),
    )


def _heard(session: Session, appeal: Appeal) -> Heard:
    against = session.get_one(Decision, appeal.hidden_by)
    answer = session.get(Decision, appeal.answered_by) if appeal.answered_by is not None else None
    upheld = answer is not None and answer.action is Action.UPHOLD
    return Heard(
        text=appeal.text,
        made=appeal.made,
        reason=against.reason,
        rule=label_of(against.reason),
        outcome=Outcome.OPEN if answer is None else Outcome.UPHELD if upheld else Outcome.RESTORED,
        answered=answer.made if answer else None,
        answer=answer.note if answer else "",
        alone=upheld and answer is not None and answer.moderator_id == against.moderator_id,
    )


def withdraw(parts: SiteParts, secret: str, *, now: datetime) -> None:
    """Take a poster down for good, hidden or not, and delete its pictures. Raises NotFound."""
    with changing_statuses(parts) as changes:
        poster = find(changes.session, secret, lock=True)
        if poster.status is not Status.WITHDRAWN:
            poster.case_version += 1
        set_status(changes, poster, Status.WITHDRAWN, now=now)


def appeal(session: Session, secret: str, text: str, *, now: datetime) -> None:
    """Ask the moderators to look again: once for each time that it was hidden, and within some days of that. Raises
    Refused and Gone."""
    poster = find(session, secret, lock=True)
    if poster.status is Status.WITHDRAWN:
        raise Gone("You have withdrawn this poster: there is nothing to appeal against.")
    hiding = appeals.hiding_of(session, poster)
    if poster.status is Status.WAITING:
        raise Refused("Nobody has decided against this poster: it still waits to be looked at.")
    if hiding is None:
        raise Refused("This poster is up on the wall: there is nothing to appeal against.")
    if not text.strip():
        raise Refused(appeals.NOTHING_SAID)
    if len(text) > appeals.LENGTH:
        raise Refused(appeals.TOO_LONG)
    if session.scalar(select(Appeal.id).where(Appeal.hidden_by == hiding.number)) is not None:
        raise Refused(APPEALED)
    if now > hiding.until:
        raise Refused(too_late(hiding.until))
    try:
        with session.begin_nested():
            session.add(Appeal(poster_id=poster.id, hidden_by=hiding.number, text=text.strip(), made=now))
    except IntegrityError:  # at the same moment, from another browser
        raise Refused(APPEALED) from None
    act = Act(Kind.APPEAL, "appeal", subject=poster.code, wall=slug_of(session, poster), reason=hiding.reason)
    journal.record(session, act, now=now)


def too_late(until: datetime) -> str:
    ended = f"{until.day} {until:%B %Y}, {until:%H:%M} UTC"
    return f"Appeals are taken for {WITHIN.days} days after a poster was hidden, and that was over on {ended}."
