"""Drafts of templates and their pictures, for tests."""

from io import BytesIO

from PIL import Image
from sqlalchemy.orm import Session

from billboard.infra.storage import ImageStore
from billboard.models import StudioDraft
from billboard.studio import draft_pictures, drafts
from billboard.studio.documents import Document
from tests.application import NOW


def jpeg(width: int = 120, height: int = 90, colour: str = "teal") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG")
    return file.getvalue()


def drafted(session: Session, store: ImageStore, by: int | None, *, campaign_id: int | None = None) -> StudioDraft:
    """A draft that has its photograph and nothing else."""
    draft = drafts.begin(session, now=NOW, by=by, campaign_id=campaign_id)
    photograph = draft_pictures.keep(store, draft.folder, "photograph", jpeg(), 120, 90)
    draft.document = Document(photograph=photograph).model_dump(mode="json")
    session.flush()
    return draft
