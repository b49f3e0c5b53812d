"""A template begins with a picture, which is taken in whole or refused with a sentence."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.core.darkroom.values import Guess, Opened
from billboard.models import StudioDraft
from billboard.studio import drafts
from tests.application import parts, sign_in, stored, token
from tests.studio.drafting import jpeg

CORNERS = ((10.0, 10.0), (700.0, 20.0), (690.0, 400.0), (20.0, 390.0))


@pytest.fixture
def developed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without processes of their own, which tests of the darkroom start."""
    monkeypatch.setattr("billboard.studio.darkroom.open_picture", lambda data: Opened(jpeg(800, 600), 800, 600))
    monkeypatch.setattr("billboard.studio.darkroom.guess", lambda data: Guess(CORNERS, found=True))


def send(client: FlaskClient, data: bytes, **more: str) -> dict[str, Any]:
    form = {"csrf_token": token(client.get("/studio/new").text), "for": "", "picture": (BytesIO(data), "a.jpg")}
    return {"data": form | more, "headers": {"Accept": "application/json"}}


@pytest.mark.usefixtures("developed")
def test_a_picture_becomes_a_draft_that_keeps_it(lite: Flask) -> None:
    client = sign_in(lite)
    answer = client.post("/studio/new", **send(client, jpeg(1200, 900)))
    with parts(lite).database.read() as session:
        [draft] = session.query(StudioDraft)
    assert answer.get_json() == {"location": f"/studio/d/{draft.code}/straighten"}
    document = drafts.document_of(draft)
    assert document.photograph
    assert document.guess == CORNERS
    assert len({key for key in stored(lite) if key.startswith(draft.folder)}) == 2
    page = client.get(f"/studio/d/{draft.code}/straighten").text
    assert 'name="x1" value="700"' in page
    assert client.get(f"/studio/d/{draft.code}/paint").headers["Location"].endswith("/straighten")


@pytest.mark.parametrize(
    ("data", "more", "status", "words"),
    [
        (b"", {}, 422, "Choose a picture first"),
        (b"%PDF-1.7", {}, 422, "PDF"),
        (jpeg(), {"csrf_token": "stale"}, 422, "Choose the picture again"),
        (jpeg(), {"for": "nobodys"}, 400, "Choose whom it is for"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_nothing_is_kept(
    lite: Flask, data: bytes, more: dict[str, str], status: int, words: str
) -> None:
    client = sign_in(lite)
    answer = client.post("/studio/new", **send(client, data, **more))
    assert answer.status_code == status
    assert words in answer.get_json()["message"]
    with parts(lite).database.read() as session:
        assert session.query(StudioDraft).count() == 0
    assert not [key for key in stored(lite) if key.startswith(drafts.FOLDER)]


@pytest.mark.usefixtures("developed")
def test_a_file_of_many_parts_of_lines_is_taken_whole(lite: Flask) -> None:
    """Whatever lies where a form is cut into pieces."""
    client = sign_in(lite)
    data = b"\xff\xd8" + (b"\n" + b"x" * 40_000) * 11
    assert client.post("/studio/new", **send(client, data)).status_code == 200
