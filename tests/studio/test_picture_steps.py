"""Straightening and painting out, as forms ask for it; the darkroom's own tests look at the pictures."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.core.boxes import Corners
from billboard.core.darkroom.values import Opened, Straightened
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.models import StudioDraft
from billboard.studio import drafts
from billboard.studio.documents import Document, Filling
from tests.application import parts, sign_in, stored, token
from tests.studio.drafting import drafted, jpeg

BOX = {"do": "add", "left": "10", "top": "10", "right": "60", "bottom": "40", "fill": "flat"}


@pytest.fixture
def draft(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> StudioDraft:
    """One that waits to be straightened, in a darkroom that does nothing."""

    def straighten(picture: bytes, corners: Corners, format_: Format | None) -> Straightened:
        return Straightened(jpeg(200, 100), 200, 100, format_ or FORTY_EIGHT, 300)

    monkeypatch.setattr("billboard.studio.darkroom.straighten", straighten)
    monkeypatch.setattr("billboard.studio.darkroom.fill", lambda board, fillings: Opened(jpeg(200, 100), 200, 100))
    with parts(lite).database.write() as session:
        return drafted(session, parts(lite).store, None)


def document(app: Flask, draft: StudioDraft) -> Document:
    with parts(app).database.read() as session:
        return drafts.document_of(drafts.find(session, draft.code, None))


def form(client: FlaskClient, draft: StudioDraft, step: str, edition: int, **said: str) -> tuple[int, str]:
    """The status of an answer, and its page."""
    page = client.get(f"/studio/d/{draft.code}/{step}").text
    data = {"csrf_token": token(page), "edition": str(edition), **said}
    answer = client.post(f"/studio/d/{draft.code}/{step}", data=data)
    return answer.status_code, answer.text


def corners(*numbers: float) -> dict[str, str]:
    return {f"{'xy'[place % 2]}{place // 2}": f"{number:g}" for place, number in enumerate(numbers)}


def test_four_numbers_each_way_make_a_board_and_say_what_it_is(lite: Flask, draft: StudioDraft) -> None:
    client = sign_in(lite)
    assert form(client, draft, "straighten", 1, **corners(5, 6, 100, 7, 101, 60, 4, 61))[0] == 303
    made = document(lite, draft).board
    assert made
    assert (made.format, made.corners[2], made.across) == ("48-sheet", (101.0, 60.0), 300)
    page = client.get(f"/studio/d/{draft.code}/straighten").text
    assert "It is a 48-sheet now" in page
    assert "Too small to print well." in page


def test_a_crop_is_made_of_two_corners(lite: Flask, draft: StudioDraft) -> None:
    said = corners(5, 6, 0, 0, 101, 60, 0, 0) | {"how": "crop", "format": "square"}
    assert form(sign_in(lite), draft, "straighten", 1, **said)[0] == 303
    made = document(lite, draft).board
    assert made
    assert made.format == FORMATS["square"].slug
    assert made.corners == ((5.0, 6.0), (101.0, 6.0), (101.0, 60.0), (5.0, 60.0))


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        (corners(5, 6, 100, 7, 101, 60, 4, 61) | {"x1": "a lot"}, 422, "Say for each corner"),
        (corners(5, 6, 100, 7, 101, 60, 4, 61) | {"edition": "7"}, 409, "changed in another window"),
        (corners(5, 6, 100, 7, 101, 60, 4, 61) | {"edition": "x"}, 400, "Load the page again"),
    ],
)
def test_what_does_not_hold_is_said_and_what_was_typed_is_kept(
    lite: Flask, draft: StudioDraft, said: dict[str, str], status: int, words: str
) -> None:
    found, page = form(sign_in(lite), draft, "straighten", **{"edition": 1, **said})  # type: ignore[arg-type]
    assert found == status
    assert words in page
    assert f'name="x1" value="{said["x1"]}"' in page
    assert document(lite, draft).board is None


def test_areas_are_painted_out_and_undone_one_by_one(lite: Flask, draft: StudioDraft) -> None:
    client = sign_in(lite)
    form(client, draft, "straighten", 1, **corners(5, 6, 100, 7, 101, 60, 4, 61))
    assert form(client, draft, "paint", 2, **BOX)[0] == 303
    assert form(client, draft, "paint", 3, **BOX | {"fill": "texture", "patch_x": "9", "patch_y": "8"})[0] == 303
    first, second = document(lite, draft).fillings
    assert (first.how, first.points, second.patch) == ("flat", ((10.0, 10.0), (60.0, 40.0)), (9.0, 8.0))
    assert form(client, draft, "paint", 4, do="undo")[0] == 303
    assert document(lite, draft).fillings == (first,)
    assert form(client, draft, "paint", 5, do="clear")[0] == 303
    assert document(lite, draft).painted is None
    kept = {key for key in stored(lite) if key.startswith(draft.folder)}
    assert len(kept) == 4  # the photograph and the board, each with a smaller one


@pytest.mark.parametrize("far", [{"right": "99999"}, {"fill": "texture", "patch_x": "20001", "patch_y": "3"}])
def test_an_area_far_outside_is_refused_and_what_was_typed_is_kept(
    lite: Flask, draft: StudioDraft, far: dict[str, str]
) -> None:
    client = sign_in(lite)
    form(client, draft, "straighten", 1, **corners(5, 6, 100, 7, 101, 60, 4, 61))
    status, page = form(client, draft, "paint", 2, **BOX | far)
    assert (status, "This lies outside the board." in page) == (422, True)
    assert all(f'value="{each}"' in page for each in far.values())


def test_a_brush_comes_from_a_script(lite: Flask, draft: StudioDraft) -> None:
    client = sign_in(lite)
    form(client, draft, "straighten", 1, **corners(5, 6, 100, 7, 101, 60, 4, 61))
    stroke = Filling(kind="brush", points=((1, 2), (30, 40)), radius=9).model_dump()
    data = {"csrf_token": token(client.get(f"/studio/d/{draft.code}/paint").text), "edition": "2", "do": "all"}
    address, told = f"/studio/d/{draft.code}/paint", {"Accept": "application/json"}
    answer = client.post(address, data=data | {"fillings": json.dumps([stroke])}, headers=told)
    assert answer.get_json()["edition"] == 3
    assert client.get(answer.get_json()["picture"]).status_code == 200
    for odd in ("[[", "{}", json.dumps([stroke] * 201)):
        answer = client.post(address, data=data | {"edition": "3", "fillings": odd}, headers=told)
        assert answer.status_code in (400, 422)
        assert answer.get_json()["message"]
