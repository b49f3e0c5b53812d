"""The steps of the studio on which a template is set, named and published, without a script."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from billboard.core.errors import Busy, NotFound, StoreUnavailable
from billboard.infra.storage import STORE_DOWN
from billboard.models import Availability, StudioDraft, TemplateOffer
from billboard.studio import darkroom, drafts
from billboard.studio.compiling import compile_document
from billboard.studio.documents import Document
from billboard.views.studio.box_fields import typed_of
from billboard.views.studio.controls import CONTROLS
from tests.application import NOW, parts, publish, sign_in, stored, token
from tests.campaigns.campaigning import campaign
from tests.studio.documents import HEADLINE, SMALL, board, finished
from tests.studio.drafting import boarded, jpeg


@pytest.fixture
def desk(lite: Flask) -> FlaskClient:
    return sign_in(lite)


def begun(app: Flask, document: Document | None = None) -> str:
    """The address of a draft."""
    site = parts(app)
    with site.database.write() as session:
        return f"/studio/d/{boarded(session, site.store, document or finished(), art=jpeg(600, 300, 'maroon')).code}"


def kept(app: Flask, draft: str) -> Document:
    with parts(app).database.read() as session:
        return drafts.document_of(drafts.find(session, draft.rpartition("/")[2], None))


def fields(page: str) -> dict[str, Any]:
    """What a browser would send of the form on a page."""
    forms = lxml.html.document_fromstring(page).forms
    form = next(each for each in forms if "edition" in each.fields)
    found = dict[str, list[str]]()
    for name, value in form.form_values():
        found.setdefault(name, []).append(value.removeprefix("\n"))
    return found


def send(client: FlaskClient, address: str, change: Mapping[str, Any]) -> TestResponse:
    return client.post(address, data=fields(client.get(address).text) | dict(change))


def test_boxes_are_kept_as_the_form_says(lite: Flask, desk: FlaskClient) -> None:
    draft = begun(lite)
    change = {"b0-label": "Große Worte", "b0-curve": "30", "b1-bar": "1", "b1-bar_ink": "#123456", "b1-turn": "-7,5"}
    assert send(desk, f"{draft}/boxes", change).status_code == 303
    one, other = kept(lite, draft).boxes
    assert (one.label, one.name, one.curve, one.required) == ("Große Worte", "headline", 30.0, True)
    assert (other.bar and other.bar.ink, other.rotation) == ("#123456", -7.5)


def test_a_box_survives_its_form(lite: Flask, desk: FlaskClient) -> None:
    boxes = (HEADLINE.model_copy(update={"tracking": 0.035, "uneven": 0.02, "soft": 0.005}), SMALL)
    draft = begun(lite, finished().model_copy(update={"boxes": boxes}))
    send(desk, f"{draft}/boxes", {})
    assert kept(lite, draft).boxes == boxes
    assert {each.name for each in CONTROLS} == typed_of(HEADLINE).keys()


@pytest.mark.parametrize(
    ("button", "labels"),
    [
        ({"add": "1"}, ["Headline", "Small print", "Small print 2"]),
        ({"duplicate": "b0"}, ["Headline", "Headline 2", "Small print"]),
        ({"delete": "b0"}, ["Small print"]),
        ({"up": "b1"}, ["Small print", "Headline"]),
    ],
)
def test_buttons_do_without_a_script_what_it_does(
    lite: Flask, desk: FlaskClient, button: dict[str, str], labels: list[str]
) -> None:
    draft = begun(lite)
    send(desk, f"{draft}/boxes", button)
    assert [box.label for box in kept(lite, draft).boxes] == labels


@pytest.mark.parametrize("button", ["up", "duplicate", "delete"])
def test_a_button_is_about_a_box_that_was_read(lite: Flask, desk: FlaskClient, button: str) -> None:
    draft = begun(lite)
    answer = send(desk, f"{draft}/boxes", {"box": ["odd", "b0", "b1"], button: "odd"})
    assert (answer.status_code, "That box is not there any more." in answer.text) == (422, True)
    assert send(desk, f"{draft}/boxes", {"box": ["odd", "b0", "b1"], button: "b1"}).status_code == 303


def test_what_does_not_hold_is_said_and_what_was_typed_is_kept(lite: Flask, desk: FlaskClient) -> None:
    draft = begun(lite)
    answer = send(desk, f"{draft}/boxes", {"b0-lines": "many", "b0-label": "Kept", "b1-ink": "blue"})
    assert answer.status_code == 422
    assert "Lines at most: a whole number from 1 to 40 is wanted." in answer.text
    assert "a colour like #f2c14e" in answer.text
    assert 'value="many"' in answer.text
    assert 'value="Kept"' in answer.text
    assert kept(lite, draft).boxes == finished().boxes


def test_nobody_writes_over_what_was_changed_in_another_window(lite: Flask, desk: FlaskClient) -> None:
    draft = begun(lite)
    form = fields(desk.get(f"{draft}/boxes").text)
    send(desk, f"{draft}/boxes", {"b0-label": "Theirs"})
    answer = desk.post(f"{draft}/boxes", data=form | {"b0-label": "Mine"})
    assert (answer.status_code, 'value="Mine"' in answer.text) == (409, True)
    assert kept(lite, draft).boxes[0].label == "Theirs"


@pytest.mark.parametrize("says", ["short", "longest", "arabic", "emoji"])
def test_boxes_are_seen_before_they_are_kept(lite: Flask, desk: FlaskClient, says: str) -> None:
    draft = begun(lite)
    form = fields(desk.get(f"{draft}/boxes").text)
    before, after = (
        desk.post(f"{draft}/preview.jpg", data=form | {"b0-ink": ink, "says": says}) for ink in ("#ffffff", "#000000")
    )
    assert (after.status_code, after.mimetype) == (200, "image/jpeg")
    assert before.data != after.data
    assert Image.open(BytesIO(after.data)).size == (800, 400)


def test_a_kept_draft_is_seen_on_the_wall_and_on_a_street_by_its_own_page_alone(lite: Flask, desk: FlaskClient) -> None:
    draft = begun(lite)
    seal = desk.get(f"{draft}/boxes").text.partition('data-seal="')[2].partition('"')[0]
    for shape in ("poster", "tile", "street"):
        assert desk.get(f"{draft}/preview.jpg?as={shape}&seal={seal}").mimetype == "image/jpeg"
    assert desk.get(f"{draft}/preview.jpg").status_code == 403
    assert desk.get(f"{draft}/face.jpg?font=Anton-Regular&words=Ha&seal={seal}").mimetype == "image/jpeg"


def test_figures_warn_in_words(lite: Flask, desk: FlaskClient) -> None:
    draft = begun(lite)
    form = fields(desk.get(f"{draft}/boxes").text)
    said = desk.post(f"{draft}/figures", data=form | {"b0-ink": "#800000"}).text
    assert "Hard to read on this picture." in said
    assert "At 30 mph" in said


def test_a_further_format_is_cut_or_mounted_or_left_out(
    lite: Flask, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crowded(*_: object) -> None:
        raise Busy("Come back in a moment.")

    monkeypatch.setattr(darkroom, "colours", crowded)  # the page stands without its pictures
    draft = begun(lite)
    change = {"colouring": ["as-it-is", "night"], "f-square": "crop", "f-6-sheet": "leave", "focus-x": "1800"}
    send(desk, f"{draft}/formats", change | {"focus-y": "600", "focus-w": "500"})
    document = kept(lite, draft)
    assert [each.recipe for each in document.colourings] == ["as-it-is", "night"]
    assert (document.formats["square"].accepted, document.formats["square"].crop) == (True, (1200, 0, 1200, 1200))
    assert not document.formats["6-sheet"].accepted
    send(desk, f"{draft}/formats", {"square-headline-x": "40"})
    assert kept(lite, draft).formats["square"].places["headline"].box[0] == 40


def test_what_was_chosen_of_formats_is_kept_where_a_number_is_none(
    lite: Flask, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crowded(*_: object) -> None:
        raise Busy("Come back in a moment.")

    monkeypatch.setattr(darkroom, "colours", crowded)
    monkeypatch.setattr(darkroom, "formats", crowded)
    draft = begun(lite)
    said = {"f-square": "leave", "focus-x": "about 7", "square-headline-x": "1e3", "square-headline-y": "77"}
    answer = send(desk, f"{draft}/formats", said)
    assert answer.status_code == 422
    sent = fields(answer.text)
    assert {name: sent[name] for name in ("f-square", "focus-x")} == {"f-square": ["leave"], "focus-x": ["about 7"]}
    answer = send(desk, f"{draft}/formats", said | {"f-square": "crop", "focus-x": ""})
    sent = fields(answer.text)
    assert (sent["f-square"], sent["square-headline-x"], sent["square-headline-y"]) == (["crop"], ["1e3"], ["77"])


def test_papers_are_kept_and_an_example_is_suggested(lite: Flask, desk: FlaskClient) -> None:
    draft = begun(lite, finished().model_copy(update={"samples": ()}))
    send(desk, f"{draft}/papers", {"title": "  Another   title ", "tags": "one, two,,", "suggest": "1"})
    document = kept(lite, draft)
    assert (document.papers.title, document.papers.tags) == ("Another title", ("one", "two"))
    assert document.samples == ({"headline": "Never seen it before."},)
    answer = send(desk, f"{draft}/papers", {"title": "x" * 61})
    assert (answer.status_code, "The title is too long (60 at most)" in answer.text) == (422, True)
    answer = send(desk, f"{draft}/papers", {"tags": ", ".join(f"word {number}" for number in range(21))})
    assert (answer.status_code, "20 words to find it by are the most." in answer.text) == (422, True)
    assert "word 20" in answer.text


def test_what_is_missing_is_said_where_one_publishes(lite: Flask, desk: FlaskClient) -> None:
    draft = begun(lite, finished().model_copy(update={"boxes": ()}))
    page = desk.get(f"{draft}/publish").text
    assert "Draw at least one box" in page
    form = {"csrf_token": token(desk.get(f"{draft}/boxes").text), "edition": "1"}
    answer = desk.post(f"{draft}/publish", data=form)
    assert answer.status_code == 422


def test_a_template_is_published_edited_and_published_again(lite: Flask, desk: FlaskClient) -> None:
    site, draft = parts(lite), begun(lite, finished().model_copy(update={"board": board("square", 600)}))
    form = fields(desk.get(f"{draft}/publish").text)
    assert desk.post(f"{draft}/publish", data=form).status_code == 303
    assert "/make/unveiled-this-morning" in desk.get(f"{draft}/publish").text
    assert desk.post(f"{draft}/publish", data=form).status_code in (409, 422), "once is enough"
    template = site.templates["unveiled-this-morning"]
    assert set(template.layouts) == {"48-sheet", "square"}
    with site.database.read() as session:
        offer = session.get(TemplateOffer, template.slug)
        assert offer
        assert offer.availability is Availability.OFFERED
        assert offer.fresh_until
    code = publish(lite, slug=template.slug)
    first = lite.test_client().get(f"/p/{code}.jpg").data

    begin = {"csrf_token": token(desk.get(f"{draft}/publish").text)}
    again = desk.post(f"/studio/edit/{template.slug}", data=begin).headers["Location"].removesuffix("/boxes")
    other = desk.post(f"/studio/edit/{template.slug}", data=begin).headers["Location"].removesuffix("/boxes")
    assert "Another version" not in desk.get(f"{other}/publish").text
    send(desk, f"{again}/boxes", {"b0-ink": "#00ff00"})
    assert send(desk, f"{again}/publish", {}).status_code == 303
    assert site.templates[template.slug].version == 2
    assert "Another version was published since this draft was begun" in desk.get(f"{other}/publish").text
    assert lite.test_client().get(f"/p/{code}.jpg").data == first
    with site.database.read() as session:
        assert session.query(StudioDraft).filter_by(state="published").count() == 2


def test_a_publish_that_fails_leaves_the_draft_as_it_was_so_that_the_same_form_publishes_it_later(
    lite: Flask, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, draft = parts(lite), begun(lite)
    form = fields(desk.get(f"{draft}/publish").text)

    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable(STORE_DOWN)

    with monkeypatch.context() as patch:
        patch.setattr("billboard.studio.publishing.raise_edition", fail)
        answer = desk.post(f"{draft}/publish", data=form)
    assert (answer.status_code, STORE_DOWN in answer.text) == (503, True)
    assert fields(answer.text)["edition"] == form["edition"]
    assert desk.post(f"{draft}/publish", data=form).status_code == 303
    assert "unveiled-this-morning" in site.templates


def test_whoever_publishes_what_another_has_published_meanwhile_publishes_nothing(
    lite: Flask, desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begun(lite)
    form = fields(desk.get(f"{draft}/publish").text)

    def while_another_presses(*given: Any, **named: Any) -> Any:
        with parts(lite).database.write() as session:
            drafts.change(session, draft.rpartition("/")[2], None, 1, lambda each: each, now=NOW)
        return compile_document(*given, **named)

    monkeypatch.setattr("billboard.studio.finishing.compile_document", while_another_presses)
    assert desk.post(f"{draft}/publish", data=form).status_code == 409
    assert "unveiled-this-morning" not in parts(lite).templates


def test_an_edit_of_what_is_missing_from_the_store_is_refused_and_begins_nothing(
    lite: Flask, desk: FlaskClient
) -> None:
    site, draft = parts(lite), begun(lite)
    send(desk, f"{draft}/publish", {})
    with site.database.read() as session:
        row = drafts.find(session, draft.rpartition("/")[2], None)
    for key in [key for key in stored(lite) if key.startswith(row.folder)]:
        site.store.delete(key)
    begin = {"csrf_token": token(desk.get("/studio/t/unveiled-this-morning").text)}
    assert desk.post("/studio/edit/unveiled-this-morning", data=begin).status_code == 303
    assert "A picture of this template is missing" in desk.get("/studio/t/unveiled-this-morning").text
    with site.database.read() as session:
        assert session.query(StudioDraft).count() == 1


def test_a_published_draft_is_open_to_those_who_look_after_its_template(lite: Flask, desk: FlaskClient) -> None:
    home, other = campaign(lite, "home"), campaign(lite, "other")
    draft = begun(lite)
    code = draft.rpartition("/")[2]
    with parts(lite).database.write() as session:
        drafts.find(session, code, None).campaign_id = other.id
    send(desk, f"{draft}/publish", {"campaign": "home"})
    with parts(lite).database.read() as session:
        assert drafts.find(session, code, frozenset({home.id})).template_id
        with pytest.raises(NotFound):
            drafts.find(session, code, frozenset({other.id}))
