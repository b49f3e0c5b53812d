"""Verbs on drafts: begin one, find one that somebody may open, and keep a change to it."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Outdated, Refused
from billboard.infra.link_secrets import digest, is_secret, new_secret
from billboard.models import DraftState, Scope, StudioDraft
from billboard.studio.documents import Document

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 12
MOST_LISTED = 200
FOLDER = "studio/drafts/"  # where the store keeps pictures of drafts
NO_DRAFT = "There is no such draft. It may have been deleted, or it is somebody else's."
UNTOUCHED = timedelta(days=90)  # after which a draft is forgotten
WITH_THEM = "The moderators have it now. They answer on the page of your link, and nothing can be changed meanwhile."
ANSWER_FIRST = "Somebody waits for an answer to this. Decline it with a reason, which is all that they will read."
KEPT = "A template came of this draft, and an edit of that begins from it, so it stays."
MEANWHILE = "This draft was changed in another window meanwhile. Look at what stands now, and do it again."


@dataclass(frozen=True, slots=True)
class Proposer:
    """Somebody without an account, by the secret of their draft."""

    secret: str


Who = Scope | Proposer  # who opens a draft: a moderator by what they see, or its proposer


def new_folder() -> str:
    return FOLDER + secrets.token_hex(16)


def begin(
    session: Session,
    *,
    now: datetime,
    by: int | None,
    campaign_id: int | None = None,
    template_id: int | None = None,
    document: Document | None = None,
    folder: str = "",
    claim: str | None = None,
) -> StudioDraft:
    """A new draft of a moderator's, or of the public's where `by` is none; `folder` is where its pictures lie already,
    `claim` the digest of its proposer's secret."""
    draft = StudioDraft(
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        document=(document or Document()).model_dump(mode="json"),
        folder=folder or new_folder(),
        claim=claim,
        moderator_id=by,
        campaign_id=campaign_id,
        template_id=template_id,
        created=now,
        updated=now,
    )
    session.add(draft)
    session.flush()
    return draft


def find(session: Session, code: str, who: Who, *, lock: bool = False) -> StudioDraft:
    """A draft that they may open. Raises NotFound."""
    query = select(StudioDraft).where(StudioDraft.code == code)
    draft = session.scalar(query.with_for_update() if lock else query)
    if draft is None or not _may_open(draft, who):
        raise NotFound(NO_DRAFT)
    return draft


def _may_open(draft: StudioDraft, who: Who) -> bool:
    if isinstance(who, Proposer):
        return is_secret(who.secret) and draft.claim == digest(who.secret)
    return who is None or draft.campaign_id in who


def unfinished(session: Session, scope: Scope) -> Sequence[StudioDraft]:
    """Drafts of moderators that are worked on, newest change first."""
    query = select(StudioDraft).where(StudioDraft.state == DraftState.OPEN, StudioDraft.claim.is_(None))
    if scope is not None:
        query = query.where(StudioDraft.campaign_id.in_(scope))
    return session.scalars(query.order_by(StudioDraft.updated.desc()).limit(MOST_LISTED)).all()


def remove(session: Session, code: str, who: Who) -> StudioDraft:
    """Delete a draft; its pictures are the caller's to delete afterwards. Raises NotFound, and Refused where moderators
    have still to answer, and for that of a published template."""
    draft = find(session, code, who, lock=True)
    if draft.state is DraftState.PROPOSED:
        raise Refused(WITH_THEM if isinstance(who, Proposer) else ANSWER_FIRST)
    if draft.state is DraftState.PUBLISHED:
        raise Refused(KEPT)
    session.delete(draft)
    return draft


def forget(session: Session, now: datetime) -> int:
    """Delete drafts that nobody has touched for so long that nobody will, but those that wait for an answer, and those
    of published templates, from which an edit goes on; how many these were."""
    kept = StudioDraft.state.in_((DraftState.PROPOSED, DraftState.PUBLISHED))
    old = delete(StudioDraft).where(StudioDraft.updated < now - UNTOUCHED, ~kept)
    return len(session.scalars(old.returning(StudioDraft.id)).all())


def shared(session: Session, secret: str) -> StudioDraft:
    """The draft that a private link shows. Raises NotFound."""
    draft = (
        session.scalar(select(StudioDraft).where(StudioDraft.share == digest(secret))) if is_secret(secret) else None
    )
    if draft is None:
        raise NotFound("This link shows nothing any more. Ask whoever gave it to you for a new one.")
    return draft


def share(draft: StudioDraft) -> str:
    """The secret of a new private link; the one before it shows nothing any more."""
    secret = new_secret()
    draft.share = digest(secret)
    return secret


def unshare(draft: StudioDraft) -> str:
    """No link shows it any more; nothing, as a secret."""
    draft.share = None
    return ""


def document_of(draft: StudioDraft) -> Document:
    return Document.model_validate(draft.document)


def change(
    session: Session,
    code: str,
    who: Who,
    edition: int,
    make: Callable[[Document], Document],
    *,
    now: datetime,
) -> StudioDraft:
    """Keep what `make` makes of a draft's document, for whoever saw that edition of it.

    Raises NotFound, Outdated where somebody was faster, Refused where the document would not hold.
    """
    draft = find(session, code, who, lock=True)
    if isinstance(who, Proposer) and draft.state is DraftState.PROPOSED:
        raise Refused(WITH_THEM)
    if draft.edition != edition:
        raise Outdated(MEANWHILE)
    if draft.state not in (DraftState.OPEN, DraftState.PROPOSED):
        raise Refused("This draft is done with. Edit the template that came of it.")
    document = make(document_of(draft))
    try:
        Document.model_validate(document.model_dump())
    except ValidationError as error:
        raise Refused(f"That cannot be kept: {error.errors()[0]['msg']}.") from None
    draft.document, draft.edition, draft.updated = document.model_dump(mode="json"), draft.edition + 1, now
    return draft
