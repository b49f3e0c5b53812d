"""Verbs on drafts: begin one, find one that somebody may open, and keep a change to it."""

import secrets
from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Outdated, Refused
from billboard.infra.link_secrets import digest, is_secret, new_secret
from billboard.models import DraftState, Scope, StudioDraft
from billboard.studio.documents import Document

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 12
FOLDER = "studio/drafts/"  # where the store keeps pictures of drafts
NO_DRAFT = "There is no such draft. It may have been deleted, or it is somebody else's."
MEANWHILE = "This draft was changed in another window meanwhile. Look at what stands now, and do it again."


def begin(
    session: Session,
    *,
    now: datetime,
    by: int | None,
    campaign_id: int | None = None,
    template_id: int | None = None,
    document: Document | None = None,
) -> StudioDraft:
    """A new draft of a moderator's, or of the public's where `by` is none."""
    draft = StudioDraft(
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        document=(document or Document()).model_dump(mode="json"),
        folder=FOLDER + secrets.token_hex(16),
        moderator_id=by,
        campaign_id=campaign_id,
        template_id=template_id,
        created=now,
        updated=now,
    )
    session.add(draft)
    session.flush()
    return draft


def find(session: Session, code: str, scope: Scope, *, lock: bool = False) -> StudioDraft:
    """A draft that moderators with that scope work on. Raises NotFound."""
    query = select(StudioDraft).where(StudioDraft.code == code)
    draft = session.scalar(query.with_for_update() if lock else query)
    if draft is None or (scope is not None and draft.campaign_id not in scope):
        raise NotFound(NO_DRAFT)
    return draft


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


def document_of(draft: StudioDraft) -> Document:
    return Document.model_validate(draft.document)


def change(
    session: Session,
    code: str,
    scope: Scope,
    edition: int,
    make: Callable[[Document], Document],
    *,
    now: datetime,
) -> StudioDraft:
    """Keep what `make` makes of a draft's document, for whoever saw that edition of it.

    Raises NotFound, Outdated where somebody was faster, Refused where the document would not hold.
    """
    draft = find(session, code, scope, lock=True)
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
