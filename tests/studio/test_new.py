"""A template begins with a picture, which is taken in whole or refused with a sentence."""

import pytest
from flask import Flask

from billboard.models import StudioDraft
from billboard.studio import drafts
from tests.application import parts, sign_in, stored
from tests.studio.drafting import CORNERS, develop_here, jpeg, send


def test_a_picture_becomes_a_draft_that_keeps_it(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    develop_here(monkeypatch)
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


def test_too_large_a_picture_is_refused_by_its_length(lite: Flask) -> None:
    client = sign_in(lite)
    client.get("/studio/new")
    answer = client.post("/studio/new", headers={"Accept": "application/json"}, content_length=40 << 20)
    assert "larger than 30 MB" in answer.get_json()["message"]


def test_a_file_is_taken_whole_wherever_its_lines_end(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies where a form is cut into pieces."""
    develop_here(monkeypatch)
    client = sign_in(lite)
    data = b"\xff\xd8" + (b"\n" + b"x" * 40_000) * 11
    assert client.post("/studio/new", **send(client, data)).status_code == 200
