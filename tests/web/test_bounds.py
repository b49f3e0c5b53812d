"""What a request may carry: more is refused with a sentence, before anything reads it."""

import pytest
from flask import Flask

from billboard.moderation.finding import MOST_FOUND
from billboard.moderation.queue import PAGE
from billboard.views.moderate import SHOWN
from billboard.web.bounds import BOUNDS, BUTTON, DESK, FORM, LONGEST_ADDRESS, MOST_OF_HEADERS, MOST_PARAMETERS, Bound
from tests.application import main_slot, parts
from tests.publishing import filled_form, first

PLAIN = "application/x-www-form-urlencoded"


def test_every_bound_is_of_a_route_that_takes_forms(lite: Flask) -> None:
    assert {rule.endpoint for rule in lite.url_map.iter_rules() if "POST" in (rule.methods or ())} >= BOUNDS.keys()


@pytest.mark.parametrize(
    "query", ["q=" + "a" * LONGEST_ADDRESS, "&".join(["a=1"] * (MOST_PARAMETERS + 1)), "&" * 8000], ids=len
)
def test_a_long_address_is_refused_with_a_page(lite: Flask, query: str) -> None:
    answer = lite.test_client().get(f"/gallery?{query}")
    assert answer.status_code == 414
    assert "Check the link." in answer.text


def test_many_headers_are_refused_with_a_page(lite: Flask) -> None:
    cookies = "; ".join(f"c{number}={'x' * 4000}" for number in range(MOST_OF_HEADERS // 4000 + 1))
    answer = lite.test_client(use_cookies=False).get("/", headers={"Cookie": cookies})
    assert answer.status_code == 431
    assert "Clear the cookies" in answer.text


@pytest.mark.parametrize("kind", [PLAIN, "multipart/form-data; boundary=b"])
@pytest.mark.parametrize(("path", "fields"), [("/p/abc/vote", BUTTON.fields), ("/takedown", FORM.fields)])
def test_a_form_of_too_many_fields_is_refused(lite: Flask, path: str, fields: int, kind: str) -> None:
    part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    for number, refused in ((fields, False), (fields + 1, True)):
        body = "&".join(["a=1"] * number) if kind == PLAIN else part * number + "--b--\r\n"
        answer = lite.test_client().post(path, data=body, content_type=kind)
        assert (answer.status_code == 413) is refused


@pytest.mark.parametrize(("path", "bound"), [("/p/abc/vote", BUTTON), ("/takedown", FORM), ("/moderate/decide", DESK)])
def test_a_form_is_as_large_as_its_kind_may_be(lite: Flask, path: str, bound: Bound) -> None:
    for length, refused in ((bound.size, False), (bound.size + 1, True)):
        answer = lite.test_client().post(path, data="a=".ljust(length, "x"), content_type=PLAIN)
        assert (answer.status_code == 413) is refused


def test_all_that_a_page_can_tick_fits_on_the_desk() -> None:
    assert DESK.fields > 2 * SHOWN + 20


def test_all_cases_of_a_page_fit_in_a_form() -> None:
    assert FORM.fields > max(PAGE, MOST_FOUND) + 20


@pytest.mark.parametrize("words", ["x" * 60_000, "🇬🇧" * 7_000, "e\u0301\u0323" * 12_000])
def test_what_was_typed_far_too_long_is_kept_in_the_form(lite: Flask, words: str) -> None:
    client = lite.test_client()
    template = parts(lite).templates[first(lite)]
    slot = main_slot(template)
    form = filled_form(lite, client) | {slot.name: words}
    answer = client.post(f"/make/{template.slug}", data=form, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert f"“{slot.label}” is far too long ({slot.limit} at most). Shorten it and try again." in answer.text
    assert words in answer.text


def test_a_form_that_comes_as_json_is_no_form(lite: Flask) -> None:
    for body in ("[" * 30_000, '{"value": "1"}'):
        answer = lite.test_client().post("/takedown", data=body, content_type="application/json")
        assert answer.status_code == 422
