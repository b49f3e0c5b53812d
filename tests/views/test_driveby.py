"""The drive-by test in the editor's page, and on its own for the editor's script."""

import html
import re

from flask import Flask

from tests.application import main_slot, parts, token


def verdicts(page: str) -> dict[str, str]:
    return {who: verdict for verdict, who in re.findall(r'<div data-verdict="(\w+)"><dt>([^<]+)</dt>', page)}


def test_a_short_slogan_passes_and_a_long_one_does_not(lite: Flask) -> None:
    client = lite.test_client()
    short = client.get("/make/home-front/driveby?headline=No&strapline=").text
    assert verdicts(short)["At 30 mph"] == "yes"
    long = client.get("/make/home-front/driveby?headline=" + "+".join(["we are sorry"] * 6) + "&strapline=").text
    assert verdicts(long)["At 30 mph"] == "no"
    assert len(verdicts(long)) == 5


def test_it_is_no_page_of_its_own(lite: Flask) -> None:
    answer = lite.test_client().get("/make/home-front/driveby?headline=No")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert "<html" not in answer.text


def test_what_cannot_be_set_has_no_remarks(lite: Flask) -> None:
    answer = lite.test_client().get("/make/home-front/driveby?headline=" + "x" * 5000)
    assert answer.status_code == 200
    assert "Nothing to read yet" in answer.text


def test_the_editor_shows_it_without_scripts(lite: Flask) -> None:
    client = lite.test_client()
    page = client.get("/make/home-front").text
    assert len(verdicts(page)) == 5
    slot = main_slot(parts(lite).templates["home-front"])
    form = {"csrf_token": token(page), slot.name: "We are sorry " * 6, "preview": "1"}
    assert verdicts(client.post("/make/home-front", data=form).text)["At 30 mph"] == "no"


def test_a_slot_is_named_as_the_form_names_it(lite: Flask) -> None:
    found = html.unescape(lite.test_client().get("/make/home-front/driveby?headline=No&strapline=Yes").text)
    labels = [slot.label for slot in parts(lite).templates["home-front"].slots]
    assert any(f"to 1 at “{label}”" in found for label in labels)


def test_stickers_on_the_words_are_told(lite: Flask) -> None:
    client = lite.test_client()
    tooth = '[{"kind":"tooth","x":1200,"y":780,"width":1200,"turn":0}]'
    query = {"headline": "We are sorry", "strapline": "", "stickers": tooth}
    found = client.get("/make/home-front/driveby", query_string=query).text
    assert verdicts(found)["In the clear"] == "no"
    form = {"csrf_token": token(client.get("/make/home-front").text), **query, "preview": "1"}
    assert verdicts(client.post("/make/home-front", data=form).text)["In the clear"] == "no"
