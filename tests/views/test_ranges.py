"""Preconditions and ranges of pictures, by RFC 9110."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.application import decide, publish, sign_in

Ask = Callable[..., TestResponse]
YEARS_AGO, YEARS_ON = "Thu, 01 Jan 2015 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"


@pytest.fixture
def ask(lite: Flask) -> Ask:
    """Asks for a poster's full picture with headers, `If_Range="…"`."""
    address, client = f"/p/{publish(lite)}.jpg", lite.test_client()

    def get(method: str = "GET", **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.open(address, method=method, headers=named)

    return get


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("bytes=0-99", slice(0, 100)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-100", slice(-100, None)),
        ("bytes=-99999999", slice(None)),
        ("bytes=100-99999999", slice(100, None)),
    ],
)
def test_a_part_is_what_was_asked_for(ask: Ask, wanted: str, part: slice) -> None:
    whole, some = ask().data, ask(Range=wanted)
    assert (some.status_code, some.data) == (206, whole[part])
    first = len(whole) - len(whole[part]) if part.stop is None else part.start
    assert some.headers["Content-Range"] == f"bytes {first}-{first + len(some.data) - 1}/{len(whole)}"
    assert some.headers["Content-Length"] == str(len(some.data))


@pytest.mark.parametrize("wanted", ["bytes=0-9,20-29", "items=0-5", "bytes=abc", "bytes=9-5", "0-5"])
def test_a_range_that_is_not_understood_is_ignored(ask: Ask, wanted: str) -> None:
    answer = ask(Range=wanted)
    assert (answer.status_code, answer.data) == (200, ask().data)


def test_a_range_beyond_the_end_is_told_where_that_is(ask: Ask) -> None:
    answer = ask(Range="bytes=99999999-")
    assert (answer.status_code, answer.data) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(ask().data)}"


def test_only_a_get_is_answered_in_part(ask: Ask) -> None:
    answer = ask("HEAD", Range="bytes=0-99")
    assert answer.status_code == 200
    assert answer.headers["Content-Length"] == str(len(ask().data))


def test_a_part_goes_only_with_the_same_picture(ask: Ask) -> None:
    fresh, part = ask(), {"Range": "bytes=0-99"}
    etag, moment = fresh.headers["ETag"], fresh.headers["Last-Modified"]
    assert [ask(**part, If_Range=each).status_code for each in (etag, moment)] == [206, 206]
    for other in (f"W/{etag}", '"other"', YEARS_AGO, YEARS_ON, "yesterday"):
        assert ask(**part, If_Range=other).status_code == 200, other


def test_whoever_has_the_picture_is_told_so_whatever_else_was_asked(ask: Ask) -> None:
    fresh = ask()
    etag = fresh.headers["ETag"]
    for kept in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        for more in ({}, {"Range": "bytes=0-99"}):
            answer = ask(If_None_Match=kept, **more)
            assert (answer.status_code, answer.data) == (304, b"")
            for name in ("ETag", "Cache-Control", "Content-Security-Policy"):
                assert answer.headers[name] == fresh.headers[name]
    assert ask(If_Modified_Since=fresh.headers["Last-Modified"]).status_code == 304
    assert ask(If_None_Match='"other"', If_Modified_Since=YEARS_ON).status_code == 200


def test_a_precondition_that_fails_says_so(ask: Ask) -> None:
    assert ask(If_Match='"other"').status_code == 412
    assert ask(If_Unmodified_Since=YEARS_AGO).status_code == 412
    assert ask(If_Unmodified_Since=YEARS_ON).status_code == 200


def test_a_hidden_picture_has_no_parts_and_no_validators(lite: Flask) -> None:
    code, client = publish(lite), lite.test_client()
    etag = client.get(f"/p/{code}.jpg").headers["ETag"]
    decide(sign_in(lite), code, "hide", "spam")
    for headers in ({"Range": "bytes=0-9"}, {"If-None-Match": etag}, {"If-None-Match": "*"}):
        gone = client.get(f"/p/{code}.jpg", headers=headers)
        assert gone.status_code == 410
        assert not {"ETag", "Last-Modified", "Content-Range"} & set(gone.headers.keys())


def test_only_what_never_changes_tells_when_it_was_made(lite: Flask) -> None:
    """A template may be drawn anew: what is set in it afresh is another picture then, and no younger."""
    code, client = publish(lite), lite.test_client()
    assert "Last-Modified" in client.get(f"/p/{code}/thumb.jpg").headers
    assert "Last-Modified" not in client.get(f"/p/{code}/shape/square.jpg").headers
