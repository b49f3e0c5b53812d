"""Links to the desk on pages for everybody: for who is signed in, and outside what caches keep."""

from flask import Flask

from tests.application import publish, sign_in, token
from tests.campaigns.campaigning import campaign, enter
from tests.views.desk import own_moderator


def test_pages_for_everybody_are_the_same_bytes_for_moderators(lite: Flask) -> None:
    code, client = publish(lite), sign_in(lite)
    assert client.get("/moderate").status_code == 200
    for path in ("/", "/gallery", f"/p/{code}"):
        mine, theirs = client.get(path), lite.test_client().get(path)
        assert mine.data == theirs.data
        assert "Set-Cookie" not in mine.headers


def test_who_is_signed_in_is_told_the_cases_of_what_they_look_after(lite: Flask) -> None:
    campaign(lite, "tin")
    outside, inside = publish(lite, "Elsewhere"), enter(lite, "In the tin", "tin")
    asked = f"/moderate/links?ids={outside},{inside},nothing22,%27"
    answer = sign_in(lite).get(asked)
    assert answer.json == {"cases": {each: f"/moderate/case/{each}" for each in (outside, inside)}}
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert own_moderator(lite, "tin").get(asked).json == {"cases": {inside: f"/moderate/case/{inside}"}}
    assert lite.test_client().get(asked).json == {"cases": {}}


def test_a_hint_that_says_nothing_of_who_comes_and_goes_with_the_session(lite: Flask) -> None:
    client = sign_in(lite)
    client.get("/moderate")
    hint = client.get_cookie("desk")
    assert hint is not None
    assert (hint.value, hint.http_only, hint.same_site) == ("1", False, "Strict")
    assert client.post("/moderate/logout", data={"csrf_token": token(client.get("/moderate").text)}).status_code == 303
    assert client.get_cookie("desk") is None


def test_a_hint_that_outlived_the_session_is_taken_away_by_the_first_question(lite: Flask) -> None:
    stranger = lite.test_client()
    stranger.set_cookie("desk", "1")
    assert stranger.get("/moderate/links?ids=a").json == {"cases": {}}
    assert stranger.get_cookie("desk") is None
