"""Slogans that mean harm: never a 500, never unescaped in HTML, attributes, headers or JSON."""

import base64
import json
import re
import time

import pytest
from flask import Flask

from tests.application import main_slot, parts, publish, seen_of, sign_in, token
from tests.hostile import HOSTILE, harmless, send
from tests.publishing import filled_form, first, seal


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_slogan_does_no_harm_anywhere(app: Flask, text: str) -> None:
    client = app.test_client()
    template = parts(app).templates[first(app)]
    form = filled_form(app, client) | {slot.name: text for slot in template.slots}
    status, page, location = send(client, f"/make/{template.slug}", form)
    assert status in (303, 422)
    preview = client.get(
        f"/make/{template.slug}/preview.jpg",
        query_string={n: v.encode("utf-8", "replace").decode() for n, v in form.items()} | {"seal": seal(client)},
    )
    assert preview.status_code in (200, 422)
    if preview.status_code == 422:
        assert json.loads(preview.text)["message"]
    if status == 422:
        harmless(page)
        return
    assert re.fullmatch(r"/p/[a-z0-9]+", location)
    code = location.rpartition("/")[2]
    for address in (location, "/gallery?sort=new", f"{location}/report", f"{location}/vote", "/"):
        response = client.get(address)
        assert response.status_code == 200
        harmless(response.text)
        assert all("\n" not in value and "\r" not in value for _, value in response.headers)
    assert client.get(f"/p/{code}.jpg").status_code == 200


@pytest.mark.parametrize("glued", ["👍" + "🏻" * 12_000, "👨" + "\u200d👨" * 7_000, ("👩" + "\u200d👩" * 60) * 50])
def test_a_character_glued_together_without_end_is_refused_at_once(lite: Flask, glued: str) -> None:
    client = lite.test_client()
    template = parts(lite).templates[first(lite)]
    form = filled_form(lite, client) | {main_slot(template).name: glued}
    begun = time.process_time()
    # As multipart, where a byte is a byte and more fit under the limit.
    response = client.post(f"/make/{template.slug}", data=form, content_type="multipart/form-data")
    assert response.status_code == 422
    assert time.process_time() - begun < 2  # it was ten and more


@pytest.mark.parametrize("host", ["x" * 64, "a..b", "[", ""])
def test_a_host_that_is_none_gets_a_plain_answer(lite: Flask, host: str) -> None:
    response = lite.test_client().get("/gallery", headers={"Host": host})
    assert response.status_code in (200, 400, 404)


@pytest.mark.parametrize("name", ["Origin", "Referer"])
def test_an_origin_that_is_no_address_is_refused(lite: Flask, name: str) -> None:
    answer = lite.test_client().post("/p/abc/vote", data={"value": "1"}, headers={name: "http://["})
    assert answer.status_code == 403


@pytest.mark.parametrize("values", [["top", 2**40, 5], ["top", 5, 2**63], ["top", -(2**40), 5]])
def test_numbers_no_column_takes_are_refused(app: Flask, values: list[object]) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    assert app.test_client().get(f"/gallery?sort=top&after={cursor}").status_code == 400


def test_moderators_may_send_odd_things_too(app: Flask) -> None:
    code, client = publish(app), sign_in(app)
    for before in ("0", "-5", str(10**30), "x"):
        assert client.get(f"/moderate/log?before={before}").status_code in (200, 400)
    form = {"csrf_token": token(client.get("/moderate").text), "action": "hide", "reason": "spam", "note": "a\x00b"}
    form["seen"] = seen_of(client, code)
    assert client.post(f"/moderate/p/{code}", data={**form, "view": "nonsense"}).status_code == 400
    assert client.post(f"/moderate/p/{code}", data={**form, "newest": "1" * 1000}).status_code == 400
    assert client.get(f"/p/{code}").status_code == 200
    assert client.post(f"/moderate/p/{code}", data=form).status_code == 303
    assert client.get(f"/p/{code}").status_code == 410


def test_a_name_with_a_nul_signs_nobody_in(app: Flask) -> None:
    client = app.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "a\x00b", "password": "x"}
    assert client.post("/moderate/login", data=form).status_code == 422
