"""Templates that the public proposes: sent to moderators, declined with a reason, and taken up again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Refused
from billboard.infra.link_secrets import digest, is_secret
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Campaign, DraftState, Kind, Scope, StudioDraft, StudioTemplate
from billboard.studio import drafts
from billboard.studio.drafts import Proposer
from billboard.studio.missing import Lack

LENGTH = 1000  # characters of an answer
MOST_WAITING = 200  # on the whole site; more would wait for ever
NO_ANSWER = "Say why: whoever proposed it reads this, and nothing else."
TOO_LONG = f"Keep it to {LENGTH} characters."
NOT_WAITING = "Somebody has answered this proposal already."
FULL = "As many proposals wait as moderators can look at. Yours is kept as it is: send it in a few days."
NOTHING = "This link leads to no template. It may have been deleted, or nobody has touched it for 90 days."


def of_proposer(session: Session, secret: str) -> StudioDraft:
    """The draft that a proposer's link is about. Raises NotFound."""
    found = (
        session.scalar(select(StudioDraft).where(StudioDraft.claim == digest(secret))) if is_secret(secret) else None
    )
    if found is None:
        raise NotFound(NOTHING)
    return found


def send(session: Session, code: str, who: Proposer, lacks: Sequence[Lack], *, now: datetime) -> StudioDraft:
    """Lay a finished draft before the moderators. Raises Refused where something is missing, or it is there already."""
    draft = drafts.find(session, code, who, lock=True)
    if draft.state is not DraftState.OPEN:
        raise Refused(drafts.WITH_THEM)
    if lacks:
        raise Refused(lacks[0].sentence)
    if waiting_number(session) >= MOST_WAITING:
        raise Refused(FULL)
    draft.state, draft.answer, draft.updated = DraftState.PROPOSED, "", now
    return draft


def waiting(session: Session, scope: Scope) -> Sequence[StudioDraft]:
    """Oldest first."""
    query = select(StudioDraft).where(StudioDraft.state == DraftState.PROPOSED)
    if scope is not None:
        query = query.where(StudioDraft.campaign_id.in_(scope))
    return session.scalars(query.order_by(StudioDraft.updated, StudioDraft.id)).all()


def waiting_number(session: Session) -> int:
    return session.scalar(select(func.count()).where(StudioDraft.state == DraftState.PROPOSED)) or 0


def decline(session: Session, code: str, scope: Scope, answer: str, *, by: int, now: datetime) -> None:
    """With a reason that its proposer reads. Raises NotFound and Refused."""
    draft, answer = drafts.find(session, code, scope, lock=True), answer.strip()
    if draft.state is not DraftState.PROPOSED:
        raise Refused(NOT_WAITING)
    if not answer:
        raise Refused(NO_ANSWER, "answer")
    if len(answer) > LENGTH:
        raise Refused(TOO_LONG, "answer")
    draft.state, draft.answer, draft.updated = DraftState.DECLINED, answer, now
    wall = session.get(Campaign, draft.campaign_id) if draft.campaign_id else None
    seen = {"title": drafts.document_of(draft).papers.title, "answer": answer}
    act = Act(Kind.TEMPLATE, "decline", draft.code, wall.slug if wall else "", snapshot=seen)
    journal.record(session, act, by=by, now=now)


def reopen(session: Session, secret: str, *, now: datetime) -> StudioDraft:
    """Work on it again, after a no too. Raises NotFound, and Refused once it is published."""
    draft = of_proposer(session, secret)
    if draft.state is DraftState.DECLINED:
        draft.state, draft.updated = DraftState.OPEN, now
    return draft


def published_as(session: Session, draft: StudioDraft) -> str:
    """The slug of the template that came of it, or nothing."""
    found = session.get(StudioTemplate, draft.template_id) if draft.template_id else None
    return found.slug if found and draft.state is DraftState.PUBLISHED else ""
