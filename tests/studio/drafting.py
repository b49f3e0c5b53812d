"""Drafts of templates and their pictures, for tests."""

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from billboard.core.darkroom.values import Guess, Opened
from billboard.infra.storage import ImageStore
from billboard.models import StudioDraft
from billboard.studio import draft_pictures, drafts
from billboard.studio.documents import Document
from tests.application import NOW, token

CORNERS = ((10.0, 10.0), (700.0, 20.0), (690.0, 400.0), (20.0, 390.0))


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


def develop_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without processes apart, which tests of the darkroom start."""
    monkeypatch.setattr("billboard.studio.darkroom.open_picture", lambda data: Opened(jpeg(800, 600), 800, 600))
    monkeypatch.setattr("billboard.studio.darkroom.guess", lambda data: Guess(CORNERS, found=True))


def send(client: FlaskClient, data: bytes, path: str = "/studio/new", **more: str) -> dict[str, Any]:
    """A post of a picture, as a script sends it."""
    form = {"csrf_token": token(client.get(path).text), "for": "", "picture": (BytesIO(data), "a.jpg")}
    return {"data": form | more, "headers": {"Accept": "application/json"}}
