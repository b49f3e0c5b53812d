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


def boarded(
    session: Session, store: ImageStore, document: Document, *, by: int | None = None, art: bytes = b""
) -> StudioDraft:
    """A draft whose document has a board, with the picture of that in the store."""
    draft = drafts.begin(session, now=NOW, by=by)
    assert document.board
    size = document.board.picture.width, document.board.picture.height
    picture = draft_pictures.keep(store, draft.folder, "board", art or jpeg(*size), *size)
    board = document.board.model_copy(update={"picture": picture})
    draft.document = document.model_copy(update={"board": board, "photograph": None}).model_dump(mode="json")
    session.flush()
    return draft
