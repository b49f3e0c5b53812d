"""Stickers on their way through the site: published, described, searched, refused."""

import json
import re
from typing import Any

import pytest
from flask import Flask

from billboard.core.catalogue.stickers import STALE, Sticker
from billboard.core.errors import NotFound, SloganProblems
from billboard.core.picture.splicing import encode
from billboard.core.picture.stored_pictures import FULL_QUALITY
from billboard.models import Poster
from billboard.posters import posters
from billboard.web.bounds import LONGEST_ADDRESS
from billboard.web.sticker_controls import FIELD
from billboard.web.view_models import poster_view
from tests.application import decide, main_slot, parts, publish, sign_in, stored
from tests.hostile import harmless, send
from tests.publishing import filled_form, first, seal

CROWN: dict[str, Any] = {"kind": "crown", "x": 1700, "y": 300, "width": 300, "turn": 12}
BUBBLE: dict[str, Any] = {"kind": "speech-bubble", "x": 600, "y": 700, "width": 600, "turn": -8, "text": "Marmalade?"}


def stick(app: Flask, *values: dict[str, Any], key: str = "") -> str:
    return publish(app, "Free jam on Sundays", key=key, stickers=json.dumps(values))


def find(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return posters.find(session, code)


def test_stickers_are_kept_with_the_poster_and_drawn_again_from_it(app: Flask) -> None:
    poster, renderer = find(app, stick(app, CROWN, BUBBLE)), parts(app).renderer
    assert poster.stickers == [CROWN, BUBBLE]
    design = posters.design_of(renderer, poster)
    assert design.stickers == (Sticker(**CROWN), Sticker(**BUBBLE))
    full = parts(app).store.get(f"{poster.image_key}/full.jpg")
    assert full == renderer.full(design) == encode(renderer.render(design), FULL_QUALITY)


def test_a_poster_without_stickers_has_an_empty_list_of_them(app: Flask) -> None:
    assert find(app, stick(app)).stickers == []


def test_pictures_of_a_street_tell_of_stickers(app: Flask) -> None:
    page = app.test_client().get(f"/p/{stick(app, CROWN)}").text
    assert re.search(r' alt="[^"]* The poster says: [^"]*Free jam on Sundays[^"]*, with a sprayed crown', page)
    assert len(re.findall(r'data-alt="[^"]* The poster says: [^"]*, with a sprayed crown', page)) >= 5


def test_stickers_are_part_of_what_a_poster_is(app: Flask) -> None:
    bare, crowned = find(app, stick(app, key="one form")), find(app, stick(app, CROWN, key="one form"))
    assert bare.code != crowned.code
    assert bare.digest != crowned.digest
    assert stick(app, CROWN, key="one form") == crowned.code
    assert stick(app, {**CROWN, "turn": 13}, key="one form") != crowned.code


def test_a_poster_whose_template_has_gone_cannot_be_drawn_again(lite: Flask) -> None:
    poster = find(lite, stick(lite, CROWN))
    poster.template = "long-gone"
    with pytest.raises(NotFound, match="no longer kept"):
        posters.design_of(parts(lite).renderer, poster)


def test_pages_say_what_is_stuck_on(app: Flask) -> None:
    code, client = stick(app, CROWN, BUBBLE), app.test_client()
    said = "with a sprayed crown and a speech bubble saying “Marmalade?” on it"
    for address in (f"/p/{code}", "/gallery?sort=new"):
        assert f', {said}"' in client.get(address).text
    with app.test_request_context():
        assert poster_view(find(app, code), parts(app).templates).alt.endswith(said)


def test_what_a_bubble_says_is_found(app: Flask) -> None:
    code, client = stick(app, BUBBLE), app.test_client()
    assert code in client.get("/gallery?q=marmalades").text
    assert code not in client.get("/gallery?q=mustard").text


def test_what_a_fresh_bubble_says_by_itself_is_no_word_that_somebody_chose(app: Flask) -> None:
    default = next(iter(parts(app).renderer.sticker_catalogue.said))
    fresh, own = find(app, stick(app, {**BUBBLE, "text": default})), find(app, stick(app, BUBBLE))
    assert fresh.said == "free jam sundays"
    assert own.said == "free jam marmalade sundays"


def test_moderators_read_what_a_bubble_says(app: Flask) -> None:
    code, moderator = stick(app, BUBBLE), sign_in(app)
    assert "saying “Marmalade?” on it</p>" in moderator.get("/moderate?view=recent").text
    assert decide(moderator, code, "hide", "spam") == 303


def test_stickers_that_are_refused_leave_nothing(app: Flask) -> None:
    with pytest.raises(SloganProblems, match="nothing to say"):
        stick(app, {**CROWN, "text": "Eh?"})
    assert stored(app) == set()


HOSTILE = [
    "[" * 12_000,
    '[{"kind":' * 1_500,
    "NaN",
    "[1e999]",
    json.dumps([{**CROWN, "x": 1.5}]),
    json.dumps([{**CROWN, "x": 10**400}]),
    f'[{{"kind":"crown","x":{"9" * 5_000},"y":1,"width":300,"turn":0}}]',
    json.dumps([{**CROWN, "kind": "<script>alert(1)</script>"}]),
    json.dumps([CROWN] * 7),
    '[{"kind":"crown","kind":"halo","x":1,"y":1,"width":300,"turn":0}]',
    json.dumps([{**BUBBLE, "text": "</textarea><script>alert(1)</script>" * 3}]),
    json.dumps([{**BUBBLE, "text": "\ud800"}]),
    json.dumps([{**BUBBLE, "text": "lost \ufffd"}]),
    json.dumps([{**BUBBLE, "text": ["deep"]}]),
    "\x00\ud800",
]


@pytest.mark.parametrize("field", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_stickers_are_refused_in_a_sentence(lite: Flask, field: str) -> None:
    client = lite.test_client()
    status, page, _ = send(client, f"/make/{first(lite)}", filled_form(lite, client) | {FIELD: field})
    assert status == 422
    harmless(page)
    preview = client.get(
        f"/make/{first(lite)}/preview.jpg",
        query_string=filled_form(lite, client)
        | {"seal": seal(client), FIELD: field.encode("utf-8", "replace").decode()},
    )
    if len(preview.request.query_string) + len(preview.request.path) > LONGEST_ADDRESS:
        assert preview.status_code == 414
        return
    assert preview.status_code == 422
    assert set(json.loads(preview.text)["problems"]) == {FIELD}


def test_a_bubble_full_of_markup_does_no_harm_anywhere(app: Flask) -> None:
    client = app.test_client()
    form = filled_form(app, client) | {FIELD: json.dumps([{**BUBBLE, "text": "</h1><b onclick=alert(1)>hi"}])}
    status, _, location = send(client, f"/make/{first(app)}", form)
    assert status == 303
    for address in (location, "/gallery?sort=new"):
        harmless(client.get(address).text)
    harmless(sign_in(app).get("/moderate?view=recent").text)


def test_an_old_field_of_the_editor_is_refused_and_the_words_are_kept(lite: Flask) -> None:
    client = lite.test_client()
    template = parts(lite).templates[first(lite)]
    form = filled_form(lite, client) | {main_slot(template).name: "Kept in mind", FIELD: "[[]]"}
    response = client.post(f"/make/{template.slug}", data=form)
    assert response.status_code == 422
    assert STALE in response.text
    assert "Kept in mind" in response.text
